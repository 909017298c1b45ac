/*
 * SLIP-0039 (status final): a secret as cards of words, in groups; enough cards of enough groups
 * rebuild it.
 *
 * The whole standard, for secrets of 16 to 64 bytes: both values of the extendable flag, every
 * iteration exponent, passphrases, groups. A function returns NULL, or one constant sentence why
 * not, and then has written nothing to the secret it was to make.
 *
 * Secret: struct slip39_words, struct slip39_share, arrays of them, the encrypted master secret
 * (EMS) and a text of words live in secret_new memory only. The numbers in a share (not its
 * value) may be shown.
 *
 * A new set of n cards, any k of which rebuild 32 bytes, all proved:
 *
 *	scheme = slip39_one_group(identifier, k, n);
 *	slip39_split(shares, &scheme, secret, 32, "");
 *	slip39_recover(ems, 32, shares, k);
 *	slip39_decrypt(again, ems, 32, &shares[0], "");         compare with the secret
 *	slip39_check_all_subsets(shares, n, k, ems, 32, NULL);
 */
#ifndef CEREMONY_SLIP39_H
#define CEREMONY_SLIP39_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SLIP39_LIST_WORDS = 1024,
	SLIP39_WORD_BYTES = 9, /* eight letters and a NUL */
	SLIP39_LEAST_BYTES = 16,
	SLIP39_MOST_BYTES = 64,
	SLIP39_LEAST_WORDS = 20,
	SLIP39_MOST_WORDS = 59,
	SLIP39_MOST_MEMBERS = 16,
	SLIP39_MOST_GROUPS = 16,
	SLIP39_MOST_SHARES = SLIP39_MOST_GROUPS * SLIP39_MOST_MEMBERS,
	SLIP39_TEXT_BYTES = SLIP39_MOST_WORDS * SLIP39_WORD_BYTES,
};

/* A card as positions in the list, 0 to 1023. */
struct slip39_words {
	size_t count;
	uint16_t index[SLIP39_MOST_WORDS];
};

/* A card's meaning. Thresholds and the count are as people count, indices begin at 0. */
struct slip39_share {
	uint16_t identifier; /* 15 bits, the same on all cards of a set */
	bool extendable;
	uint8_t iteration_exponent; /* PBKDF2 takes 10000 * 2^exponent iterations */
	uint8_t group_index;
	uint8_t group_threshold;
	uint8_t group_count;
	uint8_t member_index;
	uint8_t member_threshold;
	uint8_t value_bytes;
	uint8_t value[SLIP39_MOST_BYTES];
};

/* What a new set shall be. Public. */
struct slip39_scheme {
	uint16_t identifier;
	bool extendable;
	uint8_t iteration_exponent;
	uint8_t group_threshold;
	uint8_t group_count;
	struct {
		uint8_t threshold;
		uint8_t count;
	} groups[SLIP39_MOST_GROUPS];
};

/* The list, SHA-256 of its lines bcc45553…01eec3, each filled up with NULs; use slip39_word. */
extern const char slip39_list[SLIP39_LIST_WORDS][SLIP39_WORD_BYTES];

/* The word at `index`, or NULL when there is none. */
const char *slip39_word(unsigned index);

/* The place in the list of the word, or of the only word that begins with these four or more
 * letters. Capitals count as small letters. */
const char *slip39_word_index(uint16_t *index, const char *text, size_t length);

/* How many words begin so; `first` is set to the first of them, when there is one. They are
 * neighbours. */
unsigned slip39_word_completions(const char *prefix, size_t length, unsigned *first);

/*
 * Words with spaces, tabs or line ends between and around them, each as slip39_word_index takes
 * it. When that fails, `words->count` is the number of words before the bad one. Knows nothing of
 * cards: slip39_share_from_words does.
 */
const char *slip39_words_from_text(struct slip39_words *words, const char *text, size_t length);

/* One line: whole words, one space between them, a NUL at the end. `words` is what this page
 * made. */
void slip39_words_to_text(char text[SLIP39_TEXT_BYTES], const struct slip39_words *words);

/* Checks everything that one card can say about itself: length, checksum, padding, group
 * threshold. On failure `share` is wiped. */
const char *slip39_share_from_words(struct slip39_share *share, const struct slip39_words *words);

/* The reverse; the only words that are read as this share. */
const char *slip39_share_to_words(struct slip39_words *words, const struct slip39_share *share);

/*
 * Of a card whose checksum is wrong: when changing exactly one word makes it a well-formed card without the extendable flag,
 * changes it and sets `at` to its place, from 0. False otherwise, and then both are as before. Two wrong words are never taken
 * for one; of three or more, a few in 100000 are: who uses this compares the result with the card's commitment. Cards with the
 * flag are left alone: their checksum is another, and between the two kinds two wrong words can look like one.
 */
bool slip39_mend_word(struct slip39_words *words, size_t *at);

/* One group, extendable flag 0, exponent 0: what this house makes. */
struct slip39_scheme slip39_one_group(uint16_t identifier, uint8_t threshold, uint8_t count);

/* How many cards a scheme makes: the sum of its groups' counts. */
size_t slip39_scheme_shares(const struct slip39_scheme *scheme);

/*
 * Splits `secret` (size bytes) under `passphrase` ("" for none) into slip39_scheme_shares(scheme)
 * shares, group by group. The caller draws the identifier. Coefficients are uniform, straight
 * from randombytes_buf.
 */
const char *slip39_split(struct slip39_share *shares, const struct slip39_scheme *scheme,
			 const uint8_t *secret, size_t size, const char *passphrase);

/* The same of an encrypted master secret: what slip39_recover undoes. Without the passphrase's work: fast. */
const char *slip39_split_ems(struct slip39_share *shares, const struct slip39_scheme *scheme,
			     const uint8_t *ems, size_t size);

/* The shares are well-formed, of one set, and each is there once. They may be too few or too
 * many. */
const char *slip39_check_set(const struct slip39_share *shares, size_t count);

/*
 * Rebuilds the encrypted master secret, exactly `size` bytes, from exactly as many shares as the
 * set needs: all that the standard demands of combining is checked, digests included. Without the
 * passphrase's work: fast.
 */
const char *
slip39_recover(uint8_t *ems, size_t size, const struct slip39_share *shares, size_t count);

/* slip39_recover, then slip39_decrypt. A wrong passphrase gives another secret: nobody can tell.
 * */
const char *slip39_combine(uint8_t *secret, size_t size, const struct slip39_share *shares,
			   size_t count, const char *passphrase);

/* From master secret to EMS and back, under the identifier, flag and exponent of `card`, which is
 * any of the set. `out` may be `in`. */
const char *slip39_encrypt(uint8_t *out, const uint8_t *in, size_t size,
			   const struct slip39_share *card, const char *passphrase);
const char *slip39_decrypt(uint8_t *out, const uint8_t *in, size_t size,
			   const struct slip39_share *card, const char *passphrase);

/*
 * Every `threshold` of these shares of a set of one group rebuild `ems`. Looks at all subsets, at
 * most 12870; `progress`, when not NULL, is called after each.
 */
const char *slip39_check_all_subsets(const struct slip39_share *shares, size_t count,
				     size_t threshold, const uint8_t *ems, size_t size,
				     void (*progress)(unsigned long done, unsigned long all));

#endif
