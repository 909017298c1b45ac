#include "folder.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/signing.h"

/* One that an interrupted run left is taken when it is the same. */
static void
write_plan(const struct bytes *plan, char digest[DIGEST_TEXT_BYTES])
{
	struct digest of_plan = digest_of(plan->data, plan->size);
	struct bytes there;

	digest_to_text(digest, &of_plan);
	if (!file_exists(FILE_HERE, "plan")) {
		file_create(FILE_HERE, "plan", plan->data, plan->size);
		return;
	}
	there = file_read(FILE_HERE, "plan", PLAN_MOST_BYTES);
	if (there.size != plan->size || memcmp(there.data, plan->data, plan->size) != 0)
		refuse("'plan' is already there, and another one; nothing is overwritten");
	file_free(&there);
}

void
folder_open(const struct plan *plan, const struct bytes *plan_bytes, bool connected,
	    const char *signer)
{
	struct folder *folder = calloc(1, sizeof *folder);

	if (folder == NULL)
		die("no memory");
	folder->plan = *plan;
	write_plan(plan_bytes, folder->plan_digest);
	folder_record_first(folder, "opened", "plan", folder->plan_digest, "mode", plan->mode,
			    "side", connected ? "connected" : "disconnected", "signer", signer,
			    NULL);
	free(folder);
}

/* An interrupted ceremony-close leaves the final archive's signature alone, by a key that is gone. */
static void
remove_stale_signature(const char *name)
{
	if (!file_exists(FILE_HERE, name))
		return;
	say("Removing '%s', left by a ceremony-close that was interrupted.", name);
	file_remove(FILE_HERE, name);
}

/* The transcript's signature is written last: with it the end is whole, and without it there was none. */
static bool
is_signed(void)
{
	return file_exists(FILE_HERE, FOLDER_TRANSCRIPT_SIGNATURE);
}

/* What is refused is refused before anything is repaired or made. */
static void
check_lost(const struct folder *folder, const struct bytes *plan_bytes, bool connected)
{
	struct digest digest = digest_of(plan_bytes->data, plan_bytes->size);
	char text[DIGEST_TEXT_BYTES];
	bool has_signer = connected || signing_is_there(folder_signer(folder));

	digest_to_text(text, &digest);
	if (strcmp(text, folder->plan_digest) != 0 || folder->connected != connected)
		refuse("this folder is of another plan, or of the other side");
	if (transcript_is_closed(&folder->transcript) && is_signed())
		refuse("this ceremony is closed and signed");
	if (folder->transcript.torn_bytes == 0 && has_signer)
		refuse("this ceremony is open already, and nothing of it was lost");
}

void
folder_resume(const struct bytes *plan_bytes, bool connected, char signer[SIGNING_NAME_BYTES])
{
	struct folder *folder = folder_enter_torn();
	char torn[24];

	folder_alone();
	check_lost(folder, plan_bytes, connected);
	snprintf(torn, sizeof torn, "%zu", folder_repair());
	folder_refresh(folder);
	if (!connected && signing_is_there(folder_signer(folder)))
		snprintf(signer, SIGNING_NAME_BYTES, "%s", folder_signer(folder));
	else if (!connected)
		signing_create(signer);
	if (transcript_is_closed(&folder->transcript))
		remove_stale_signature(FOLDER_FINAL_SIGNATURE);
	folder_record(folder, "resumed", "torn", torn, "signer", signer, NULL);
}
