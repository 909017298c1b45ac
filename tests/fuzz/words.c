/*
 * What is read equals its canonical form read again; what is not read leaves zeros and names a
 * word that exists or the one after the last. The first byte says whether a label or a proof is
 * wanted.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "ceremony/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check_good_text(const uint8_t *bytes, size_t wanted)
{
	char text[WORDS_PROOF_TEXT_BYTES];
	uint8_t again[WORDS_PROOF];
	size_t bad_word;

	words_write(text, bytes, wanted);
	must(words_count(text, strlen(text)) == wanted);
	must(words_read(again, wanted, &bad_word, text, strlen(text)) == NULL);
	must(memcmp(again, bytes, wanted) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t zeros[WORDS_PROOF];
	static bool begun;
	uint8_t bytes[WORDS_PROOF];
	size_t wanted, bad_word, count;
	const char *why;

	if (!begun)
		secret_begin();
	begun = true;
	if (size == 0)
		return 0;
	wanted = data[0] & 1 ? WORDS_LABEL : WORDS_PROOF;
	count = words_count((const char *)data + 1, size - 1);
	why = words_read(bytes, wanted, &bad_word, (const char *)data + 1, size - 1);
	if (why == NULL) {
		must(count == wanted && bad_word == 0);
		check_good_text(bytes, wanted);
	} else {
		must(bad_word >= 1 && bad_word <= count + 1 && bad_word <= wanted + 1);
		must(memcmp(bytes, zeros, wanted) == 0);
	}
	return 0;
}
