#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/folder.h"
#include "ceremony/handover.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"

static const char usage[] = "ceremony-confirm";

static void
confirm(struct folder *folder, const char *name, const struct tenant_key *key)
{
	char text[DIGEST_TEXT_BYTES];
	struct public_key public_key;
	struct digest digest;

	folder_key(folder, name);
	escrow_check_key(folder, name, key, &public_key);
	digest = public_key_digest(&public_key);
	digest_to_text(text, &digest);
	folder_record(folder, "key-confirmed", "key", name, "public", text, NULL);
	say("The recovered key is '%s' as it was made. This process wipes it when it ends.", name);
	show_words("the public key", &digest);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char name[HANDOVER_NAME_BYTES];
	struct tenant_key *key;
	struct folder *folder;

	(void)argc;
	process_begin(argv, usage);
	if (option_count(option_read(argv, options)) != 0)
		misuse("no operand is wanted: the keys come from ceremony-recover");
	crypto_begin();
	handover_expect();
	process_lock();
	folder = folder_enter_disconnected();
	key = tenant_key_new();
	handover_ready();
	while (handover_take(name, key))
		confirm(folder, name, key);
	secret_drop(key);
	return process_end(PROCESS_YES);
}
