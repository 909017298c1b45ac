#include <stdio.h>
#include <string.h>

#include "ceremony/ask.h"
#include "ceremony/folder.h"
#include "ceremony/manifest.h"
#include "ceremony/option.h"
#include "ceremony/process.h"

static const char usage[] = "verify-transcript";

/* Each fact against what had happened before it, as the program that wrote it did. */
static void
check_order(const struct folder *folder)
{
	struct folder before = *folder;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		const char *answer;

		before.transcript.count = i;
		answer = fact_may_follow(&before, fact);
		if (answer != NULL)
			refuse("fact %lu, '%s', could not follow: %s", fact->sequence,
			       fact->form->name, answer);
	}
}

static void
check_signature(const struct folder *folder, const struct bytes *transcript)
{
	struct bytes signature =
		file_read(FILE_HERE, FOLDER_TRANSCRIPT_SIGNATURE, MINISIGN_SIGNATURE_MOST_BYTES);
	char comment[MINISIGN_COMMENT_BYTES], wanted[MANIFEST_COMMENT_BYTES];
	struct minisign_public public_key;
	const char *answer = signing_public(&public_key, folder_signer(folder));

	if (answer != NULL)
		refuse("the transcript's signer %s", answer);
	answer = minisign_verify(&public_key, transcript->data, transcript->size,
				 (const char *)signature.data, signature.size, comment);
	if (answer != NULL)
		refuse("'transcript.minisig' %s", answer);
	snprintf(wanted, sizeof wanted, "claviger transcript ceremony %s mode %s",
		 folder->plan.ceremony, folder->plan.mode);
	if (strcmp(comment, wanted) != 0)
		refuse("'transcript.minisig' is signed as something else than this transcript");
	file_free(&signature);
}

static void
check_words(const struct digest *digest)
{
	ask_words_of(digest, "the transcript",
		     "this is not the transcript that the participants closed, or it was "
		     "copied wrongly");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	struct folder *folder;
	struct bytes transcript;
	struct digest digest;
	const struct fact *closed;

	(void)argc;
	process_begin(argv, usage);
	if (option_count(option_read(argv, options)) != 0)
		misuse("no operand is wanted: run it in the folder of the ceremony or of its "
		       "restored archive");
	process_lock();
	folder = folder_enter_disconnected();
	transcript = file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES);
	digest = digest_of(transcript.data, transcript.size);
	if (!digest_equal(&digest, &folder->transcript_digest))
		refuse("'transcript' answers differently the second time it is read");
	closed = folder_fact(folder, "closed", NULL, NULL);
	if (!transcript_is_closed(&folder->transcript))
		refuse("the ceremony is not closed: its transcript can still grow");
	check_words(&digest);
	check_order(folder);
	check_signature(folder, &transcript);
	say("The transcript is the one that the participants closed: %zu facts, unbroken, each "
	    "possible after those "
	    "before it, signed.",
	    folder->transcript.count);
	say("This shows what was recorded, and that the order is possible; that it took place, "
	    "only people can say.");
	say("The ceremony ended %s.", fact_value(closed, "outcome"));
	file_free(&transcript);
	return process_end(PROCESS_YES);
}
