/*
 * Our side of the comparison with other people's SLIP-0039 programs. For tests only: takes
 * secrets as arguments and prints them.
 *
 * usage: slip39-judge combine        slip39-judge split K N HEX PASSPHRASE [EXTENDABLE EXPONENT
 * [GROUP_THRESHOLD GROUP_COUNT]]
 *        slip39-judge prove K N HEX    slip39-judge check
 *
 * combine reads a passphrase, which may be empty, and then cards, a line each; prints the secret,
 * or why not, and then ends with status 1. split prints a line a card; every group is K of N. prove
 * splits without a passphrase and prints the cards once every K of them gave the secret. check reads
 * cards, and says of each alone that it is well-formed, or why not.
 * Status 2: called wrongly.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/secret.h"
#include "ceremony/slip39.h"
#include "ceremony/text.h"

enum { LINE_BYTES = 1024 };

static struct {
	char passphrase[LINE_BYTES];
	char line[LINE_BYTES];
	struct slip39_words words;
	struct slip39_share shares[SLIP39_MOST_SHARES];
	uint8_t secret[SLIP39_MOST_BYTES], ems[SLIP39_MOST_BYTES], again[SLIP39_MOST_BYTES];
	char hex[2 * SLIP39_MOST_BYTES + 1];
} * judge;

static bool
take_line(char *line)
{
	if (fgets(line, LINE_BYTES, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

static const char *
read_cards(size_t *count)
{
	const char *problem = NULL;

	for (*count = 0; *count < SLIP39_MOST_SHARES && problem == NULL && take_line(judge->line);
	     ++*count) {
		problem = slip39_words_from_text(&judge->words, judge->line, strlen(judge->line));
		if (problem == NULL)
			problem = slip39_share_from_words(&judge->shares[*count], &judge->words);
	}
	return problem;
}

static const char *
combine(void)
{
	size_t size;
	size_t count;
	const char *problem;

	if (!take_line(judge->passphrase))
		return "there is no passphrase line";
	problem = read_cards(&count);
	size = judge->shares[0].value_bytes;
	if (problem == NULL)
		problem = slip39_combine(judge->secret, size, judge->shares, count,
					 judge->passphrase);
	if (problem != NULL)
		return problem;
	text_to_hex(judge->hex, judge->secret, size);
	puts(judge->hex);
	return NULL;
}

static uint8_t
number(const char *text)
{
	uint64_t number;

	if (text_to_number(&number, text, strlen(text), UINT8_MAX) != NULL)
		exit(2);
	return (uint8_t)number;
}

static const char *
check(void)
{
	size_t count;
	const char *problem = read_cards(&count);

	if (problem == NULL)
		printf("%zu\n", count);
	return problem;
}

static size_t
read_secret(const char *hex)
{
	size_t size = strlen(hex) / 2;

	if (size > SLIP39_MOST_BYTES || text_from_hex(judge->secret, size, hex, 2 * size) != NULL)
		exit(2);
	return size;
}

static const char *
print_cards(size_t count)
{
	const char *problem = NULL;

	for (size_t i = 0; problem == NULL && i < count; i++) {
		problem = slip39_share_to_words(&judge->words, &judge->shares[i]);
		slip39_words_to_text(judge->line, &judge->words);
		puts(judge->line);
	}
	return problem;
}

static const char *
split(int count, char **arguments)
{
	struct slip39_scheme scheme = slip39_one_group((uint16_t)randombytes_uniform(0x8000), 0, 0);
	size_t size = read_secret(arguments[2]);
	const char *problem;

	if (count > 4) {
		scheme.extendable = number(arguments[4]) == 1;
		scheme.iteration_exponent = number(arguments[5]);
	}
	if (count > 6) {
		scheme.group_threshold = number(arguments[6]);
		scheme.group_count = number(arguments[7]);
	}
	for (size_t i = 0; i < scheme.group_count && i < SLIP39_MOST_GROUPS; i++) {
		scheme.groups[i].threshold = number(arguments[0]);
		scheme.groups[i].count = number(arguments[1]);
	}
	problem = slip39_split(judge->shares, &scheme, judge->secret, size, arguments[3]);
	return problem == NULL ? print_cards(slip39_scheme_shares(&scheme)) : problem;
}

/* The first `threshold` give the secret, and all others what these give. */
static const char *
prove_cards(size_t threshold, size_t count, size_t size)
{
	const char *problem = slip39_recover(judge->ems, size, judge->shares, threshold);

	if (problem == NULL)
		problem = slip39_decrypt(judge->again, judge->ems, size, judge->shares, "");
	if (problem == NULL && sodium_memcmp(judge->again, judge->secret, size) != 0)
		problem = "the cards give another secret";
	if (problem == NULL)
		problem = slip39_check_all_subsets(judge->shares, count, threshold, judge->ems,
						   size, NULL);
	return problem;
}

static const char *
prove(char **arguments)
{
	uint8_t threshold = number(arguments[0]), count = number(arguments[1]);
	struct slip39_scheme scheme =
		slip39_one_group((uint16_t)randombytes_uniform(0x8000), threshold, count);
	size_t size = read_secret(arguments[2]);
	const char *problem = slip39_split(judge->shares, &scheme, judge->secret, size, "");

	if (problem == NULL)
		problem = prove_cards(threshold, count, size);
	return problem == NULL ? print_cards(count) : problem;
}

int
main(int argc, char **argv)
{
	const char *problem = NULL;

	secret_begin();
	judge = secret_new(sizeof *judge);
	if (argc == 2 && strcmp(argv[1], "combine") == 0)
		problem = combine();
	else if (argc == 2 && strcmp(argv[1], "check") == 0)
		problem = check();
	else if (argc == 5 && strcmp(argv[1], "prove") == 0)
		problem = prove(argv + 2);
	else if ((argc == 6 || argc == 8 || argc == 10) && strcmp(argv[1], "split") == 0)
		problem = split(argc - 2, argv + 2);
	else
		return 2;
	if (problem != NULL)
		puts(problem);
	secret_drop(judge);
	return problem == NULL && fflush(stdout) == 0 ? 0 : 1;
}
