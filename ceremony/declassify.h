/*
 * What is computed from the words and values of cards, and from tokens' secrets, and may be known all the same: the whole list, with its reasons.
 *
 * All of this does nothing, but in the build of `make check-constant-time` (-DCONSTANT_TIME). There tests/peer/constant-time tells
 * valgrind which bytes are secret; valgrind follows them through every computation, and complains when a branch or an address
 * depends on one that was not declassified here first.
 */
#ifndef CEREMONY_DECLASSIFY_H
#define CEREMONY_DECLASSIFY_H

#include <stdbool.h>
#include <stddef.h>

enum declassify_reason {
	DECLASSIFY_NUMBERS,
	DECLASSIFY_ANSWER,
	DECLASSIFY_WRONG_WORD,
	DECLASSIFY_COMPLETIONS,
	DECLASSIFY_WORD_ENDS,
	DECLASSIFY_WORD_WRITTEN,
	DECLASSIFY_ARGON2ID,
	DECLASSIFY_LIBYUBIKEY,
	DECLASSIFY_COUNTERS,
	DECLASSIFY_COUNT
};

/* What it is, and why it may be known. */
static inline const char *
declassify_reason(enum declassify_reason reason)
{
	static const char *const reasons[DECLASSIFY_COUNT] = {
		[DECLASSIFY_NUMBERS] = "a card's first four words, its numbers: SLIP-0039 does not "
				       "hide them, and programs say them",
		[DECLASSIFY_ANSWER] = "whether a card, a set or a word is good, and if not, why: "
				      "programs say it",
		[DECLASSIFY_WRONG_WORD] = "which word of a card is wrong, not what it should be: "
					  "programs say it",
		[DECLASSIFY_COMPLETIONS] = "how many words begin with the letters typed: the "
					   "terminal completes the only one",
		[DECLASSIFY_WORD_ENDS] = "where the words of a text end: a text is looked through "
					 "for spaces",
		[DECLASSIFY_WORD_WRITTEN] = "a word that is written out, for a card file or a "
					    "screen: it comes from the list, and has its length",
		[DECLASSIFY_ARGON2ID] = "where Argon2id looks in its memory after the first half "
					"of its first pass: by design where what it hashes says "
					"(RFC 9106, section 3.4.1.3)",
		[DECLASSIFY_LIBYUBIKEY] = "where libyubikey's AES looks in its tables, and its CRC "
					  "branches: nobody else's program runs on the machine",
		[DECLASSIFY_COUNTERS] = "the counters and the time of a one-time password: the "
					"transcript says them",
	};

	return reasons[reason];
}

/*
 * declassify: from now on these bytes may be known. declassify_begin: what is done until declassify_end may branch on secrets, and
 * what it computes is as secret as before. declassify_answer: `answer`, which may be known.
 */
#ifdef CONSTANT_TIME
#include <valgrind/memcheck.h>

/* How often each reason was used: the judge's. */
extern unsigned long declassify_uses[DECLASSIFY_COUNT];

static inline void
declassify(enum declassify_reason reason, const void *data, size_t size)
{
	declassify_uses[reason]++;
	(void)VALGRIND_MAKE_MEM_DEFINED(data, size);
}

static inline void
declassify_begin(enum declassify_reason reason)
{
	declassify_uses[reason]++;
	VALGRIND_DISABLE_ERROR_REPORTING;
}

static inline void
declassify_end(void)
{
	VALGRIND_ENABLE_ERROR_REPORTING;
}
#else
static inline void
declassify(enum declassify_reason reason, const void *data, size_t size)
{
	(void)reason;
	(void)data;
	(void)size;
}

static inline void
declassify_begin(enum declassify_reason reason)
{
	(void)reason;
}

static inline void
declassify_end(void)
{
}
#endif

static inline bool
declassify_answer(enum declassify_reason reason, bool answer)
{
	declassify(reason, &answer, sizeof answer);
	return answer;
}

#endif
