/*
 * For tests alone: the words of a file, as people type them from paper.
 *
 * usage: words-judge FILE    prints its 20 words in one line
 */
#include <stdio.h>

#include "ceremony/digest.h"
#include "ceremony/file.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/words.h"

enum { FILE_BYTES = 32 << 20 };

int
main(int argc, char **argv)
{
	char words[WORDS_PROOF_TEXT_BYTES];
	struct digest digest;
	struct bytes bytes;

	secret_begin();
	if (argc != 2)
		die("a file is wanted");
	bytes = file_read(FILE_HERE, argv[1], FILE_BYTES);
	digest = digest_of(bytes.data, bytes.size);
	words_of(words, &digest);
	printf("%s\n", words);
	file_free(&bytes);
	return process_end(PROCESS_YES);
}
