/*
 * What people typed from paper: what is read is written without its comments, and that is read again the same.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "ceremony/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check(const uint8_t *data, size_t size)
{
	static char once[VALUES_MOST_BYTES + 64], twice[VALUES_MOST_BYTES + 64];
	struct values values, again;
	unsigned long line;
	size_t written, rewritten;

	if (values_read(&values, data, size, &line) != NULL) {
		values_free(&values);
		return;
	}
	written = values_write(once, sizeof once, &values);
	must(written > 0);
	must(values_read(&again, once, written, &line) == NULL && again.count == values.count);
	rewritten = values_write(twice, sizeof twice, &again);
	must(rewritten == written && memcmp(once, twice, written) == 0);
	for (size_t i = 0; i < values.count; i++)
		must(values_find(&again, values.values[i].step, values.values[i].letter) != NULL);
	values_free(&values);
	values_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;

	if (!begun)
		secret_begin();
	begun = true;
	check(data, size);
	return 0;
}
