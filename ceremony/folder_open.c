#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/signing.h"

void
folder_open(const struct plan *plan, const struct bytes *plan_bytes, bool connected,
	    const char *signer)
{
	struct folder *folder = calloc(1, sizeof *folder);

	if (folder == NULL)
		die("no memory");
	folder->plan = *plan;
	folder_create("plan", plan_bytes->data, plan_bytes->size, folder->plan_digest);
	file_create(FILE_HERE, "transcript", TRANSCRIPT_HEADER, strlen(TRANSCRIPT_HEADER));
	folder_record(folder, "opened", "plan", folder->plan_digest, "mode", plan->mode, "side",
		      connected ? "connected" : "disconnected", "signer", signer, NULL);
	transcript_free(&folder->transcript);
	free(folder);
}

void
folder_resume(const struct bytes *plan_bytes, bool connected, char signer[SIGNING_NAME_BYTES])
{
	struct digest digest = digest_of(plan_bytes->data, plan_bytes->size);
	char torn[24], text[DIGEST_TEXT_BYTES];
	struct folder *folder;
	const char *before;

	snprintf(torn, sizeof torn, "%zu", folder_repair());
	folder = folder_enter();
	digest_to_text(text, &digest);
	if (strcmp(text, folder->plan_digest) != 0 || folder->connected != connected)
		refuse("this folder is of another plan, or of the other side");
	before = folder_signer(folder);
	if (strcmp(torn, "0") == 0 && (connected || signing_is_there(before)))
		refuse("this ceremony is open already, and nothing of it was lost");
	if (!connected && signing_is_there(before))
		snprintf(signer, SIGNING_NAME_BYTES, "%s", before);
	else if (!connected)
		signing_create(signer);
	folder_record(folder, "resumed", "torn", torn, "signer", signer, NULL);
}
