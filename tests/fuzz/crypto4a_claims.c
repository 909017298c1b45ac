/*
 * Claims that are read say of one key at most what they can say; those that are not have a class and a sentence.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/text.h"
#include "verify/crypto4a_claims.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct statement statement;

	crypto_begin();
	memset(&statement, 0, sizeof statement);
	if (!crypto4a_claims_read(&statement, cursor_over(data, size))) {
		if (statement.failure == STATEMENT_SOUND || statement.why[0] == '\0')
			abort();
		return 0;
	}
	if (statement.has_key != (statement.key.size > 0) ||
	    !text_is_ascii(statement.serial, strlen(statement.serial)))
		abort();
	for (size_t i = 0; i < statement.note_count; i++)
		if (!text_is_ascii(statement.notes[i].text, strlen(statement.notes[i].text)))
			abort();
	return 0;
}
