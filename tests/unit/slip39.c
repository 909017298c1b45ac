/* Sets of cards: split, recover, combine, all subsets. Cards are from the standard's vectors. */
#include <sodium.h>

#include "ceremony/slip39.h"
#include "ceremony/text.h"
#include "tests/unit/test.h"

static struct {
	struct slip39_words words;
	struct slip39_share shares[SLIP39_MOST_SHARES + 1];
	struct slip39_share chosen[SLIP39_MOST_MEMBERS];
	uint8_t secret[SLIP39_MOST_BYTES];
	uint8_t ems[SLIP39_MOST_BYTES];
	uint8_t again[SLIP39_MOST_BYTES];
} * t;

static void
read_cards(const char *const *cards, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		check_good(slip39_words_from_text(&t->words, cards[i], strlen(cards[i])));
		check_good(slip39_share_from_words(&t->shares[i], &t->words));
	}
}

static bool
secret_is(const char *hex)
{
	char got[2 * SLIP39_MOST_BYTES + 1];

	text_to_hex(got, t->secret, strlen(hex) / 2);
	return strcmp(got, hex) == 0;
}

static void
test_vectors(void)
{
	static const char *const of_33_words[] = {
		/* 23 */
		"humidity disease academic always aluminum jewelry energy woman receiver strategy "
		"amuse duckling lying "
		"evidence network walnut tactics forget hairy rebound impulse brother survive "
		"clothes stadium mailman "
		"rival ocean reward venture always armed unwrap",
		"humidity disease academic agency actress jacket gross physics cylinder solution "
		"fake mortgage benefit "
		"public busy prepare sharp friar change work slow purchase ruler again tricycle "
		"involve viral wireless "
		"mixture anatomy desert cargo upgrade",
	};
	static const char *const extendable[] = {
		/* 43 */
		"enemy favorite academic acid cowboy phrase havoc level response walnut budget "
		"painting inside trash "
		"adjust froth kitchen learn tidy punish",
		"enemy favorite academic always academic sniff script carpet romp kind promise "
		"scatter center unfair "
		"training emphasis evening belong fake enforce",
	};

	read_cards(of_33_words, 2);
	check_good(slip39_combine(t->secret, 32, t->shares, 2, "TREZOR"));
	check(secret_is("c938b319067687e990e05e0da0ecce1278f75ff58d9853f19dcaeed5de104aae"));
	check_good(slip39_combine(t->secret, 32, t->shares, 2, "trezor"));
	check(!secret_is("c938b319067687e990e05e0da0ecce1278f75ff58d9853f19dcaeed5de104aae"));
	read_cards(extendable, 2);
	check_good(slip39_combine(t->secret, 16, t->shares, 2, "TREZOR"));
	check(secret_is("48b1a4b80b8c209ad42c33672bdaa428"));
}

/* Two groups of two, one group of three of five cards and one card alone. */
static void
test_group_vector(void)
{
	static const char *const cards[] = {
		/* 17 */
		"eraser senior decision roster beard treat identify grumpy salt index fake "
		"aviation theater cubic bike "
		"cause research dragon emphasis counter",
		"eraser senior ceramic snake clay various huge numb argue hesitate auction "
		"category timber browser "
		"greatest hanger petition script leaf pickup",
		"eraser senior ceramic shaft dynamic become junior wrist silver peasant force math "
		"alto coal amazing "
		"segment yelp velvet image paces",
		"eraser senior ceramic round column hawk trust auction smug shame alive greatest "
		"sheriff living perfect "
		"corner chest sled fumes adequate",
		"eraser senior decision smug corner ruin rescue cubic angel tackle skin skunk "
		"program roster trash rumor "
		"slush angel flea amazing",
	};

	read_cards(cards, 5);
	check_good(slip39_combine(t->secret, 16, t->shares, 5, "TREZOR"));
	check(secret_is("7c3397a292a5941682d7a4ae2d898d11"));
	check_says(slip39_combine(t->secret, 16, t->shares, 4, "TREZOR"),
		   "the cards of a group are too few");
	check_says(slip39_combine(t->secret, 16, &t->shares[1], 3, "TREZOR"),
		   "the groups are too few");
}

static void
test_wrong_digest(void)
{
	static const char *const cards[] = {
		/* 13 */
		"guilt walnut academic acid deliver remove equip listen vampire tactics nylon "
		"rhythm failure husband "
		"fatigue alive blind enemy teaspoon rebound",
		"guilt walnut academic agency brave hamster hobo declare herd taste alpha slim "
		"criminal mild arcade formal "
		"romp branch pink ambition",
	};

	read_cards(cards, 2);
	memset(t->secret, 0xee, sizeof t->secret);
	memset(t->again, 0xee, sizeof t->again);
	check_says(slip39_combine(t->secret, 16, t->shares, 2, "TREZOR"),
		   "the cards do not fit together: their digest is wrong");
	check_says(slip39_recover(t->secret, 16, t->shares, 2),
		   "the cards do not fit together: their digest is wrong");
	check(memcmp(t->secret, t->again, sizeof t->secret) == 0);
}

static void
test_round_trip(uint8_t threshold, uint8_t count, size_t size, const char *passphrase)
{
	struct slip39_scheme scheme =
		slip39_one_group((uint16_t)randombytes_uniform(0x8000), threshold, count);

	scheme.extendable = count % 2;
	scheme.iteration_exponent = threshold % 3;
	randombytes_buf(t->secret, size);
	check_good(slip39_split(t->shares, &scheme, t->secret, size, passphrase));
	memset(t->again, 0xee, sizeof t->again);
	check_good(slip39_combine(t->again, size, &t->shares[count - threshold], threshold,
				  passphrase));
	check(memcmp(t->again, t->secret, size) == 0);
	check(size == SLIP39_MOST_BYTES || t->again[size] == 0xee);
	check_good(slip39_combine(t->again, size, t->shares, threshold, passphrase));
	check(memcmp(t->again, t->secret, size) == 0);
	check_good(slip39_combine(t->again, size, t->shares, threshold, "another passphrase"));
	check(memcmp(t->again, t->secret, size) != 0);
}

static void
test_cipher(void)
{
	static const uint8_t identifiers[] = {1, 0};

	check_good(slip39_split(
		t->shares,
		&(struct slip39_scheme){.group_threshold = 1, .group_count = 1, .groups = {{1, 1}}},
		t->secret, 32, "p"));
	for (size_t extendable = 0; extendable < 2; extendable++) {
		t->shares[0].extendable = extendable == 1;
		t->shares[0].identifier = 0x102;
		check_good(slip39_encrypt(t->ems, t->secret, 32, &t->shares[0], "p"));
		t->shares[0].identifier = 0x103;
		check_good(slip39_decrypt(t->again, t->ems, 32, &t->shares[0], "p"));
		/* An extendable set is encrypted without regard to its identifier. */
		check((memcmp(t->again, t->secret, 32) != 0) == identifiers[extendable]);
	}
	check_good(slip39_decrypt(t->ems, t->ems, 32, &t->shares[0], "p"));
	check(memcmp(t->ems, t->secret, 32) == 0);
	check_says(slip39_encrypt(t->ems, t->secret, 30, &t->shares[0], "p"),
		   "the secret has another length than the card's value");
	check_says(slip39_decrypt(t->ems, t->secret, 34, &t->shares[0], "p"),
		   "the secret has another length than the card's value");
	check_says(slip39_decrypt(t->ems, t->secret, 32, &t->shares[0], "p\n"),
		   "the passphrase has a character that is not printable ASCII");
	check_says(slip39_encrypt(t->ems, t->secret, 32, &t->shares[0], "\303\274"),
		   "the passphrase has a character that is not printable ASCII");
	t->shares[0].iteration_exponent = 16;
	check_says(slip39_encrypt(t->ems, t->secret, 32, &t->shares[0], "p"),
		   "a card's numbers are out of range");
}

static void
test_groups(void)
{
	struct slip39_scheme scheme = {.identifier = 0x7fff,
				       .group_threshold = 3,
				       .group_count = 4,
				       .groups = {{1, 1}, {16, 16}, {2, 3}, {3, 5}}};
	struct slip39_share *s = t->shares;

	check(slip39_scheme_shares(&scheme) == 25);
	check_good(slip39_split(s, &scheme, t->secret, 48, "x"));
	/* Of the groups 1, 3 and 4 the last members that are enough. */
	t->chosen[0] = s[0];
	memcpy(&t->chosen[1], &s[18], 2 * sizeof *s);
	memcpy(&t->chosen[3], &s[22], 3 * sizeof *s);
	check_good(slip39_combine(t->again, 48, t->chosen, 6, "x"));
	check(memcmp(t->again, t->secret, 48) == 0);
	check_says(slip39_recover(t->again, 48, t->chosen, 5), "the cards of a group are too few");
	check_says(slip39_recover(t->again, 48, t->chosen, 3), "the groups are too few");
	check_says(slip39_recover(t->again, 48, s, 17), "the groups are too few");
	check_good(slip39_combine(t->again, 48, s, 19, "x")); /* groups 1, 2 and 3 */
	check(memcmp(t->again, t->secret, 48) == 0);
	t->chosen[5].value[0] ^= 1;
	check_says(slip39_recover(t->again, 48, t->chosen, 6),
		   "the cards do not fit together: their digest is wrong");
	t->chosen[5].value[0] ^= 1;
	t->chosen[0].value[47] ^= 1; /* a card alone has no digest; the groups have one */
	check_says(slip39_recover(t->again, 48, t->chosen, 6),
		   "the cards do not fit together: their digest is wrong");
	scheme.group_threshold = 1;
	check_good(slip39_split(s, &scheme, t->secret, 48, "x"));
	check_good(slip39_combine(t->again, 48, &s[17], 2, "x"));
	check(memcmp(t->again, t->secret, 48) == 0);
	check_says(slip39_recover(t->again, 48, &s[16], 3), "the cards of a group are too few");
	check_says(slip39_recover(t->again, 48, s, 17), "the groups are too many");
}

static const char *
split(struct slip39_scheme scheme)
{
	return slip39_split(t->shares, &scheme, t->secret, 32, "");
}

static unsigned long calls, last_done, last_all;

static void
count_calls(unsigned long done, unsigned long all)
{
	calls += done == last_done + 1;
	last_done = done;
	last_all = all;
}

static void
test_subsets(uint8_t threshold, uint8_t count, unsigned long subsets)
{
	struct slip39_share *last = &t->shares[count - 1];

	check_good(split(slip39_one_group(77, threshold, count)));
	check_good(slip39_recover(t->ems, 32, t->shares, threshold));
	calls = last_done = last_all = 0;
	check_good(slip39_check_all_subsets(t->shares, count, threshold, t->ems, 32, count_calls));
	check(calls == subsets && last_done == subsets && last_all == subsets);
	t->ems[31] ^= 1;
	check_says(slip39_check_all_subsets(t->shares, count, threshold, t->ems, 32, NULL),
		   "some of the cards rebuild another secret");
	t->ems[31] ^= 1;
	if (threshold == 1)
		return;
	last->value[13] ^= 4;
	check_says(slip39_check_all_subsets(t->shares, count, threshold, t->ems, 32, NULL),
		   "the cards do not fit together: their digest is wrong");
}

/* Splitting is encrypting, then splitting what came out. */
static void
test_split_ems(void)
{
	const struct slip39_scheme scheme = slip39_one_group(0x1234, 2, 3);

	check_good(split(scheme));
	check_good(slip39_recover(t->ems, 32, &t->shares[1], 2));
	check_good(slip39_split_ems(t->shares, &scheme, t->ems, 32));
	check_good(slip39_combine(t->again, 32, t->shares, 2, ""));
	check(memcmp(t->again, t->secret, 32) == 0);
	check_good(slip39_recover(t->again, 32, &t->shares[1], 2));
	check(memcmp(t->again, t->ems, 32) == 0);
}

/* Two splits of one secret share no string: the points are drawn anew. */
static void
test_fresh(void)
{
	check_good(split(slip39_one_group(0, 3, 3)));
	memcpy(t->chosen, t->shares, 3 * sizeof *t->shares);
	check_good(split(slip39_one_group(0, 3, 3)));
	for (size_t i = 0; i < 3; i++)
		check(memcmp(t->chosen[i].value, t->shares[i].value, 32) != 0);
}

int
main(void)
{
	secret_begin();
	t = secret_new(sizeof *t);
	test_vectors();
	test_group_vector();
	test_wrong_digest();
	test_round_trip(2, 2, 16, "");
	test_round_trip(2, 3, 32, "");
	test_round_trip(3, 5, 18, "TREZOR");
	test_round_trip(16, 16, 64,
			" ~ a long passphrase: "
			"0123456789012345678901234567890123456789012345678901234567890");
	test_round_trip(1, 1, 34, "x");
	test_cipher();
	test_groups();
	test_subsets(1, 1, 1);
	test_subsets(2, 2, 1);
	test_subsets(3, 5, 10);
	test_subsets(5, 9, 126);
	test_subsets(8, 16, 12870);
	test_subsets(16, 16, 1);
	test_subsets(2, 16, 120);
	test_split_ems();
	test_fresh();
	return test_end();
}
