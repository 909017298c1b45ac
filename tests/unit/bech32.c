#include "tests/unit/test.h"

#include <sodium.h>

#include "ceremony/bech32.h"
#include "ceremony/text.h"

#define Q41 "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
#define ZEROS_17 "0000000000000000000000000000000000"

/* BIP-173, "Test vectors": valid strings whose data are whole bytes with zeros behind them. */
static const struct {
	const char *hrp, *text, *hex;
} valid[] = {
	{"A", "A12UEL5L", ""},
	{"a", "a12uel5l", ""},
	{"?", "?1ezyfcl", ""},
	{"an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio",
	 "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tg"
	 "s",
	 ""},
	{"abcdef", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
	 "00443214c74254b635cf84653a56d7c675be77df"},
	{"split", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
	 "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d"},
	{"1", "11" Q41 Q41 "c8247j", ZEROS_17 ZEROS_17 ZEROS_17},
	{"AGE-SECRET-KEY-",
	 "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
	 "4242424242424242424242424242424242424242424242424242424242424242"},
};

static void
check_row(size_t i)
{
	size_t size = strlen(valid[i].hex) / 2;
	uint8_t data[64], want[64];
	char text[128];

	check_good(text_from_hex(want, size, valid[i].hex, 2 * size));
	check(bech32_length(valid[i].hrp, size) == strlen(valid[i].text));
	bech32_encode(text, valid[i].hrp, want, size);
	check(strcmp(text, valid[i].text) == 0);
	check_good(bech32_decode(data, size, valid[i].hrp, valid[i].text, strlen(valid[i].text)));
	check(memcmp(data, want, size) == 0);
}

/* One complaint about a string for ten bytes behind "age", zeros left behind. */
static void
check_refused(const char *text, const char *sentence)
{
	uint8_t data[10];

	memset(data, 0xa5, sizeof data);
	check_says(bech32_decode(data, sizeof data, "age", text, strlen(text)), sentence);
	check(sodium_is_zero(data, sizeof data));
}

static void
refusals(void)
{
	uint8_t data[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	char good[27], text[27];

	bech32_encode(good, "age", data, sizeof data);
	check_good(bech32_decode(data, sizeof data, "age", good, strlen(good)));
	check_refused("", "has the wrong length");
	strcpy(text, good);
	text[25] = '\0';
	check_refused(text, "has the wrong length");
	strcpy(text, good);
	text[0] = 'A';
	check_refused(text, "mixes upper and lower case");
	for (size_t i = 0; text[i] != '\0'; i++)
		text[i] = (char)(good[i] >= 'a' && good[i] <= 'z' ? good[i] - 32 : good[i]);
	check_refused(text, "is in the wrong case");
	check_good(bech32_decode(data, sizeof data, "AGE", text, strlen(text)));
	check_says(bech32_decode(data, sizeof data, "AGE", good, strlen(good)),
		   "is in the wrong case");
	strcpy(text, good);
	text[2] = 'f';
	check_refused(text, "has another prefix");
	strcpy(text, good);
	text[3] = '2';
	check_refused(text, "has another prefix");
}

static void
refused_characters(void)
{
	static const char sentence[] = "has a character that Bech32 does not use";
	uint8_t data[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	char good[27], text[27];

	bech32_encode(good, "age", data, sizeof data);
	for (const char *bad = "1bio \x7f\x80\xff"; *bad != '\0'; bad++) {
		strcpy(text, good);
		text[9] = *bad;
		check_refused(text, sentence);
	}
	strcpy(text, good);
	text[9] = '\0';
	check_says(bech32_decode(data, sizeof data, "age", text, 26), sentence);
	for (size_t i = 4; i < 26; i++) {
		strcpy(text, good);
		text[i] = good[i] == 'q' ? 'p' : 'q';
		check_refused(text, "has a wrong checksum");
	}
}

/* BIP-173: a checksum calculated with the upper-case prefix, and bits left over. */
static void
refused_vectors(void)
{
	uint8_t data[2];

	check_says(bech32_decode(data, 0, "A", "A1G7SGD8", 8), "has a wrong checksum");
	check_says(bech32_decode(data, 0, "a", "A12UEL5L", 8), "is in the wrong case");
	/* Bech32m's empty string (BIP-350): another constant, so another checksum. */
	check_says(bech32_decode(data, 0, "a", "a1lqfn3a", 8), "has a wrong checksum");
	/* Eight ones, then 00 or 10 left over, both with the right checksum. */
	check_good(bech32_decode(data, 1, "a", "a1lu9cgf6y", 10));
	check_says(bech32_decode(data, 1, "a", "a1l7kaf2ff", 10),
		   "has bits left over that are not zero");
}

int
main(void)
{
	secret_begin();
	for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
		check_row(i);
	refusals();
	refused_characters();
	refused_vectors();
	return test_end();
}
