#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/manifest.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"
#include "ceremony/signing.h"
#include "ceremony/stray_card.h"
#include "ceremony/sums.h"

static const char usage[] = "ceremony-close [--unfinished]";

/* Signs what is there, unless an interrupted close has done so. */
static void
sign(const char *name, const struct bytes *bytes, const struct minisign_secret *secret,
     const char *comment)
{
	char signature[MINISIGN_SIGNATURE_MOST_BYTES];

	if (!file_exists(FILE_HERE, name))
		file_create(FILE_HERE, name, signature,
			    minisign_sign(signature, bytes->data, bytes->size, secret, comment));
}

static struct digest
sign_transcript(const struct folder *folder, const struct minisign_secret *secret)
{
	struct bytes bytes = file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES);
	struct digest digest = digest_of(bytes.data, bytes.size);
	char comment[MANIFEST_COMMENT_BYTES];

	snprintf(comment, sizeof comment, "claviger transcript ceremony %s mode %s",
		 folder->plan.ceremony, folder->plan.mode);
	sign("transcript.minisig", &bytes, secret, comment);
	file_free(&bytes);
	return digest;
}

/* The final archive is signed now, before its key is destroyed, and packed later. */
static void
sign_archive(const struct folder *folder, const struct minisign_secret *secret)
{
	struct manifest *manifest = manifest_read(folder, MANIFEST_ARCHIVE);
	struct bytes sums = sums_write(manifest->members, manifest->count);
	char comment[MANIFEST_COMMENT_BYTES];

	manifest_comment(comment, MANIFEST_ARCHIVE, folder->plan.ceremony, folder->plan.mode);
	sign("final.minisig", &sums, secret, comment);
	file_free(&sums);
	manifest_free(manifest);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--unfinished", false, NULL}, {NULL, false, NULL}};
	struct minisign_secret *secret;
	struct folder *folder;
	struct digest digest;
	const char *outcome;
	int medium;

	(void)argc;
	process_begin(argv, usage);
	if (option_count(option_read(argv, options)) != 0)
		misuse("no operand is wanted");
	outcome = options[0].value != NULL ? "unfinished" : "complete";
	signing_begin();
	medium = stray_card_begin();
	process_lock();
	folder = folder_enter_disconnected();
	stray_card_search(medium);
	secret = signing_open(folder_signer(folder));
	if (folder_fact(folder, "closed", NULL, NULL) == NULL)
		folder_record(folder, "closed", "outcome", outcome, NULL);
	digest = sign_transcript(folder, secret);
	sign_archive(folder, secret);
	secret_drop(secret);
	signing_destroy(folder_signer(folder));
	say("The ceremony is closed, %s; its signing key is destroyed.",
	    fact_value(folder_fact(folder, "closed", NULL, NULL), "outcome"));
	say("Nothing is added to the transcript from here on. The final archive: package-write "
	    "archive.");
	show_words("the transcript, which every participant writes down", &digest);
	return process_end(PROCESS_YES);
}
