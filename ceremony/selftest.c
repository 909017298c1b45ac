#include "selftest.h"

#include <stddef.h>

#include <sodium.h>

#include "ceremony/process.h"

extern const struct selftest *const __start_selftests[];
extern const struct selftest *const __stop_selftests[];

/* FIPS 180-4, the digest of "abc": every program links this hash. */
static const char *
selftest_sha256(void)
{
	static const unsigned char want[] = {
		0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
		0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
		0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
	};
	unsigned char got[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(got, (const unsigned char *)"abc", 3);
	return sodium_memcmp(got, want, sizeof want) == 0 ? NULL : "SHA-256 of 'abc' is wrong";
}
SELFTEST(selftest_sha256);

void
selftest_run(void)
{
	/* cppcheck-suppress comparePointers ; the linker makes both the ends of one array */
	for (const struct selftest *const *test = __start_selftests; test < __stop_selftests;
	     test++) {
		const char *problem = (*test)->run();

		if (problem != NULL)
			refuse("self-test of %s: %s", (*test)->name, problem);
		say("%s: known answers right", (*test)->name);
	}
}
