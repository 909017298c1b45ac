#include "tests/unit/test.h"

#include "ceremony/words.h"

static const char proof_words[] =
	"topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa "
	"afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell "
	"bottomless";
static const char other_column[] =
	"is of the other column: a word was left out, doubled or swapped";

/* The list's usual example, and ends of both columns as the list is printed. */
static const struct digest digest = {{0xe5, 0x82, 0x94, 0xf2, 0xe9, 0xa2, 0x27,
				      0x48, 0x6e, 0x8b, 0x06, 0x1b, 0x31, 0xcc,
				      0x52, 0x8f, 0xd7, 0xfa, 0x3f, 0x19, 0xff}};

static uint8_t bytes[WORDS_PROOF];
static size_t bad_word;

static const char *
read_text(size_t wanted, const char *text)
{
	return words_read(bytes, wanted, &bad_word, text, strlen(text));
}

static void
known_answers(void)
{
	char text[WORDS_PROOF_TEXT_BYTES];
	char label[WORDS_LABEL_TEXT_BYTES], medium[WORDS_MEDIUM_TEXT_BYTES];

	words_of(text, &digest);
	check(strcmp(text, proof_words) == 0);
	words_label_of(label, &digest);
	check(strcmp(label, "topmost Istanbul Pluto vagabond") == 0);
	words_medium_of(medium, &digest, " ... ");
	check(strcmp(medium, "topmost Istanbul Pluto ... bottomless") == 0);
	words_medium_of(medium, &digest, " ");
	check(strcmp(medium, "topmost Istanbul Pluto bottomless") == 0);
	check_good(read_text(WORDS_PROOF, proof_words));
	check(bad_word == 0);
	check(words_equal(bytes, &digest));
	bytes[19] ^= 1;
	check(!words_equal(bytes, &digest));
	bytes[19] ^= 1;
	bytes[0] ^= 0x80;
	check(!words_equal(bytes, &digest));
	check(strcmp(words_word(0, 0), "aardvark") == 0 &&
	      strcmp(words_word(1, 0), "adroitness") == 0);
	check(strcmp(words_word(0, 255), "Zulu") == 0 &&
	      strcmp(words_word(19, 255), "Yucatan") == 0);
	check(strcmp(words_word(2, 0x80), "merit") == 0 &&
	      strcmp(words_word(3, 0x7a), "infancy") == 0);
}

/* The digest of the list as two other published transcriptions have it: the even column, then the
 * odd one, newlines between the words. */
static void
whole_list(void)
{
	char text[2 * WORDS_COLUMN * (WORDS_LONGEST + 1) + 1] = "";
	char hex[DIGEST_TEXT_BYTES];
	char *end = text;

	for (size_t column = 0; column < 2; column++)
		for (size_t byte = 0; byte < WORDS_COLUMN; byte++)
			end = stpcpy(stpcpy(end, words_word(column, byte)), "\n");
	struct digest list = digest_of(text, strlen(text) - 1);
	digest_to_text(hex, &list);
	check(strcmp(hex, "e9b7b0052233a74aa56724ed3f79c272036aed68d8f4c0856e833c8043b9ac62") == 0);
}

/* Sizes promised in the header: the longest words of each column, everywhere. */
static void
longest_text(void)
{
	char text[WORDS_PROOF_TEXT_BYTES];
	struct digest long_one = {{0}};
	size_t longest[2] = {0};

	for (size_t byte = 0; byte < WORDS_COLUMN; byte++)
		for (size_t column = 0; column < 2; column++)
			if (strlen(words_word(column, byte)) > longest[column]) {
				longest[column] = strlen(words_word(column, byte));
				for (size_t i = column; i < WORDS_PROOF; i += 2)
					long_one.bytes[i] = (uint8_t)byte;
			}
	words_of(text, &long_one);
	check(strlen(text) + 1 == WORDS_PROOF_TEXT_BYTES);
	words_label_of(text, &long_one);
	check(strlen(text) + 1 == WORDS_LABEL_TEXT_BYTES);
	words_medium_of(text, &long_one, " ... ");
	check(strlen(text) + 1 == WORDS_MEDIUM_TEXT_BYTES);
	check(longest[1] == WORDS_LONGEST);
}

static bool
round_trip(size_t position, size_t byte)
{
	uint8_t in[2] = {0}, out[2];
	char text[2 * (WORDS_LONGEST + 1)];
	size_t bad = 9;

	in[position] = (uint8_t)byte;
	words_write(text, in, 2);
	return words_read(out, 2, &bad, text, strlen(text)) == NULL && bad == 0 &&
	       memcmp(in, out, 2) == 0;
}

/* Its shortest beginning that is unique reads as the word, one letter less does not. */
static bool
shortest_beginning(size_t position, size_t byte)
{
	const char *word = words_word(position, byte);
	size_t length = WORDS_LEAST_LETTERS, first;
	char text[32];
	uint8_t out[2];

	while (words_completions(position, word, length, &first) > 1)
		length++;
	snprintf(text, sizeof text, "%s%.*s%s", position == 1 ? "acme " : "", (int)length, word,
		 position == 0 ? " alkali" : "");
	if (words_read(out, 2, &bad_word, text, strlen(text)) != NULL || out[position] != byte ||
	    first != byte)
		return false;
	snprintf(text, sizeof text, "%s%.*s%s", position == 1 ? "acme " : "", (int)length - 1, word,
		 position == 0 ? " alkali" : "");
	return words_read(out, 2, &bad_word, text, strlen(text)) != NULL &&
	       bad_word == position + 1;
}

/* Words with the same beginning are one run of bytes: people are shown `first` and the next. */
static bool
run_of_beginnings(size_t position, size_t byte)
{
	const char *word = words_word(position, byte);
	size_t first;

	for (size_t length = 1; length <= strlen(word); length++) {
		size_t count = words_completions(position, word, length, &first);

		if (byte < first || byte >= first + count)
			return false;
		for (size_t i = 0; i < count; i++)
			if (strncasecmp(words_word(position, first + i), word, length) != 0)
				return false;
	}
	return true;
}

/* What people are told: four letters are mostly enough, three often not. */
static void
letters_enough(void)
{
	size_t three = 0, four = 0, first;

	for (size_t byte = 0; byte < WORDS_COLUMN; byte++)
		for (size_t position = 0; position < 2; position++) {
			const char *word = words_word(position, byte);

			three += words_completions(position, word, 3, &first) == 1;
			four += words_completions(position, word, 4, &first) == 1;
		}
	check(three == 512 - 168);
	check(four == 512 - 37);
}

static void
every_word(void)
{
	size_t round_trips = 0, beginnings = 0, runs = 0, strangers = 0, first;

	for (size_t byte = 0; byte < WORDS_COLUMN; byte++)
		for (size_t position = 0; position < 2; position++) {
			const char *word = words_word(position, byte);

			round_trips += round_trip(position, byte);
			beginnings += shortest_beginning(position, byte);
			runs += run_of_beginnings(position, byte);
			strangers +=
				words_completions(position + 1, word, strlen(word), &first) == 0;
		}
	check(round_trips == 512);
	check(beginnings == 512);
	check(runs == 512);
	check(strangers == 512);
}

static void
as_people_type(void)
{
	check_good(read_text(4, "TOPMOST istanbul pLuTo VAGabond"));
	check(memcmp(bytes, digest.bytes, 4) == 0);
	check_good(read_text(4, "\t topmost\r\n\r\nIstanbul\vPluto\f\n  vagabond \n"));
	check(memcmp(bytes, digest.bytes, 4) == 0);
	check_good(read_text(4, "top ist plu vag"));
	check(memcmp(bytes, digest.bytes, 4) == 0);
	check_good(read_text(0, " \n"));
	check_says(read_text(4, "topmost Istanbul Pluto, vagabond"), "is not a word of the list");
	check_says(read_text(4, "topmost-Istanbul-Pluto-vagabond"), "is not a word of the list");
	check_says(read_text(4, "topmosty Istanbul Pluto vagabond"), "is not a word of the list");
	check_says(read_text(4, "topm0st Istanbul Pluto vagabond"), "is not a word of the list");
	check_says(read_text(4, "1. topmost 2. Istanbul"), "is shorter than three letters");
	check_says(words_read(bytes, 2, &bad_word, "acme\0 alkali", 12),
		   "is not a word of the list");
	check_says(words_read(bytes, 2, &bad_word, "acme alk\303\240li", 12),
		   "is not a word of the list");
	check(bad_word == 2);
}

static void
complaints(void)
{
	static const uint8_t zeros[WORDS_PROOF];

	check_says(read_text(4, "topmost Istambul Pluto vagabond"), "is not a word of the list");
	check(bad_word == 2 && memcmp(bytes, zeros, 4) == 0);
	check_says(read_text(4, "topmost Istanbul sna vagabond"),
		   "is the beginning of more than one word");
	check(bad_word == 3);
	check_says(read_text(4, "topmost Istanbul Pl vagabond"), "is shorter than three letters");
	check(bad_word == 3);
	check_says(read_text(4, "topmost Pluto Istanbul vagabond"), other_column);
	check(bad_word == 2);
	check_says(read_text(4, "topmost Istanbul Pluto"), "is missing");
	check(bad_word == 4);
	check_says(read_text(4, ""), "is missing");
	check(bad_word == 1);
	check_says(read_text(4, "topmost Istanbul Pluto vagabond treadmill"), "is one too many");
	check(bad_word == 5);
	check_says(read_text(20, "topmost Istanbul Pluto vagabond"),
		   "is missing: four words are a label and prove nothing");
	check(bad_word == 5 && memcmp(bytes, zeros, sizeof bytes) == 0);
	check_says(read_text(4, proof_words), "is one too many");
	check(bad_word == 5);
}

/* The twenty words, each from `order`. */
static const char *
read_in_order(const size_t *order, size_t count)
{
	char text[2 * WORDS_PROOF_TEXT_BYTES] = "";

	for (size_t i = 0; i < count; i++) {
		strcat(text, words_word(order[i], digest.bytes[order[i]]));
		strcat(text, " ");
	}
	return read_text(WORDS_PROOF, text);
}

static void
slips_of_the_reader(void)
{
	for (size_t slip = 0; slip < WORDS_PROOF; slip++) {
		size_t left_out[WORDS_PROOF], doubled[WORDS_PROOF + 1], swapped[WORDS_PROOF];

		for (size_t i = 0; i < WORDS_PROOF; i++) {
			left_out[i] = i < slip ? i : i + 1;
			doubled[i] = i <= slip ? i : i - 1;
			swapped[i] = i == slip ? i + 1 : i == slip + 1 ? i - 1 : i;
		}
		doubled[WORDS_PROOF] = WORDS_PROOF - 1;
		check_says(read_in_order(left_out, WORDS_PROOF - 1),
			   slip == 19 ? "is missing" : other_column);
		check(bad_word == slip + 1);
		check_says(read_in_order(doubled, WORDS_PROOF + 1),
			   slip == 19 ? "is one too many" : other_column);
		check(bad_word == slip + 2);
		if (slip == WORDS_PROOF - 1)
			break;
		check_says(read_in_order(swapped, WORDS_PROOF), other_column);
		check(bad_word == slip + 1);
	}
}

static void
counts(void)
{
	size_t first = 99;

	check(words_completions(0, "", 0, &first) == 256 && first == 0);
	check(words_completions(1, "APOLLO", 6, &first) == 1 && first == 0x0a);
	check(words_completions(0, "apollo", 6, &first) == 0 && first == 0);
	check(words_completions(18, "ZULUS", 5, &first) == 0);
	check(words_completions(1, "bottomlessly", 12, &first) == 0);
	check(words_count("", 0) == 0);
	check(words_count(" one\ttwo\n", 9) == 2);
	check(words_count("one", 3) == 1);
}

int
main(void)
{
	secret_begin();
	known_answers();
	whole_list();
	longest_text();
	every_word();
	letters_enough();
	as_people_type();
	complaints();
	slips_of_the_reader();
	counts();
	return test_end();
}
