/*
 * A record that is read, here a plan's, is written back line by line as the same bytes. One that is
 * refused stopped at a line that it has, with a sentence.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "ceremony/plan_schema.h"
#include "ceremony/secret.h"
#include "tests/fuzz/write_back.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static unsigned
newlines(const uint8_t *data, size_t size)
{
	unsigned count = 0;

	for (size_t i = 0; i < size; i++)
		count += data[i] == '\n';
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	char *text = malloc(size + 1);
	struct record_problem problem;
	struct record record;
	const char *answer;

	if (!begun)
		secret_begin();
	begun = true;
	must(text != NULL);
	memcpy(text, data, size);
	text[size] = 'x';
	answer = record_read(&record, &plan_schema, text, size, &problem);
	must(answer == NULL || (answer[0] != '\0' && problem.line <= newlines(data, size)));
	must(answer != NULL || write_back_is(&record, data, size));
	must(text[size] == 'x');
	record_free(&record);
	free(text);
	return 0;
}
