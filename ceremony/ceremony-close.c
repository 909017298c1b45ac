#include <stdio.h>
#include <stdlib.h>
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

/* What is there already, or a new signature; `size` of it. */
static size_t
read_or_sign(const struct folder *folder, const char *name, const struct bytes *bytes,
	     const char *comment, char signature[MINISIGN_SIGNATURE_MOST_BYTES])
{
	struct minisign_secret *secret;
	size_t size;

	if (file_exists(FILE_HERE, name))
		return file_read_into(FILE_HERE, name, signature, MINISIGN_SIGNATURE_MOST_BYTES);
	secret = signing_open(folder_signer(folder));
	size = minisign_sign(signature, bytes->data, bytes->size, secret, comment);
	secret_drop(secret);
	return size;
}

/* Only the ceremony's own signature passes, before its key is destroyed. */
static void
check_signature(const struct folder *folder, const char *name, const struct bytes *bytes,
		const char *comment, const char *signature, size_t size)
{
	char found[MINISIGN_COMMENT_BYTES];
	struct minisign_public public_key;
	const char *answer = signing_public(&public_key, folder_signer(folder));

	if (answer == NULL)
		answer = minisign_verify(&public_key, bytes->data, bytes->size, signature, size,
					 found);
	if (answer == NULL && strcmp(found, comment) != 0)
		answer = "is signed as something else";
	if (answer == NULL)
		return;
	if (signing_is_there(folder_signer(folder)))
		process_hint("move it aside with mv and run ceremony-close again; the signing key "
			     "is still there");
	else
		process_hint("the ceremony was closed and its key is gone: a file was changed "
			     "since, and the final archive "
			     "has it as it was");
	refuse("'%s' is not this ceremony's signature of what is here: it %s", name, answer);
}

/* The final archive holds the transcript's signature too, which is no file yet. */
static struct bytes
sums_with(const struct folder *folder, const char *signature, size_t size)
{
	struct manifest *manifest = manifest_read(folder, MANIFEST_ARCHIVE);
	struct bytes copy = {malloc(size), size}, sums;

	if (copy.data == NULL)
		die("no memory for a signature");
	memcpy(copy.data, signature, size);
	if (file_exists(FILE_HERE, FOLDER_TRANSCRIPT_SIGNATURE))
		file_free(&copy);
	else
		manifest_add_behind(manifest, "transcript", FOLDER_TRANSCRIPT_SIGNATURE, copy);
	sums = sums_write(manifest->members, manifest->count);
	manifest_free(manifest);
	return sums;
}

static void
write_signature(const char *name, const char *signature, size_t size)
{
	if (!file_exists(FILE_HERE, name))
		file_create(FILE_HERE, name, signature, size);
}

/*
 * Both signatures are made and checked before either is written, the transcript's last: once it is there, nothing is
 * missing. An interrupted close goes on where it was: the same key gives the same signatures. The words are shown before the key
 * is destroyed.
 */
static void
close_ceremony(const struct folder *folder)
{
	char of_transcript[MINISIGN_SIGNATURE_MOST_BYTES], of_sums[MINISIGN_SIGNATURE_MOST_BYTES];
	struct closing closing;
	struct digest digest;
	size_t transcript_size, sums_size;

	read_closing(&closing, folder);
	transcript_size = read_or_sign(folder, FOLDER_TRANSCRIPT_SIGNATURE, &closing.transcript,
				       closing.transcript_comment, of_transcript);
	check_signature(folder, FOLDER_TRANSCRIPT_SIGNATURE, &closing.transcript,
			closing.transcript_comment, of_transcript, transcript_size);
	closing.sums = sums_with(folder, of_transcript, transcript_size);
	sums_size = read_or_sign(folder, FOLDER_FINAL_SIGNATURE, &closing.sums,
				 closing.sums_comment, of_sums);
	check_signature(folder, FOLDER_FINAL_SIGNATURE, &closing.sums, closing.sums_comment,
			of_sums, sums_size);
	write_signature(FOLDER_FINAL_SIGNATURE, of_sums, sums_size);
	write_signature(FOLDER_TRANSCRIPT_SIGNATURE, of_transcript, transcript_size);
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

/* Cards that were made and are not in force are nobody's to keep; of a kept secret they open what the old ones open. */
static void
say_cards_of_unfinished(const struct folder *folder)
{
	const struct fact *made = folder_fact(folder, "world-made", NULL, NULL);

	if (strcmp(fact_value(folder_fact(folder, "closed", NULL, NULL), "outcome"),
		   "unfinished") != 0 ||
	    made == NULL || !plan_is_reshare(&folder->plan))
		return;
	say("The old cards stay in force. Destroy, before witnesses, every card of set %s: %s",
	    fact_value(made, "set"),
	    folder->plan.new_secret ? "they open the escrow of this ceremony."
				    : "they open what the old ones open.");
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
	say_cards_of_unfinished(folder);
	say("Nothing is added to the transcript from here on. The final archive: package-write "
	    "archive.");
	return process_end(PROCESS_YES);
}
