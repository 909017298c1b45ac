/*
 * Whether what is done with cards and tokens branches on a secret, or looks where one says: under valgrind, which takes secret bytes for bytes
 * that were never set. Only in the build of `make check-constant-time`; what may be known is in ceremony/declassify.h. Passphrases
 * are not looked at: no program of this house has one.
 *
 * usage: constant-time           "ok" or "not ok" for each kind of work; what valgrind says is on standard error
 *        constant-time LEAK      leaks on purpose: branch, address, memcmp or lookup; valgrind must say so
 */
#ifdef CONSTANT_TIME
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <sodium.h>

#include "ceremony/card.h"
#include "ceremony/declassify.h"
#include "ceremony/gf256.h"
#include "ceremony/otp.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/set.h"
#include "ceremony/slip39.h"

enum { SET = 4660, QUORUM = 3, CARDS = 5, WRONG = 7 };

unsigned long declassify_uses[DECLASSIFY_COUNT];

static struct world world = {
	.ceremony = "muster-2026",
	.mode = "rehearsal",
	.tenant = "Muster",
	.set = SET,
	.generation = 1,
	.quorum = QUORUM,
	.cards = CARDS,
};
static struct set *set;

static struct {
	struct card card;
	struct slip39_words words;
	struct slip39_share shares[SLIP39_MOST_SHARES];
	uint8_t secret[SLIP39_MOST_BYTES], again[SLIP39_MOST_BYTES];
	char text[SLIP39_TEXT_BYTES];
	struct otp_secret token;
} * t;

static unsigned errors;
static bool failed;
static volatile unsigned sink;

static void
hide(void *data, size_t size)
{
	(void)VALGRIND_MAKE_MEM_UNDEFINED(data, size);
}

/* Before this judge looks itself, and for what the world record publishes. */
static void
reveal(void *data, size_t size)
{
	(void)VALGRIND_MAKE_MEM_DEFINED(data, size);
}

/* Valgrind has followed the secret to here: else it would complain of nothing. */
static bool
is_hidden(const void *data, size_t size)
{
	uint8_t bits[SLIP39_MOST_BYTES] = {0};
	size_t hidden = 0;

	if (size > sizeof bits || VALGRIND_GET_VBITS(data, bits, size) != 1)
		return false;
	for (size_t i = 0; i < size; i++)
		hidden += bits[i] != 0;
	return hidden == size;
}

/* The numbers of a card may be known, and half of the word behind them is padding. */
static bool
are_hidden(const struct slip39_words *words)
{
	enum { PUBLIC = 5, OTHERS = 33 - PUBLIC };

	return words->count == PUBLIC + OTHERS &&
	       is_hidden(&words->index[PUBLIC], OTHERS * sizeof words->index[0]);
}

/* `good` is that the work gave the right thing. */
static void
judge(const char *what, bool good)
{
	unsigned found = VALGRIND_COUNT_ERRORS - errors;

	errors += found;
	printf("%s %s\n", good && found == 0 ? "ok" : "not ok", what);
	if (found > 0)
		printf("# %u branches or addresses depended on a secret\n", found);
	if (!good)
		printf("# it did not do its work\n");
	failed |= !good || found > 0;
}

static const char *
name_of_random(void)
{
	return "hidden";
}

static void
draw(void *const data, const size_t size)
{
	if (getrandom(data, size, 0) != (ssize_t)size)
		die_errno("cannot draw bytes");
	hide(data, size);
}

static uint32_t
draw_number(void)
{
	uint32_t number;

	draw(&number, sizeof number);
	return number;
}

static struct randombytes_implementation hidden_random = {
	.implementation_name = name_of_random,
	.random = draw_number,
	.buf = draw,
};

static void
judge_set(void)
{
	set = set_make(SET, QUORUM, CARDS, NULL);
	judge("a set is drawn, split, written in words and proved",
	      is_hidden(set->identity.scalar, 32) && is_hidden(set->ems, 32) &&
		      is_hidden(set->shares[CARDS - 1].value, 32) && are_hidden(&set->words[0]));
	for (unsigned i = 0; i < CARDS; i++)
		world_commit(world.commitments[i], world.ceremony, SET, i + 1, &set->words[i]);
	judge("cards are committed to", is_hidden(world.commitments, 32));
	reveal(world.commitments, sizeof world.commitments);
}

/* A card as it was typed: nothing is known but how many words there are. */
static void
type_card(unsigned i)
{
	t->words = set->words[i];
	hide(t->words.index, sizeof t->words.index);
	t->card.words = t->words;
}

static bool
is_good_card(unsigned i)
{
	type_card(i);
	return card_from_words(&t->card, &world) == NULL && t->card.index == i + 1 &&
	       is_hidden(t->card.share.value, 32) &&
	       world_has_card(&world, t->card.index, &t->card.words);
}

static bool
is_mended(void)
{
	size_t at = 0;

	type_card(1);
	t->card.words.index[WRONG] ^= 512;
	return card_from_words(&t->card, &world) != NULL && card_mend(&t->card, &world, &at) &&
	       at == WRONG + 1;
}

static bool
says(const char *answer, const char *sentence)
{
	return answer != NULL && strcmp(answer, sentence) == 0;
}

static bool
is_refused(void)
{
	struct slip39_share *share = &t->shares[0];
	bool good;

	type_card(2);
	t->words.index[32] ^= 1;
	good = says(slip39_share_from_words(share, &t->words),
		    "has a wrong checksum: a word is wrong");
	t->words.index[32] |= 1024;
	good &= says(slip39_share_from_words(share, &t->words),
		     "has a word that is not on the list");
	type_card(0);
	good &= !world_has_card(&world, 2, &t->words);
	*share = set->shares[0];
	good &= slip39_share_to_words(&t->words, share) == NULL;
	return good && are_hidden(&t->words);
}

static void
judge_cards(void)
{
	bool good = true;

	for (unsigned i = 0; i < CARDS; i++)
		good &= is_good_card(i);
	judge("good cards are checked, and compared with their commitments", good);
	judge("bad cards are refused", is_refused());
	judge("a wrong word is found and mended", is_mended());
}

static bool
is_combined(const struct slip39_scheme *scheme, size_t size, size_t first, size_t count)
{
	bool good;

	randombytes_buf(t->secret, size);
	good = slip39_split(t->shares, scheme, t->secret, size, "public") == NULL &&
	       slip39_combine(t->again, size, &t->shares[first], count, "public") == NULL &&
	       is_hidden(t->again, size);
	reveal(t->secret, size);
	reveal(t->again, size);
	return good && memcmp(t->secret, t->again, size) == 0;
}

static void
judge_combining(void)
{
	struct slip39_scheme scheme = slip39_one_group(SET, 2, 4);
	static const char unfit[] = "the cards do not fit together: their digest is wrong";

	judge("a set is split and combined", is_combined(&scheme, 32, 1, 2));
	t->shares[1].value[5] ^= 1;
	judge("a set with a wrong card is refused",
	      says(slip39_recover(t->again, 32, t->shares, 2), unfit) &&
		      says(slip39_check_all_subsets(t->shares, 4, 2, set->ems, 32, NULL), unfit));
	t->shares[1].value[5] ^= 1;
	judge("a set of another secret is refused",
	      says(slip39_check_all_subsets(t->shares, 4, 2, set->ems, 32, NULL),
		   "some of the cards rebuild another secret"));
	scheme = (struct slip39_scheme){.extendable = true,
					.group_threshold = 2,
					.group_count = 3,
					.groups = {{2, 3}, {3, 5}, {1, 1}}};
	judge("groups are split and combined", is_combined(&scheme, 64, 5, 4));
}

/* The text is revealed when it is written, since words are; it is hidden again. */
static void
judge_words(void)
{
	size_t length;
	unsigned first;
	bool good;

	type_card(3);
	slip39_words_to_text(t->text, &t->words);
	length = strlen(t->text);
	hide(t->text, length);
	good = slip39_words_from_text(&t->words, t->text, length) == NULL && are_hidden(&t->words);
	judge("words are written and read", good && t->words.count == 33);
	memcpy(t->text, "aCadx", 5);
	hide(t->text, 5);
	good = slip39_word_completions(t->text, 2, &first) == 7 && is_hidden(&first, 1) &&
	       slip39_word_completions(t->text, 5, &first) == 0;
	judge("letters are compared with the list", good);
}

/* libyubikey's test-vectors.txt, the first. */
static void
judge_token(void)
{
	static const char text[] = "dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh";
	static const struct otp_secret known = {{0xec, 0xde, 0x18, 0xdb, 0xe7, 0x6f, 0xbd, 0x0c,
						 0x33, 0x33, 0x0f, 0x1c, 0x35, 0x48, 0x71, 0xdb},
						{0x87, 0x92, 0xeb, 0xfe, 0x26, 0xcc}};
	struct otp otp;
	bool good;

	t->token = known;
	hide(&t->token, sizeof t->token);
	good = otp_decode(&otp, &t->token, text, sizeof text - 1) == NULL &&
	       otp.counter.use == 0x13 && otp.counter.session == 0x11;
	t->token.private_id[3] ^= 1;
	good &= says(otp_decode(&otp, &t->token, text, sizeof text - 1),
		     "has another private id than was enrolled");
	t->token.key[3] ^= 1;
	good &= says(otp_decode(&otp, &t->token, text, sizeof text - 1),
		     "is of another key, or was changed");
	judge("a one-time password is decoded, and its private id compared",
	      good && is_hidden(t->token.private_id, OTP_PRIVATE_ID_BYTES));
}

static bool
multiplies(void)
{
	static const uint8_t xs[] = {1, 3};
	uint8_t points[] = {1, 3}, product, inverse, between;

	hide(points, sizeof points);
	product = gf256_multiply(points[0], points[1]);
	inverse = gf256_inverse(points[1]);
	gf256_interpolate(&between, 1, 2, xs, (const uint8_t *const[]){&points[0], &points[1]}, 2);
	if (!is_hidden(&product, 1) || !is_hidden(&inverse, 1) || !is_hidden(&between, 1))
		return false;
	reveal(&product, 1);
	reveal(&inverse, 1);
	reveal(&between, 1);
	return product == 3 && inverse == 0xf6 && between == 2;
}

static void
judge_reasons(void)
{
	for (unsigned i = 0; i < DECLASSIFY_COUNT; i++) {
		printf("%s declassified %lu times: %s\n", declassify_uses[i] > 0 ? "ok" : "not ok",
		       declassify_uses[i], declassify_reason(i));
		failed |= declassify_uses[i] == 0;
	}
}

static int
leak(const char *how)
{
	static const uint8_t table[256] = {1, 2, 3};

	randombytes_buf(t->secret, 32);
	t->words.index[0] = t->secret[0];
	if (strcmp(how, "branch") == 0) {
		if (t->secret[0] & 1)
			sink++;
	} else if (strcmp(how, "address") == 0) {
		sink += table[t->secret[0]];
	} else if (strcmp(how, "memcmp") == 0) {
		sink += memcmp(t->secret, set->ems, 32) == 0;
	} else if (strcmp(how, "lookup") == 0) {
		sink += (unsigned)*slip39_word(t->words.index[0]);
	} else {
		return 2;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	if (!RUNNING_ON_VALGRIND)
		die("this says nothing outside valgrind");
	secret_begin();
	t = secret_new(sizeof *t);
	/* After the library has drawn the canaries that it compares. */
	randombytes_set_implementation(&hidden_random);
	if (argc == 2) {
		set = secret_new(sizeof *set);
		return leak(argv[1]);
	}
	judge_set();
	judge_cards();
	judge_combining();
	judge_words();
	judge_token();
	judge("the field multiplies, inverts and interpolates", multiplies());
	judge_reasons();
	return failed;
}
#else
#include "ceremony/process.h"

int
main(void)
{
	die("this says nothing in this build: make check-constant-time");
}
#endif
