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

/* What the ceremony signs at its end: the transcript, and the sums of the final archive, which is packed
 * later, when the key is gone. */
struct closing {
	struct bytes transcript, sums;
	char transcript_comment[MANIFEST_COMMENT_BYTES], sums_comment[MANIFEST_COMMENT_BYTES];
};

static void
read_closing(struct closing *closing, const struct folder *folder)
{
	snprintf(closing->transcript_comment, MANIFEST_COMMENT_BYTES,
		 "claviger transcript ceremony %s mode %s", folder->plan.ceremony,
		 folder->plan.mode);
	manifest_comment(closing->sums_comment, MANIFEST_ARCHIVE, folder->plan.ceremony,
			 folder->plan.mode);
	closing->transcript = file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES);
}

/* The final archive holds the transcript's signature: that comes first. */
static void
read_sums(struct closing *closing, const struct folder *folder)
{
	struct manifest *manifest = manifest_read(folder, MANIFEST_ARCHIVE);

	closing->sums = sums_write(manifest->members, manifest->count);
	manifest_free(manifest);
}

/* Signs, or finds that an interrupted close has signed, and lets nothing but that key's own signature pass. */
static void
sign(const struct folder *folder, const char *name, const struct bytes *bytes, const char *comment)
{
	char signature[MINISIGN_SIGNATURE_MOST_BYTES], found[MINISIGN_COMMENT_BYTES];
	struct minisign_public public_key;
	const char *answer;
	size_t size;

	if (!file_exists(FILE_HERE, name)) {
		struct minisign_secret *secret = signing_open(folder_signer(folder));

		size = minisign_sign(signature, bytes->data, bytes->size, secret, comment);
		secret_drop(secret);
		file_create(FILE_HERE, name, signature, size);
	}
	size = file_read_into(FILE_HERE, name, signature, sizeof signature);
	answer = signing_public(&public_key, folder_signer(folder));
	if (answer == NULL)
		answer = minisign_verify(&public_key, bytes->data, bytes->size, signature, size,
					 found);
	if (answer == NULL && strcmp(found, comment) != 0)
		answer = "is signed as something else";
	if (answer != NULL) {
		process_hint("move it aside with mv and run ceremony-close again; the signing key "
			     "is still there");
		refuse("'%s' is not this ceremony's signature: it %s", name, answer);
	}
}

/* An interrupted close goes on where it was. The words are shown before the key is destroyed. */
static void
close_ceremony(const struct folder *folder)
{
	struct closing closing;
	struct digest digest;

	read_closing(&closing, folder);
	sign(folder, FOLDER_TRANSCRIPT_SIGNATURE, &closing.transcript, closing.transcript_comment);
	read_sums(&closing, folder);
	sign(folder, FOLDER_FINAL_SIGNATURE, &closing.sums, closing.sums_comment);
	digest = digest_of(closing.transcript.data, closing.transcript.size);
	show_words("the transcript", &digest);
	say("Every participant writes them down.");
	if (signing_is_there(folder_signer(folder)))
		signing_destroy(folder_signer(folder));
	file_free(&closing.transcript);
	file_free(&closing.sums);
}

/* What would stop a close halfway stops it before the last fact. */
static void
check_can_close(const struct folder *folder)
{
	struct minisign_secret *secret = signing_open(folder_signer(folder));
	struct manifest *manifest = manifest_read(folder, MANIFEST_ARCHIVE);

	secret_drop(secret);
	manifest_free(manifest);
	folder_must_be_new(FOLDER_TRANSCRIPT_SIGNATURE);
	folder_must_be_new(FOLDER_FINAL_SIGNATURE);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--unfinished", false, NULL}, {NULL, false, NULL}};
	struct folder *folder;
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
	/* A rehearsal has its custodians on the same disk. */
	stray_card_search(plan_is_production(&folder->plan) ? medium : FILE_HERE);
	folder_alone();
	if (!transcript_is_closed(&folder->transcript)) {
		check_can_close(folder);
		folder_record(folder, "closed", "outcome", outcome, NULL);
	}
	close_ceremony(folder);
	say("The ceremony is closed, %s; its signing key is destroyed.",
	    fact_value(folder_fact(folder, "closed", NULL, NULL), "outcome"));
	say("Nothing is added to the transcript from here on. The final archive: package-write "
	    "archive.");
	return process_end(PROCESS_YES);
}
