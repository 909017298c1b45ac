#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ceremony/ask.h"
#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "package/contents.h"
#include "package/package.h"
#include "verify/commands.h"

static const char usage[] = "verify-package FILE";

/* The words come first: a signature vouches for a signer, and only paper says which one that was. */
static void
check_words(const struct package *package)
{
	ask_words_of(&package->digest, "the package",

		     "do not import it: find out whether the words or the file are another's");
}

/* package-read takes a transfer out only when this fact names its very bytes. */
static void
record_verified(struct folder *folder, const struct package *package)
{
	char digest[DIGEST_TEXT_BYTES];

	digest_to_text(digest, &package->digest);
	folder_record(folder, "verified", "package", digest, NULL);
}

/* Each target's request as this side has it, where it has one; what has expired, or lost its token, cannot be imported any more. */
static struct request *
open_requests(const struct folder *folder)
{
	struct request *requests = calloc(folder->plan.target_count + 1, sizeof *requests);

	if (requests == NULL)
		die("no memory for the requests");
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		if (!profile_wraps(folder->plan.targets[i].profile))
			continue;
		request_open(&requests[i], folder, &folder->plan.targets[i]);
		request_check_expiry(&requests[i], (int64_t)time(NULL));
		request_check_token(&requests[i]);
	}
	return requests;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	static struct package package;
	struct request *requests;
	struct folder *folder;
	struct bytes bytes;
	const char *answer;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("one transfer package is wanted");
	crypto_begin();
	json_begin();
	bytes = file_read(FILE_HERE, operands[0], PACKAGE_MOST_BYTES);
	process_lock();
	folder = folder_enter_connected();
	package_read_or_refuse(&package, &bytes, operands[0]);
	answer = package_check_folder(&package, folder);
	if (answer != NULL)
		refuse("'%s' %s", operands[0], answer);
	if (package.kind != MANIFEST_TRANSFER)
		refuse("'%s' is a package of kind %s, and only a transfer is imported", operands[0],
		       manifest_kind_name(package.kind));
	/* No refusal: after a power cut a ceremony goes on with a new key, and the words say more than any ticket. */
	answer = package_check_carrier(&package, folder);
	if (answer != NULL)
		warn("'%s' %s: only a ceremony that was resumed has two keys", operands[0], answer);
	check_words(&package);
	contents_check_transfer(&package, folder);
	requests = open_requests(folder);
	record_verified(folder, &package);
	say("The package is the one that the witnesses saw: %zu target%s, each in its service's "
	    "form.",
	    folder->plan.target_count, folder->plan.target_count == 1 ? "" : "s");
	if (plan_wrapped_targets(&folder->plan) > 0)
		say("What nobody can see here: whether a blob opens. Only the cloud's HSM can.");
	if (plan_pfx_targets(&folder->plan) > 0)
		say("A software-protected key shows its private half to the importing host: import "
		    "a .pfx on a host that is used for nothing else.");
	say("Next: package-read with this file, then the commands that stand on standard output, "
	    "line by line.");
	for (size_t i = 0; i < folder->plan.target_count; i++)
		commands_print(&folder->plan.targets[i], &requests[i]);
	return process_end(PROCESS_YES);
}
