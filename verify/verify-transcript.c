#include <stdio.h>
#include <string.h>

#include "ceremony/ask.h"
#include "ceremony/folder.h"
#include "ceremony/manifest.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/values.h"
#include "verify/order.h"
#include "verify/reconcile.h"

static const char usage[] = "verify-transcript [--reconcile FIRST SECOND]";

/* Each fact against what had happened before it, as the program that wrote it did. */
static void
check_order(const struct folder *folder)
{
	const struct fact *where;
	const char *answer = fact_check_all(folder, &where);

	if (answer != NULL)
		refuse("fact %lu, '%s', could not follow: %s", where->sequence, where->form->name,
		       answer);
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

/* Two copies, of two people of this ceremony. */
static void
read_copies(struct values copies[2], const struct bytes bytes[2], char *const *names,
	    const struct order *order)
{
	const struct folder *folder = order->folder;

	for (size_t i = 0; i < 2; i++) {
		const struct value *value;
		unsigned long line;
		const char *answer = values_read(&copies[i], bytes[i].data, bytes[i].size, &line);

		if (answer != NULL)
			refuse("'%s', line %lu %s", names[i], line, answer);
		if (strcmp(copies[i].ceremony, folder->plan.ceremony) != 0)
			refuse("'%s' is of another ceremony, '%s'", names[i], copies[i].ceremony);
		answer = values_check(&copies[i], &order->list, &value);
		if (answer != NULL)
			refuse("'%s', line %lu %s", names[i], value->line, answer);
		if (plan_person(&folder->plan, copies[i].person) == NULL)
			refuse("'%s' is of '%s', who is no person of this plan", names[i],
			       copies[i].person);
	}
	if (strcmp(copies[0].person, copies[1].person) == 0)
		refuse("both files are of '%s': two people's copies are compared",
		       copies[0].person);
}

static int
reconcile(const struct order *order, const struct bytes bytes[2], char *const *names)
{
	struct values copies[2];
	size_t findings;

	read_copies(copies, bytes, names, order);
	findings = reconcile_print(order, &copies[0], &copies[1]);
	values_free(&copies[0]);
	values_free(&copies[1]);
	say("The record is written: %zu findings.", findings);
	if (findings == 0)
		return process_end(PROCESS_YES);
	process_end(PROCESS_NO);
	refuse("paper and transcript do not agree: the record names %zu findings", findings);
}

/* Everything that the transcript alone can show; refuses. */
static void
check_transcript(const struct order *order, const struct bytes *transcript, bool reconciles)
{
	check_order(order->folder);
	check_signature(order->folder, transcript);
	order_check_phases(order);
	order_check_presence(order);
	order_say_beyond(order);
	/* The record has each of them as a finding. */
	if (order_say_missing(order) > 0 && !reconciles)
		refuse("steps of the script left no fact, or not all, and no exception is noted "
		       "for them");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--reconcile", false, NULL}, {NULL, false, NULL}};
	struct bytes transcript, copies[2];
	struct folder *folder;
	struct digest digest;
	struct order order;
	char **operands;
	bool reconciles;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	reconciles = options[0].value != NULL;
	if (option_count(operands) != (reconciles ? 2 : 0))
		misuse(reconciles ? "the values of two copies of the script are wanted"
				  : "no operand is wanted: run it in the folder of the ceremony or "
				    "of its "
				    "restored archive");
	for (size_t i = 0; reconciles && i < 2; i++)
		copies[i] = file_read(FILE_HERE, operands[i], VALUES_MOST_BYTES);
	process_lock();
	folder = folder_enter_disconnected();
	transcript = file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES);
	digest = digest_of(transcript.data, transcript.size);
	if (!digest_equal(&digest, &folder->transcript_digest))
		refuse("'transcript' answers differently the second time it is read");
	if (!transcript_is_closed(&folder->transcript))
		refuse("the ceremony is not closed: its transcript can still grow");
	check_words(&digest);
	order_of(&order, folder);
	check_transcript(&order, &transcript, reconciles);
	file_free(&transcript);
	say("The transcript is the one that the participants closed: %zu facts, unbroken, each "
	    "possible after those before it, the phases in the order of the script, signed.",
	    folder->transcript.count);
	say("Presence is recorded, not proved. This shows what was recorded; that it took place, "
	    "only people "
	    "can say.");
	say("The ceremony ended %s.",
	    fact_value(folder_fact(folder, "closed", NULL, NULL), "outcome"));
	return reconciles ? reconcile(&order, copies, operands) : process_end(PROCESS_YES);
}
