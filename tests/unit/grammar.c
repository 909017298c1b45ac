#include "tests/unit/test.h"

#include "ceremony/grammar.h"
#include "ceremony/record.h"

static const char BAD_ID[] = "is not a name of lower-case letters, digits and dashes that begins "
			     "with a letter, 32 at most";
static const char BAD_WORD[] =
	"has a character that may not stand in a printed command, or is too long";
static const char BAD_HEX[] = "is not lower-case hexadecimal";
static const char BAD_DIGEST[] = "is not a SHA-256 in 64 lower-case hexadecimal digits";
static const char BAD_DATE[] = "is not a date like 2026-11-21";

#define D16 "0123456789abcdef"
#define D64 D16 D16 D16 D16
#define A100 \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaa"

static const char *
says(record_grammar *grammar, const char *value)
{
	return grammar(value, strlen(value));
}

static void
one_of(void)
{
	static const char *const words[] = {"yes", "no", NULL}, *const none[] = {NULL};

	check(grammar_is_one_of("yes", words) && grammar_is_one_of("no", words));
	check(!grammar_is_one_of("", words) && !grammar_is_one_of("ye", words) &&
	      !grammar_is_one_of("yess", words));
	check(!grammar_is_one_of("yes", none));
}

static void
ids(void)
{
	check_good(says(grammar_id, "a"));
	check_good(says(grammar_id, "card-1"));
	check_good(says(grammar_id, "abcdefghijklmnopqrstuvwxyz012345"));
	check_says(says(grammar_id, "abcdefghijklmnopqrstuvwxyz0123456"), BAD_ID);
	check_says(says(grammar_id, ""), BAD_ID);
	check_says(says(grammar_id, "1a"), BAD_ID);
	check_says(says(grammar_id, "-a"), BAD_ID);
	check_says(says(grammar_id, "a-"), BAD_ID);
	check_says(says(grammar_id, "Ab"), BAD_ID);
	check_says(says(grammar_id, "a_b"), BAD_ID);
	check_says(says(grammar_id, "a b"), BAD_ID);
	check_says(says(grammar_id, "\xc3\xa4"), BAD_ID);
	check_says(says(grammar_id, "a/../b"), BAD_ID);
}

static void
lists_of_ids(void)
{
	check_good(says(grammar_ids, "anna"));
	check_good(says(grammar_ids, "anna bjorn chloe"));
	check_says(says(grammar_ids, "anna,bjorn"), BAD_ID);
	check_good(says(grammar_ids, "ann anna an"));
	check_says(says(grammar_ids, ""), BAD_ID);
	check_says(says(grammar_ids, "anna "), BAD_ID);
	check_says(says(grammar_ids, " anna"), BAD_ID);
	check_says(says(grammar_ids, "anna  bjorn"), BAD_ID);
	check_says(says(grammar_ids, "anna,,bjorn"), BAD_ID);
	check_says(says(grammar_ids, "anna\tbjorn"), BAD_ID);
	check_says(says(grammar_ids, "anna bjorn anna"), "names one twice");
}

static void
text_of_people(void)
{
	check_good(says(grammar_people, "Müller & Søn AG"));
	check_good(says(grammar_people, A100 A100));
	check_says(says(grammar_people, A100 A100 "a"), "is longer than 200 bytes");
	check_says(says(grammar_people, ""), "is empty");
	check_says(says(grammar_people, "a\xff"), "is not UTF-8");
	check_says(says(grammar_people, "a  b"), "has two spaces in a row");
	check_says(says(grammar_people, "a "), "begins or ends with a space");
	check_says(says(grammar_people, "a\rb"), "has a control, direction or invisible character");
}

static void
digests(void)
{
	check_good(says(grammar_hex, "00ff"));
	check_says(says(grammar_hex, ""), BAD_HEX);
	check_says(says(grammar_hex, "0"), BAD_HEX);
	check_says(says(grammar_hex, "0F"), BAD_HEX);
	check_says(says(grammar_hex, "0g"), BAD_HEX);
	check_good(says(grammar_digest, D64));
	check_says(says(grammar_digest, D16), BAD_DIGEST);
	check_says(says(grammar_digest, D64 "00"), BAD_DIGEST);
	check_says(says(grammar_digest, "none"), BAD_DIGEST);
	check_says(says(grammar_digest, "X" D16 D16 D16 "123456789abcdef"), BAD_HEX);
	check_good(says(grammar_digest_or_none, D64));
	check_good(says(grammar_digest_or_none, "none"));
	check_says(says(grammar_digest_or_none, "None"), BAD_DIGEST);
	check_says(says(grammar_digest_or_none, ""), BAD_DIGEST);
}

static void
numbers(void)
{
	check_good(says(grammar_number, "0"));
	check_good(says(grammar_number, "1000000000"));
	check_says(says(grammar_number, "1000000001"), "is too large");
	check_says(says(grammar_number, "01"), "has a leading zero");
	check_says(says(grammar_number, "x"), "is not a number");
	check_good(says(grammar_card_number, "1"));
	check_good(says(grammar_card_number, "16"));
	check_says(says(grammar_card_number, "0"), "is not a number from 1 to 16");
	check_says(says(grammar_card_number, "17"), "is too large");
	check_says(says(grammar_card_number, "-1"), "is not a number");
}

static void
dates(void)
{
	check_good(says(grammar_date, "2026-11-21"));
	check_good(says(grammar_date, "2028-02-29"));
	check_says(says(grammar_date, "2026-02-29"), BAD_DATE);
	check_says(says(grammar_date, "2026-11-31"), BAD_DATE);
	check_says(says(grammar_date, "2026-1-21"), BAD_DATE);
	check_says(says(grammar_date, "21.11.2026"), BAD_DATE);
	check_says(says(grammar_date, "2026-11-211"), BAD_DATE);
	check_says(says(grammar_date, ""), BAD_DATE);
	check_good(says(grammar_time_or_never, "2026-11-21T23:40:12Z"));
	check_good(says(grammar_time_or_never, "never"));
	check_says(says(grammar_time_or_never, "Never"), "is not a time like 2026-11-21T23:40:12Z");
	check_says(says(grammar_time_or_never, "2026-11-31T23:40:12Z"),
		   "is not a time that exists");
}

/* What no printed command may hold, each alone. */
static void
words_for_commands(void)
{
	static const char *const bad[] = {
		"",    " ",   "a b", "a'b",  "a\"b", "a$b", "a`b", "a;b", "a|b", "a&b", "a>b",
		"a*b", "a?b", "a(b", "a\\b", "a\nb", "a,b", "a=b", "a~b", "a#b", "a!b", "-a",
		"--",  ".a",  "/a",  ":a",   "+a",   "_a",  "a%b", "a@b", "a[b", "a{b", "\xc3\xa4"};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(says(grammar_word, bad[i]), BAD_WORD);
	check_good(says(grammar_word, "a"));
	check_good(says(grammar_word, "0"));
	check_good(says(grammar_word, "Az09._:/+-"));
	check_good(says(grammar_word, A100 A100 A100 A100));
	check_says(says(grammar_word, A100 A100 A100 A100 "a"), BAD_WORD);
}

static void
modes_and_base64(void)
{
	check_good(says(grammar_mode, "rehearsal"));
	check_good(says(grammar_mode, "production"));
	check_says(says(grammar_mode, "Production"), "is neither rehearsal nor production");
	check_says(says(grammar_mode, ""), "is neither rehearsal nor production");
	check_good(says(grammar_base64, "Zm9vYg=="));
	check_says(says(grammar_base64, ""), "is empty");
	check_says(says(grammar_base64, "Zm9vYg"),
		   "is not canonical base64 of the wanted kind and size");
}

/* 4096 bytes are the most: 5464 characters. */
static void
long_base64(void)
{
	static char text[5469];

	memset(text, 'A', sizeof text - 1);
	check(grammar_base64(text, 5460) == NULL);
	check_says(grammar_base64(text, 5464),
		   "is not canonical base64 of the wanted kind and size");
	check_says(grammar_base64(text, 5468),
		   "is not canonical base64 of the wanted kind and size");
}

int
main(void)
{
	secret_begin();
	one_of();
	ids();
	lists_of_ids();
	text_of_people();
	digests();
	numbers();
	dates();
	words_for_commands();
	modes_and_base64();
	long_base64();
	return test_end();
}
