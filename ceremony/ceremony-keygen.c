#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"
#include "ceremony/tenant_key.h"
#include "ceremony/world.h"

static const char usage[] = "ceremony-keygen KEY";

enum { NAME_BYTES = 64 };

struct sealed {
	size_t size;
	uint8_t bytes[ESCROW_MOST_BYTES];
};

/* Before a key is made that could not be written. */
static void
check_names(const char *key)
{
	char name[NAME_BYTES];

	snprintf(name, sizeof name, "keys/%s.age", key);
	folder_must_be_new(name);
	snprintf(name, sizeof name, "keys/%s.pub.pem", key);
	folder_must_be_new(name);
}

static void
write_key(struct folder *folder, const struct plan_key *plan_key,
	  const struct public_key *public_key, const struct sealed *escrow,
	  const struct world *world)
{
	char name[NAME_BYTES], pem[PUBLIC_KEY_PEM_MOST_BYTES];
	char pem_digest[DIGEST_TEXT_BYTES], escrow_digest[DIGEST_TEXT_BYTES],
		public_digest[DIGEST_TEXT_BYTES];
	struct digest digest = public_key_digest(public_key);
	size_t pem_bytes = public_key_to_pem(pem, public_key);

	escrow_write_recovery_script();
	snprintf(name, sizeof name, "keys/%s.age", plan_key->name);
	folder_create(name, escrow->bytes, escrow->size, escrow_digest);
	snprintf(name, sizeof name, "keys/%s.pub.pem", plan_key->name);
	folder_create(name, pem, pem_bytes, pem_digest);
	digest_to_text(public_digest, &digest);
	folder_record(folder, "key-made", "key", plan_key->name, "public", public_digest, "pem",
		      pem_digest, "escrow", escrow_digest, "world", world->digest, NULL);
	say("Key '%s' is made, %s; its escrow is 'keys/%s.age'.", plan_key->name,
	    key_type_name(plan_key->type), plan_key->name);
	show_words("the public key", &digest);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	const struct plan_key *plan_key;
	struct public_key public_key;
	struct tenant_key *key;
	struct folder *folder;
	struct sealed escrow;
	struct world *world;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("one key of the plan is wanted");
	crypto_begin();
	process_lock();
	folder = folder_enter_disconnected();
	plan_key = folder_key(folder, operands[0]);
	folder_require(folder, "key-made", "key", plan_key->name, NULL);
	folder_alone();
	check_names(plan_key->name);
	world = world_of_folder(folder);
	key = tenant_key_new();
	tenant_key_generate(key, plan_key->type);
	tenant_key_public(&public_key, key);
	escrow.size = escrow_seal(escrow.bytes, key, &world->recipient);
	secret_drop(key);
	write_key(folder, plan_key, &public_key, &escrow, world);
	return process_end(PROCESS_YES);
}
