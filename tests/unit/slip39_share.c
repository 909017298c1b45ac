/* Words and single cards. The cards are from the standard's test vectors. */
#include <sodium.h>

#include "ceremony/digest.h"
#include "ceremony/slip39.h"
#include "tests/unit/test.h"

/* Vector 23, the first of two cards. */
static const char card_of_33[] = "humidity disease academic always aluminum jewelry energy woman "
				 "receiver strategy amuse duckling lying "
				 "evidence network walnut tactics forget hairy rebound impulse "
				 "brother survive clothes stadium mailman "
				 "rival ocean reward venture always armed unwrap";

static struct slip39_words *words;
static struct slip39_words *again;
static struct slip39_share *share;
static char *text;

static void
test_list(void)
{
	static const char want[] =
		"bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3";
	static char lines[SLIP39_LIST_WORDS * SLIP39_WORD_BYTES];
	char got[DIGEST_TEXT_BYTES];
	struct digest digest;
	size_t size = 0;

	for (unsigned i = 0; i < SLIP39_LIST_WORDS; i++) {
		size_t letters = strlen(slip39_word(i));

		memcpy(lines + size, slip39_word(i), letters);
		lines[size + letters] = '\n';
		size += letters + 1;
	}
	digest = digest_of(lines, size);
	digest_to_text(got, &digest);
	check(strcmp(got, want) == 0);
	check(slip39_word(SLIP39_LIST_WORDS) == NULL);
}

static void
test_every_word(void)
{
	unsigned wrong = 0;
	uint16_t index;

	for (unsigned i = 0; i < SLIP39_LIST_WORDS; i++)
		for (size_t length = 4; length <= strlen(slip39_word(i)); length++)
			wrong += slip39_word_index(&index, slip39_word(i), length) != NULL ||
				 index != i;
	check(wrong == 0);
}

static void
test_word_index(void)
{
	static const char *const foreign[] = {"acadx", "academics", "academica", "acid ",
					      "zzzz",  "acid\n",    "{cad"};
	uint16_t index = 7;

	check_good(slip39_word_index(&index, "aCaDEmic", 8));
	check(index == 0);
	check_good(slip39_word_index(&index, "ZERO", 4));
	check(index == 1023);
	index = 7;
	check_says(slip39_word_index(&index, "", 0), "has fewer than four letters");
	check_says(slip39_word_index(&index, "aci", 3), "has fewer than four letters");
	for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
		check_says(slip39_word_index(&index, foreign[i], strlen(foreign[i])),
			   "is not a word of the list");
	check_says(slip39_word_index(&index, "acid\0", 5), "is not a word of the list");
	check_says(slip39_word_index(&index, "acid\0\0\0\0\0", 9), "is not a word of the list");
	check_says(slip39_word_index(&index, "\0\0\0\0", 4), "is not a word of the list");
	check(index == 7);
}

static void
test_completions(void)
{
	unsigned first = 7;

	check(slip39_word_completions("", 0, &first) == 1024 && first == 0);
	check(slip39_word_completions("ac", 2, &first) == 7 && first == 0);
	check(slip39_word_completions("AD", 2, &first) == 8 &&
	      strcmp(slip39_word(first), "adapt") == 0);
	check(slip39_word_completions("zer", 3, &first) == 1 && first == 1023);
	first = 7;
	check(slip39_word_completions("x", 1, &first) == 0 && first == 7);
	check(slip39_word_completions("academics", 9, &first) == 0 && first == 7);
}

static const char *
read_text(const char *from)
{
	return slip39_words_from_text(words, from, strlen(from));
}

static void
test_text(void)
{
	check_good(read_text(" \tAcid ZERO\r\n\nacad\n"));
	check(words->count == 3);
	check(words->index[0] == 1 && words->index[1] == 1023 && words->index[2] == 0);
	slip39_words_to_text(text, words);
	check(strcmp(text, "acid zero academic") == 0);
	check_good(read_text(""));
	check(words->count == 0);
	slip39_words_to_text(text, words);
	check(strcmp(text, "") == 0);
	check_says(read_text("acid zero ladybird acid"), "has a word that is not on the list");
	check(words->count == 2);
	check_says(read_text("acid zer"), "has a word that is not on the list");
	check_says(slip39_words_from_text(words, "acid\0zero", 9),
		   "has a word that is not on the list");

	for (size_t i = 0; i < SLIP39_MOST_WORDS; i++)
		memcpy(text + 9 * i, "academic ", 9);
	check_good(slip39_words_from_text(words, text, 9 * SLIP39_MOST_WORDS));
	check(words->count == SLIP39_MOST_WORDS);
	slip39_words_to_text(text, words);
	check(strlen(text) == 9 * SLIP39_MOST_WORDS - 1);
	memset(text, 0, SLIP39_TEXT_BYTES);
	for (size_t i = 0; i < 60; i++)
		memcpy(text + 5 * i, "acid ", 5);
	check_says(slip39_words_from_text(words, text, 5 * 60), "has more than 59 words");
	check_good(slip39_words_from_text(words, text, 5 * 59));
}

static void
test_card(void)
{
	check_good(read_text(card_of_33));
	check(words->count == 33);
	check_good(slip39_share_from_words(share, words));
	check(share->identifier == 0x37c7); /* humidity 446, disease 226 */
	check(!share->extendable && share->iteration_exponent == 2);
	check(share->group_index == 0 && share->group_threshold == 1 && share->group_count == 1);
	check(share->member_index == 2 && share->member_threshold == 2);
	check(share->value_bytes == 32);
	check_good(slip39_share_to_words(again, share));
	check(memcmp(words, again, sizeof *words) == 0);
	slip39_words_to_text(text, again);
	check(strcmp(text, card_of_33) == 0);
}

static void
test_card_sentences(void)
{
	static const struct {
		const char *says, *card;
	} vectors[] = {
		{"has a wrong checksum: a word is wrong", /* 2 */
		 "duckling enlarge academic academic agency result length solution fridge kidney "
		 "coal piece deal husband "
		 "erode duke ajar critical decision kidney"},
		{"has padding that is not zero", /* 3 */
		 "duckling enlarge academic academic email result length solution fridge kidney "
		 "coal piece deal husband "
		 "erode duke ajar music cargo fitness"},
		{"asks for more groups than there are", /* 10 */
		 "music husband acrobat acid artist finance center either graduate swimming object "
		 "bike medical clothes "
		 "station aspect spider maiden bulb welcome"},
		{"has fewer than 20 words", /* 39 */
		 "junk necklace academic academic acne isolate join hesitate lunar roster dough "
		 "calcium chemical ladybug "
		 "amount mobile glasses verify cylinder"},
		{"has a number of words that no card has", /* 40 */
		 "fraction necklace academic academic award teammate mouse regular testify coding "
		 "building member verdict "
		 "purchase blind camera duration email prepare spirit quarter"},
	};

	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		check_good(read_text(vectors[i].card));
		memset(share, 0xee, sizeof *share);
		check_says(slip39_share_from_words(share, words), vectors[i].says);
		check(sodium_is_zero((const uint8_t *)share, sizeof *share));
	}
	words->count = SLIP39_MOST_WORDS + 1;
	check_says(slip39_share_from_words(share, words), "has more than 59 words");
	check_good(read_text(card_of_33));
	words->index[7] |= 1024;
	check_says(slip39_share_from_words(share, words), "has a word that is not on the list");
	share->value_bytes = 33;
	check_says(slip39_share_to_words(again, share), "a card's numbers are out of range");
	check(again->count == 0);
}

/* Every length, every number at its least and most, both flags: written and read back the same. */
static void
test_every_shape(void)
{
	static const size_t lengths[] = {20, 23, 33, 46, 59};
	struct slip39_share *other = secret_new(sizeof *other);
	unsigned wrong = 0;

	for (unsigned i = 0; i < 50; i++) {
		uint8_t all = i % 2 == 0 ? 0 : 15;

		*share = (struct slip39_share){(uint16_t)(all * 0x888),
					       i % 4 < 2,
					       all,
					       all,
					       (uint8_t)(all + 1),
					       16,
					       (uint8_t)(15 - all),
					       (uint8_t)(16 - all),
					       (uint8_t)(16 + i / 2 * 2),
					       {0}};
		randombytes_buf(share->value, share->value_bytes);
		wrong += slip39_share_to_words(words, share) != NULL;
		wrong += slip39_share_from_words(other, words) != NULL;
		wrong += memcmp(share, other, sizeof *share) != 0;
	}
	check(wrong == 0);
	for (size_t i = 0; i < 5; i++) {
		share->value_bytes = (const uint8_t[]){16, 20, 32, 48, 64}[i];
		check_good(slip39_share_to_words(words, share));
		check(words->count == lengths[i]);
	}
	secret_drop(other);
}

int
main(void)
{
	secret_begin();
	words = secret_new(sizeof *words);
	again = secret_new(sizeof *again);
	share = secret_new(sizeof *share);
	text = secret_new(SLIP39_TEXT_BYTES);
	test_list();
	test_every_word();
	test_word_index();
	test_completions();
	test_text();
	test_card();
	test_card_sentences();
	test_every_shape();
	return test_end();
}
