#include <time.h>

#include "ceremony/ask.h"
#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "kek/request.h"
#include "kek/sheet.h"

static const char usage[] = "kek-confirm TARGET PERSON";

static void
check_words(const struct request *request)
{
	ask_words_of(&request->digest, "the request",
		     "stop: either the sheet is of another request, or what came in on the "
		     "medium is not what was "
		     "sent");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	const struct plan_target *target;
	char digest[DIGEST_TEXT_BYTES];
	struct request request;
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 2)
		misuse("a target, and the person whose sheet is read, are wanted");
	crypto_begin();
	process_lock();
	folder = folder_enter_disconnected();
	target = folder_target(folder, operands[0]);
	request_open(&request, folder, target);
	request_check_kek(&request);
	request_check_expiry(&request, (int64_t)time(NULL));
	digest_to_text(digest, &request.digest);
	folder_require(folder, "request-confirmed", "target", target->name, "request", digest,
		       "person", operands[1], NULL);
	sheet_say_terms(target, &request);
	say("The words are typed from the Request Sheet of %s, and from no other.", operands[1]);
	check_words(&request);
	folder_record(folder, "request-confirmed", "target", target->name, "request", digest,
		      "person", operands[1], NULL);
	say("Confirmed by %s: %u of %u sheets for target '%s'.", operands[1],
	    request_confirmations(folder, digest), target->sheets, target->name);
	request_free(&request);
	return process_end(PROCESS_YES);
}
