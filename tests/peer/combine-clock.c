/*
 * For measuring alone: how long a quorum of 3 cards takes to give the secret, in process.
 *
 * usage: combine-clock    prints 15 lines: nanoseconds a combination with the 10000 iterations that the
 *        standard asks even without a passphrase, and without them
 */
#include <stdio.h>
#include <time.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/slip39.h"

enum { CARDS = 3, OF = 5, ROUNDS = 15, COMBINATIONS = 20 };

struct bench {
	uint8_t secret[32], again[32];
	struct slip39_share shares[OF];
};

static long long
now_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void
must(const char *answer)
{
	if (answer != NULL)
		die("%s", answer);
}

static void
combine(struct bench *bench)
{
	must(slip39_combine(bench->again, sizeof bench->again, bench->shares, CARDS, ""));
	if (sodium_memcmp(bench->again, bench->secret, sizeof bench->secret) != 0)
		die("the cards gave another secret");
}

static void
recover(struct bench *bench)
{
	must(slip39_recover(bench->again, sizeof bench->again, bench->shares, CARDS));
}

static long long
nanoseconds_of(void (*work)(struct bench *bench), struct bench *bench)
{
	long long begin = now_nanoseconds();

	for (int i = 0; i < COMBINATIONS; i++)
		work(bench);
	return (now_nanoseconds() - begin) / COMBINATIONS;
}

int
main(void)
{
	const struct slip39_scheme scheme = slip39_one_group(1, CARDS, OF);
	struct bench *bench;

	secret_begin();
	bench = secret_new(sizeof *bench);
	randombytes_buf(bench->secret, sizeof bench->secret);
	must(slip39_split(bench->shares, &scheme, bench->secret, sizeof bench->secret, ""));
	for (int i = 0; i < ROUNDS; i++) {
		long long whole = nanoseconds_of(combine, bench);

		printf("%lld %lld\n", whole, nanoseconds_of(recover, bench));
	}
	secret_drop(bench);
	return process_end(PROCESS_YES);
}
