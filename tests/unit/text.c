#include "tests/unit/child.h"

#include "ceremony/text.h"

static uint8_t bytes[64];
static size_t size;

static const char BAD_BASE64[] = "is not canonical base64 of the wanted kind and size";

static const char *
from_base64(const char *text, enum text_base64 variant)
{
	return text_from_base64(bytes, sizeof bytes, &size, text, strlen(text), variant);
}

/* RFC 4648, section 10. */
static void
known_base64(void)
{
	static const struct {
		const char *plain, *padded, *bare;
	} rows[] = {
		{"", "", ""},
		{"f", "Zg==", "Zg"},
		{"fo", "Zm8=", "Zm8"},
		{"foo", "Zm9v", "Zm9v"},
		{"foob", "Zm9vYg==", "Zm9vYg"},
		{"fooba", "Zm9vYmE=", "Zm9vYmE"},
		{"foobar", "Zm9vYmFy", "Zm9vYmFy"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const uint8_t *plain = (const uint8_t *)rows[i].plain;
		size_t length = strlen(rows[i].plain);
		char text[16];

		text_to_base64(text, plain, length, TEXT_BASE64);
		check(strcmp(text, rows[i].padded) == 0);
		check(text_base64_length(length, TEXT_BASE64) == strlen(rows[i].padded));
		text_to_base64(text, plain, length, TEXT_BASE64_NO_PADDING);
		check(strcmp(text, rows[i].bare) == 0);
		check(text_base64_length(length, TEXT_BASE64URL) == strlen(rows[i].bare));
		check_good(from_base64(rows[i].padded, TEXT_BASE64));
		check(size == length && memcmp(bytes, plain, length) == 0);
		check_good(from_base64(rows[i].bare, TEXT_BASE64URL));
		check(size == length && memcmp(bytes, plain, length) == 0);
	}
}

/* The two alphabets differ in their last two characters (RFC 4648, tables 1 and 2). */
static void
two_alphabets(void)
{
	static const uint8_t ends[] = {0xfb, 0xff, 0xbf};
	char text[8];

	text_to_base64(text, ends, sizeof ends, TEXT_BASE64);
	check(strcmp(text, "+/+/") == 0);
	text_to_base64(text, ends, sizeof ends, TEXT_BASE64URL);
	check(strcmp(text, "-_-_") == 0);
	check_good(from_base64("-_-_", TEXT_BASE64URL));
	check(size == 3 && memcmp(bytes, ends, 3) == 0);
	check_says(from_base64("-_-_", TEXT_BASE64), BAD_BASE64);
	check_says(from_base64("+/+/", TEXT_BASE64URL), BAD_BASE64);
	check_good(from_base64("+/+/", TEXT_BASE64_NO_PADDING));
}

static void
refused_base64(void)
{
	static const char *const padded[] = {
		"Zg",   "Zg=",   "Zg===", "Zh==", "Zm9=", "Zm9v ",    " Zm9v", "Zm9v\n",
		"Zm*v", "Zm9v=", "=",     "Z",    "Z=g=", "Zg==Zg==", "Zm\n9v"};

	for (size_t i = 0; i < sizeof padded / sizeof padded[0]; i++) {
		size = 1;
		check_says(from_base64(padded[i], TEXT_BASE64), BAD_BASE64);
		check(size == 0);
	}
	check_says(from_base64("Zg==", TEXT_BASE64URL), BAD_BASE64);
	check_says(from_base64("Zh", TEXT_BASE64_NO_PADDING), BAD_BASE64);
	check_says(text_from_base64(bytes, sizeof bytes, &size, "Zm\0v", 4, TEXT_BASE64),
		   BAD_BASE64);
	check_good(text_from_base64(bytes, 3, &size, "Zm9v", 4, TEXT_BASE64));
	check_says(text_from_base64(bytes, 2, &size, "Zm9v", 4, TEXT_BASE64), BAD_BASE64);
	check(size == 0);
}

static void
hexadecimal(void)
{
	static const uint8_t some[] = {0x00, 0x7f, 0x80, 0xff};
	char text[9];

	text_to_hex(text, some, sizeof some);
	check(strcmp(text, "007f80ff") == 0);
	check_good(text_from_hex(bytes, 4, text, 8));
	check(memcmp(bytes, some, sizeof some) == 0);
	check_says(text_from_hex(bytes, 4, text, 7), "has the wrong number of hexadecimal digits");
	check_says(text_from_hex(bytes, 3, text, 8), "has the wrong number of hexadecimal digits");
	check_says(text_from_hex(bytes, 4, "007F80ff", 8), "is not lower-case hexadecimal");
	check_says(text_from_hex(bytes, 4, "007g80ff", 8), "is not lower-case hexadecimal");
	check_says(text_from_hex(bytes, 4, "007 80ff", 8), "is not lower-case hexadecimal");
	check_says(text_from_hex(bytes, 2, "00\0f", 4), "is not lower-case hexadecimal");
}

static void
character_sets(void)
{
	check(text_is_ascii(" ~", 2));
	check(text_is_ascii("", 0));
	check(!text_is_ascii("\x1f", 1) && !text_is_ascii("\x7f", 1) &&
	      !text_is_ascii("a\xc3\xa4", 3));
	check(!text_is_ascii("a\0b", 3));
	check(text_is_all("abba", 4, "ab") && text_is_all("", 0, "ab"));
	check(!text_is_all("abca", 4, "ab") && !text_is_all("a\0a", 3, "ab"));
}

static const char *
people(const char *text)
{
	return text_check_people(text, strlen(text));
}

static void
names_of_people(void)
{
	check_good(people("Änne Müller"));
	check_good(people("王小明"));
	check_good(people("שרה לוי"));
	check_good(people("O’Brien & Co. (\"x\")"));
	check_good(people("\xf0\x9f\x94\x91"));
	check_good(people("\xef\xbf\xae"));
	check_says(people(""), "is empty");
	check_says(people(" a"), "begins or ends with a space");
	check_says(people("a "), "begins or ends with a space");
	check_says(people(" "), "begins or ends with a space");
	check_says(people("a  b"), "has two spaces in a row");
	check_good(people("a b c"));
}

/* RFC 3629, section 3 and 4: overlong forms, surrogates, beyond U+10FFFF, cut short, stray. */
static void
malformed_utf8(void)
{
	static const char *const bad[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc3",
		"\xc3(",
		"\xe0\x9f\xbf",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"a\xe2\x82",
		"\xf0\x9f\x94",
		"M\xfcller",
		"\xc3\xa4\xa4",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(people(bad[i]), "is not UTF-8");
	check_says(text_check_people("\xc3\xa4", 1), "is not UTF-8");
}

/* One of each kind: C0, DEL, C1, soft hyphen, NBSP, joiners, direction marks and isolates,
 * separators, wide spaces, fillers, variation selectors, BOM, tags, private use, noncharacters. */
static void
unseen_characters(void)
{
	static const char *const bad[] = {
		"a\tb",
		"a\nb",
		"\x1b[2J",
		"\x7f",
		"\xc2\x85",
		"\xc2\xad",
		"\xc2\xa0",
		"\xd8\x9c",
		"\xe1\x85\x9f",
		"\xe1\xa0\x8e",
		"\xe2\x80\x8b",
		"\xe2\x80\x8d",
		"\xe2\x80\x8f",
		"\xe2\x80\xa8",
		"\xe2\x80\xae",
		"\xe2\x81\xa6",
		"\xe2\x81\xa0",
		"\xe3\x80\x80",
		"\xe3\x85\xa4",
		"\xee\x80\x80",
		"\xef\xb7\x90",
		"\xef\xb8\x8f",
		"\xef\xbb\xbf",
		"\xef\xbf\xbd",
		"\xef\xbf\xbe",
		"\xf0\x9d\x85\xb3",
		"\xf0\x9f\xbf\xbe",
		"\xf3\xa0\x80\xa1",
		"\xf4\x8f\xbf\xbd",
		"\xf3\xa0\x84\x80",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(people(bad[i]), "has a control, direction or invisible character");
	check_says(text_check_people("a\0b", 3), "has a control, direction or invisible character");
}

static const char *
number(uint64_t *value, const char *text, uint64_t most)
{
	return text_to_number(value, text, strlen(text), most);
}

/* What a grammar let through, and should not have. */
static void
a_number_that_is_none(const char *text)
{
	char message[128];

	if (child_begins())
		child_returns(text_number(text));
	snprintf(message, sizeof message,
		 "claviger: '%s' is no number, and a grammar let it through\n", text);
	check_ends(3, message);
}

static void
checked_numbers(void)
{
	check(text_number("0") == 0 && text_number("16") == 16);
	check(text_number("4294967295") == UINT32_MAX);
	a_number_that_is_none("4294967296");
	a_number_that_is_none("none");
	a_number_that_is_none("");
}

static void
numbers(void)
{
	uint64_t value = 7;

	check_good(number(&value, "0", 0));
	check(value == 0);
	check_good(number(&value, "16", 16));
	check(value == 16);
	check_good(number(&value, "18446744073709551615", UINT64_MAX));
	check(value == UINT64_MAX);
	check_says(number(&value, "18446744073709551616", UINT64_MAX), "is too large");
	check_says(number(&value, "99999999999999999999999", UINT64_MAX), "is too large");
	check_says(number(&value, "17", 16), "is too large");
	check_says(number(&value, "20", 16), "is too large");
	check_says(number(&value, "9", 8), "is too large");
	check_says(number(&value, "1", 0), "is too large");
	check_says(number(&value, "", 9), "is not a number");
	check_says(number(&value, "-1", 9), "is not a number");
	check_says(number(&value, "+1", 9), "is not a number");
	check_says(number(&value, " 1", 9), "is not a number");
	check_says(number(&value, "1a", 99), "is not a number");
	check_says(number(&value, "07", 9), "has a leading zero");
	check_says(number(&value, "00", 9), "has a leading zero");
}

/* Seconds from `date -u -d TIME +%s`. */
static void
times(void)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
		{0, "1970-01-01T00:00:00Z"},          {-1, "1969-12-31T23:59:59Z"},
		{951782400, "2000-02-29T00:00:00Z"},  {1795304412, "2026-11-21T23:40:12Z"},
		{2147483648, "2038-01-19T03:14:08Z"}, {253402300799, "9999-12-31T23:59:59Z"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char text[TEXT_TIME_BYTES];
		int64_t seconds = 1;

		text_to_time(text, rows[i].seconds);
		check(strcmp(text, rows[i].text) == 0);
		check_good(text_from_time(&seconds, rows[i].text, TEXT_TIME_BYTES - 1));
		check(seconds == rows[i].seconds);
	}
}

static void
refused_times(void)
{
	static const char form[] = "is not a time like 2026-11-21T23:40:12Z",
			  gone[] = "is not a time that exists";
	static const struct {
		const char *text, *answer;
	} rows[] = {
		{"", form},
		{"2026-11-21T23:40:12", form},
		{"2026-11-21T23:40:12ZZ", form},
		{"2026-11-21 23:40:12Z", form},
		{"2026-11-21t23:40:12Z", form},
		{"2026-11-21T23:40:12z", form},
		{"2026-1a-21T23:40:12Z", form},
		{"2026-11-21T2 :40:12Z", form},
		{"+026-11-21T23:40:12Z", form},
		{"2026-02-29T00:00:00Z", gone},
		{"2026-13-01T00:00:00Z", gone},
		{"2026-00-01T00:00:00Z", gone},
		{"2026-01-00T00:00:00Z", gone},
		{"2026-01-01T24:00:00Z", gone},
		{"2026-01-01T00:60:00Z", gone},
		{"2016-12-31T23:59:60Z", gone},
		{"0000-00-00T00:00:00Z", gone},
		{"9999-99-99T99:99:99Z", gone},
	};
	char text[TEXT_TIME_BYTES];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t seconds;

		check_says(text_from_time(&seconds, rows[i].text, strlen(rows[i].text)),
			   rows[i].answer);
	}
	text_to_time(text, INT64_MAX);
	check(strcmp(text, "0000-00-00T00:00:00Z") == 0);
	text_to_time(text, 253402300800);
	check(strcmp(text, "0000-00-00T00:00:00Z") == 0);
}

static void
lists(void)
{
	check(text_list_has("eu", ',', "eu"));
	check(text_list_has("eu,us,apac", ',', "eu"));
	check(text_list_has("eu,us,apac", ',', "us"));
	check(text_list_has("eu,us,apac", ',', "apac"));
	check(!text_list_has("eu,us,apac", ',', "ap"));
	check(!text_list_has("eu,us,apac", ',', "apacs"));
	check(!text_list_has("eu,us,apac", ' ', "us"));
	check(!text_list_has("", ',', "us"));
}

int
main(void)
{
	secret_begin();
	known_base64();
	two_alphabets();
	refused_base64();
	hexadecimal();
	character_sets();
	names_of_people();
	malformed_utf8();
	unseen_characters();
	numbers();
	checked_numbers();
	times();
	refused_times();
	lists();
	return test_end();
}
