#include "grammar.h"

#include <stdint.h>
#include <string.h>

#include "ceremony/text.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

enum { ID_MOST = 32, PEOPLE_MOST = 200, WORD_MOST = 400 };

bool
grammar_is_one_of(const char *value, const char *const *words)
{
	while (*words != NULL && strcmp(*words, value) != 0)
		words++;
	return *words != NULL;
}

const char *
grammar_id(const char *value, size_t length)
{
	if (length == 0 || length > ID_MOST || !text_is_all(value, 1, LOWER) ||
	    !text_is_all(value, length, LOWER DIGITS "-") || value[length - 1] == '-')
		return "is not a name of lower-case letters, digits and dashes that begins with a "
		       "letter, 32 at most";
	return NULL;
}

static bool
stands_before(const char *list, const char *item, size_t length)
{
	for (const char *at = list; at < item; at += strcspn(at, " ") + 1)
		if (strcspn(at, " ") == length && memcmp(at, item, length) == 0)
			return true;
	return false;
}

const char *
grammar_ids(const char *value, size_t length)
{
	size_t at = 0;

	while (at <= length) {
		size_t size = strcspn(value + at, " ");
		const char *answer = grammar_id(value + at, size);

		if (answer != NULL)
			return answer;
		if (stands_before(value, value + at, size))
			return "names one twice";
		at += size + 1;
	}
	return NULL;
}

const char *
grammar_people(const char *value, size_t length)
{
	if (length > PEOPLE_MOST)
		return "is longer than 200 bytes";
	return text_check_people(value, length);
}

const char *
grammar_hex(const char *value, size_t length)
{
	if (length == 0 || length % 2 != 0 || !text_is_all(value, length, DIGITS "abcdef"))
		return "is not lower-case hexadecimal";
	return NULL;
}

const char *
grammar_digest(const char *value, size_t length)
{
	return length == 64 ? grammar_hex(value, length)
			    : "is not a SHA-256 in 64 lower-case hexadecimal digits";
}

const char *
grammar_digest_or_none(const char *value, size_t length)
{
	return strcmp(value, "none") == 0 ? NULL : grammar_digest(value, length);
}

const char *
grammar_number(const char *value, size_t length)
{
	uint64_t number;

	return text_to_number(&number, value, length, 1000000000);
}

const char *
grammar_card_number(const char *value, size_t length)
{
	uint64_t number;
	const char *answer = text_to_number(&number, value, length, 16);

	return answer == NULL && number == 0 ? "is not a number from 1 to 16" : answer;
}

const char *
grammar_date(const char *value, size_t length)
{
	static const char rest[] = "T00:00:00Z";
	char time[TEXT_TIME_BYTES] = "";
	int64_t seconds;

	if (length != TEXT_TIME_BYTES - sizeof rest)
		return "is not a date like 2026-11-21";
	memcpy(time, value, length);
	memcpy(time + length, rest, sizeof rest);
	return text_from_time(&seconds, time, TEXT_TIME_BYTES - 1) == NULL
		       ? NULL
		       : "is not a date like 2026-11-21";
}

const char *
grammar_time_or_never(const char *value, size_t length)
{
	int64_t seconds;

	return strcmp(value, "never") == 0 ? NULL : text_from_time(&seconds, value, length);
}

const char *
grammar_mode(const char *value, size_t length)
{
	static const char *const modes[] = {"rehearsal", "production", NULL};

	(void)length;
	return grammar_is_one_of(value, modes) ? NULL : "is neither rehearsal nor production";
}

const char *
grammar_word(const char *value, size_t length)
{
	if (length == 0 || length > WORD_MOST || !text_is_all(value, 1, LOWER UPPER DIGITS) ||
	    !text_is_all(value, length, LOWER UPPER DIGITS "._:/+-"))
		return "has a character that may not stand in a printed command, or is too long";
	return NULL;
}

const char *
grammar_base64(const char *value, size_t length)
{
	uint8_t scratch[4096];
	size_t size;

	if (length == 0)
		return "is empty";
	return text_from_base64(scratch, sizeof scratch, &size, value, length, TEXT_BASE64);
}
