/*
 * For tests alone: puts package/tar.c and package/sums.c beside GNU tar and sha256sum.
 *
 * usage: tar-judge write NAME=FILE... >ARCHIVE    the members, in this order
 *        tar-judge read <ARCHIVE                  prints "NAME SIZE" for each member
 *        tar-judge sums NAME=FILE... >SHA256SUMS
 *        tar-judge check NAME=FILE... <SHA256SUMS
 *
 * Exit status 1, and the sentence on standard error, when the answer is no.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/file.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/sums.h"
#include "package/tar.h"

enum { FILE_BYTES = 2 << 20, INPUT_BYTES = 16 << 20 };

static int
answer(const char *problem)
{
	if (problem != NULL)
		fprintf(stderr, "%s\n", problem);
	return process_end(problem == NULL ? PROCESS_YES : PROCESS_NO);
}

static size_t
read_members(struct member *members, size_t most, char **arguments)
{
	size_t count = 0;

	for (; *arguments != NULL; arguments++) {
		char *equals = strchr(*arguments, '=');
		const char *file = equals == NULL || count == most ? NULL : equals + 1;
		struct bytes bytes;

		if (file == NULL)
			die("'%s' is not NAME=FILE, or one too many", *arguments);
		*equals = '\0';
		bytes = file_read(FILE_HERE, file, FILE_BYTES);
		members[count++] = (struct member){*arguments, bytes.data, bytes.size};
	}
	return count;
}

static struct bytes
read_input(void)
{
	struct bytes input = {malloc(INPUT_BYTES), 0};

	if (input.data == NULL)
		die("no memory");
	input.size = fread(input.data, 1, INPUT_BYTES, stdin);
	if (ferror(stdin) || !feof(stdin))
		die("cannot read standard input whole");
	return input;
}

static const char *
print_archive(const struct bytes *input)
{
	struct tar tar;
	const char *problem = tar_read(&tar, input->data, input->size);

	for (size_t i = 0; i < tar.count; i++)
		printf("%s %zu\n", tar.members[i].name, tar.members[i].size);
	return problem;
}

int
main(int argc, char **argv)
{
	static struct member members[TAR_MEMBERS + 1];
	const char *verb = argc < 2 ? "" : argv[1], *problem = NULL;
	size_t count = argc < 3 ? 0 : read_members(members, TAR_MEMBERS + 1, argv + 2), line;
	static struct bytes bytes;

	secret_begin();
	if (strcmp(verb, "read") == 0 || strcmp(verb, "check") == 0)
		bytes = read_input();
	if (strcmp(verb, "read") == 0)
		return answer(print_archive(&bytes));
	if (strcmp(verb, "check") == 0)
		return answer(sums_check(&line, bytes.data, bytes.size, members, count));
	if (strcmp(verb, "write") == 0)
		problem = tar_write(&bytes, members, count);
	else if (strcmp(verb, "sums") == 0)
		bytes = sums_write(members, count);
	else
		die("write, read, sums or check?");
	fwrite(bytes.data, 1, bytes.size, stdout);
	return answer(problem);
}
