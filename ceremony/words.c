#include "words.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/cursor.h"
#include "ceremony/selftest.h"

static bool
is_space(uint8_t character)
{
	return character == ' ' || (character >= '\t' && character <= '\r');
}

/* tolower depends on the locale. */
static char
lower(char character)
{
	return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

static bool
begins(const char *word, const char *prefix, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (word[i] == '\0' || lower(word[i]) != lower(prefix[i]))
			return false;
	return true;
}

const char *
words_word(size_t position, size_t byte)
{
	return words_list[byte][position % 2];
}

size_t
words_completions(size_t position, const char *prefix, size_t length, size_t *first)
{
	size_t count = 0;

	*first = 0;
	for (size_t byte = 0; byte < WORDS_COLUMN; byte++)
		if (begins(words_word(position, byte), prefix, length) && count++ == 0)
			*first = byte;
	return count;
}

void
words_write(char *out, const uint8_t *bytes, size_t count)
{
	*out = '\0';
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			*out++ = ' ';
		out = stpcpy(out, words_word(i, bytes[i]));
	}
}

void
words_of(char out[WORDS_PROOF_TEXT_BYTES], const struct digest *digest)
{
	words_write(out, digest->bytes, WORDS_PROOF);
}

void
words_label_of(char out[WORDS_LABEL_TEXT_BYTES], const struct digest *digest)
{
	words_write(out, digest->bytes, WORDS_LABEL);
}

void
words_medium_of(char out[WORDS_MEDIUM_TEXT_BYTES], const struct digest *digest, const char *gap)
{
	char first[WORDS_LABEL_TEXT_BYTES];
	const size_t last = WORDS_PROOF - 1;

	words_write(first, digest->bytes, WORDS_LABEL - 1);
	snprintf(out, WORDS_MEDIUM_TEXT_BYTES, "%s%s%s", first, gap,
		 words_word(last, digest->bytes[last]));
}

static bool
take_word(struct cursor *text, struct cursor *word)
{
	while (text->at < text->end && is_space(*text->at))
		text->at++;
	word->at = text->at;
	while (text->at < text->end && !is_space(*text->at))
		text->at++;
	word->end = text->at;
	return word->at < word->end;
}

size_t
words_count(const char *text, size_t length)
{
	struct cursor rest = cursor_over(text, length);
	struct cursor word;
	size_t count = 0;

	while (take_word(&rest, &word))
		count++;
	return count;
}

static const char *
read_word(uint8_t *byte, size_t position, const struct cursor *word)
{
	const char *text = (const char *)word->at;
	size_t length = cursor_left(word);
	size_t index, other;
	size_t count = words_completions(position, text, length, &index);

	if (length < WORDS_LEAST_LETTERS)
		return "is shorter than three letters";
	if (count > 1)
		return "is the beginning of more than one word";
	if (count == 0 && words_completions(position + 1, text, length, &other) > 0)
		return "is of the other column: a word was left out, doubled or swapped";
	if (count == 0)
		return "is not a word of the list";
	*byte = (uint8_t)index;
	return NULL;
}

static const char *
read_words(uint8_t *bytes, size_t wanted, size_t *number, struct cursor text)
{
	struct cursor word;

	for (*number = 1; take_word(&text, &word); ++*number) {
		const char *why = *number > wanted
					  ? "is one too many"
					  : read_word(&bytes[*number - 1], *number - 1, &word);

		if (why != NULL)
			return why;
	}
	if (*number == WORDS_LABEL + 1 && wanted == WORDS_PROOF)
		return "is missing: four words are a label and prove nothing";
	return *number <= wanted ? "is missing" : NULL;
}

const char *
words_read(uint8_t *bytes, size_t wanted, size_t *bad_word, const char *text, size_t length)
{
	const char *why = read_words(bytes, wanted, bad_word, cursor_over(text, length));

	if (why == NULL)
		*bad_word = 0;
	else
		memset(bytes, 0, wanted);
	return why;
}

bool
words_equal(const uint8_t typed[WORDS_PROOF], const struct digest *digest)
{
	return sodium_memcmp(typed, digest->bytes, WORDS_PROOF) == 0;
}

/* The usual example of the list: a PGP fingerprint and its words. */
static const char *
selftest_words(void)
{
	static const uint8_t bytes[WORDS_PROOF] = {0xe5, 0x82, 0x94, 0xf2, 0xe9, 0xa2, 0x27,
						   0x48, 0x6e, 0x8b, 0x06, 0x1b, 0x31, 0xcc,
						   0x52, 0x8f, 0xd7, 0xfa, 0x3f, 0x19};
	static const char words[] = "topmost Istanbul Pluto vagabond treadmill Pacific brackish "
				    "dictator goldfish Medusa "
				    "afflict bravado chatter revolver Dupont midsummer stopwatch "
				    "whimsical cowbell bottomless";
	char text[WORDS_PROOF_TEXT_BYTES];
	uint8_t again[WORDS_PROOF];
	size_t bad_word;

	words_write(text, bytes, WORDS_PROOF);
	if (strcmp(text, words) != 0)
		return "bytes give the wrong words";
	if (words_read(again, WORDS_PROOF, &bad_word, words, strlen(words)) != NULL ||
	    memcmp(again, bytes, sizeof bytes) != 0)
		return "words give the wrong bytes";
	return NULL;
}
SELFTEST(selftest_words);
