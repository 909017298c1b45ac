/*
 * For measuring alone: SLIP-0039 without the passphrase's work, and Shamir's scheme as ssss does it (shamir.h), in one process, turn by
 * turn, of the same 32 bytes.
 *
 * usage: split-clock K N          prints lines of nanoseconds: ours and the other's, split with every K of N combined back; ours and
 *        the other's, K combined. Of the other's subsets MOST_SUBSETS are combined, and the rest is taken to cost the same.
 *        split-clock combine      reads shares as ssss-split -q -D prints them; prints the secret
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/slip39.h"
#include "ceremony/text.h"
#include "tests/bench/shamir.h"

enum { ROUNDS = 9, COMBINATIONS = 20, MOST_SUBSETS = 200, LINE_BYTES = 128 };

static struct {
	size_t k, n;
	uint8_t secret[SHAMIR_BYTES], again[SHAMIR_BYTES];
	struct slip39_share cards[SHAMIR_MOST_SHARES];
} * ours;

static struct {
	mpz_t secret, again;
	struct shamir_share shares[SHAMIR_MOST_SHARES];
	unsigned long subsets, combined;
} theirs;

static long long
now_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void
must(const char *answer)
{
	if (answer != NULL)
		die("%s", answer);
}

static void
ours_split(void)
{
	const struct slip39_scheme scheme = slip39_one_group(1, (uint8_t)ours->k, (uint8_t)ours->n);

	must(slip39_split_ems(ours->cards, &scheme, ours->secret, sizeof ours->secret));
	must(slip39_check_all_subsets(ours->cards, ours->n, ours->k, ours->secret,
				      sizeof ours->secret, NULL));
}

static void
ours_combine(void)
{
	must(slip39_recover(ours->again, sizeof ours->again, ours->cards, ours->k));
	if (memcmp(ours->again, ours->secret, sizeof ours->secret) != 0)
		die("the cards gave another secret");
}

static void
combine_subset(unsigned bits)
{
	const struct shamir_share *chosen[SHAMIR_MOST_SHARES];
	size_t count = 0;

	for (size_t i = 0; i < ours->n; i++)
		if ((bits >> i & 1) == 1)
			chosen[count++] = &theirs.shares[i];
	shamir_combine(theirs.again, chosen, count);
	if (mpz_cmp(theirs.again, theirs.secret) != 0)
		die("the shares gave another secret");
}

static void
theirs_combine(void)
{
	combine_subset((1u << ours->k) - 1);
}

static void
theirs_subsets(void)
{
	theirs.subsets = theirs.combined = 0;
	for (unsigned bits = 0; bits < 1u << ours->n; bits++) {
		if ((size_t)__builtin_popcount(bits) != ours->k)
			continue;
		theirs.subsets++;
		if (theirs.combined == MOST_SUBSETS)
			continue;
		combine_subset(bits);
		theirs.combined++;
	}
}

static void
theirs_split(void)
{
	shamir_split(theirs.shares, ours->n, ours->k, theirs.secret);
}

static long long
nanoseconds_of(void (*work)(void), int times)
{
	long long begin = now_nanoseconds();

	for (int i = 0; i < times; i++)
		work();
	return (now_nanoseconds() - begin) / times;
}

static void
measure(void)
{
	long long split, subsets, combine;

	split = nanoseconds_of(ours_split, 1);
	printf("%lld ", split);
	split = nanoseconds_of(theirs_split, 1);
	subsets = nanoseconds_of(theirs_subsets, 1);
	printf("%lld ", split + subsets * (long long)theirs.subsets / (long long)theirs.combined);
	combine = nanoseconds_of(ours_combine, COMBINATIONS);
	printf("%lld %lld\n", combine, nanoseconds_of(theirs_combine, COMBINATIONS));
}

static size_t
number(const char *text)
{
	uint64_t value;

	must(text_to_number(&value, text, strlen(text), SHAMIR_MOST_SHARES));
	return (size_t)value;
}

static void
clock_both(const char *k, const char *n)
{
	ours->k = number(k);
	ours->n = number(n);
	randombytes_buf(ours->secret, sizeof ours->secret);
	mpz_import(theirs.secret, sizeof ours->secret, 1, 1, 0, 0, ours->secret);
	for (int i = 0; i < ROUNDS; i++)
		measure();
}

static bool
read_share(struct shamir_share *share)
{
	char line[LINE_BYTES], *dash;

	if (fgets(line, sizeof line, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	dash = strchr(line, '-');
	if (dash == NULL || mpz_set_str(share->y, dash + 1, 16) != 0)
		die("'%s' is no share", line);
	*dash = '\0';
	share->x = (unsigned)number(line + (line[0] == '0'));
	return true;
}

static void
combine_read(void)
{
	const struct shamir_share *chosen[SHAMIR_MOST_SHARES];
	size_t count = 0;

	while (count < SHAMIR_MOST_SHARES && read_share(&theirs.shares[count])) {
		chosen[count] = &theirs.shares[count];
		count++;
	}
	shamir_combine(theirs.secret, chosen, count);
	gmp_printf("%0*Zx\n", 2 * SHAMIR_BYTES, theirs.secret);
}

int
main(int argc, char **argv)
{
	secret_begin();
	ours = secret_new(sizeof *ours);
	mpz_inits(theirs.secret, theirs.again, NULL);
	shamir_begin(theirs.shares, SHAMIR_MOST_SHARES);
	if (argc == 2 && strcmp(argv[1], "combine") == 0)
		combine_read();
	else if (argc == 3)
		clock_both(argv[1], argv[2]);
	else
		die("called wrongly");
	secret_drop(ours);
	return process_end(PROCESS_YES);
}
