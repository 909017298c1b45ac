/* Base45: the examples of RFC 9285, section 4, every byte pair there and back, every sentence. */
#include "tests/unit/test.h"

#include "media/base45.h"

static void
test_known(const char *plain, const char *coded)
{
	uint8_t bytes[64];
	char text[128];
	size_t size;

	base45_encode(text, (const uint8_t *)plain, strlen(plain));
	check(strcmp(text, coded) == 0 && strlen(text) == base45_length(strlen(plain)));
	check_good(base45_decode(bytes, sizeof bytes, &size, coded, strlen(coded)));
	check(size == strlen(plain) && memcmp(bytes, plain, size) == 0);
}

static void
test_pairs(void)
{
	unsigned good = 0;

	for (unsigned value = 0; value < 65536; value++) {
		const uint8_t pair[2] = {(uint8_t)(value >> 8), (uint8_t)value};
		uint8_t again[2];
		char text[4];
		size_t size;

		base45_encode(text, pair, 2);
		good += base45_decode(again, 2, &size, text, 3) == NULL && size == 2 &&
			memcmp(pair, again, 2) == 0;
	}
	check(good == 65536);
}

static const char *
said_of(const char *text, size_t length, size_t capacity)
{
	uint8_t bytes[64];
	size_t size = 1;
	const char *answer = base45_decode(bytes, capacity, &size, text, length);

	check(answer == NULL || size == 0);
	return answer;
}

static void
test_sentences(void)
{
	check_good(said_of("", 0, 0));
	check_good(said_of("FGW", 3, 2));
	check_says(said_of("GGW", 3, 2), "has characters that stand for no bytes");
	check_says(said_of(":::", 3, 2), "has characters that stand for no bytes");
	check_good(said_of("U5", 2, 1));
	check_says(said_of("V5", 2, 1), "has characters that stand for no bytes");
	check_says(said_of("A", 1, 2), "ends in the middle of a byte");
	check_says(said_of("BB8A", 4, 4), "ends in the middle of a byte");
	check_says(said_of("BB8", 3, 1), "is too long");
	check_says(said_of("BB800", 5, 2), "is too long");
	check_says(said_of("bB8", 3, 2), "has a character that base45 has not");
	check_says(said_of("BB\0", 3, 2), "has a character that base45 has not");
	check_says(said_of("B,8", 3, 2), "has a character that base45 has not");
}

int
main(void)
{
	secret_begin();
	test_known("AB", "BB8");
	test_known("Hello!!", "%69 VD92EX0");
	test_known("base-45", "UJCLQE7W581");
	test_known("ietf!", "QED8WEX0");
	test_known("", "");
	test_pairs();
	test_sentences();
	return test_end();
}
