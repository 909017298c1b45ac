/*
 * Of all texts, one alone is right for three given members: the one that is written for them. Of a
 * text that is refused, the lines before the fault are those that are written. The first byte says
 * how many of the members there are.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "ceremony/sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct member members[] = {
	{"abc", (const uint8_t *)"abc", 3},
	{"keys/empty", (const uint8_t *)"", 0},
	{"b", (const uint8_t *)"b", 1},
};

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check(const uint8_t *text, size_t size, size_t count)
{
	struct bytes all = sums_write(members, count), before;
	size_t line;
	const char *problem = sums_check(&line, text, size, members, count);
	bool same = size > 0 && size == all.size && memcmp(text, all.data, size) == 0;

	must((problem == NULL) == same);
	must(line <= count);
	before = sums_write(members, line);
	must(before.size <= size && memcmp(text, before.data, before.size) == 0);
	file_free(&before);
	file_free(&all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;

	if (!begun)
		secret_begin();
	begun = true;
	if (size > 0)
		check(data + 1, size - 1, data[0] % (sizeof members / sizeof members[0] + 1));
	return 0;
}
