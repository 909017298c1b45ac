/*
 * For tests: wraps a key of its own making for somebody else to open.
 * usage: wrap-judge KEK.pem sha1|sha256 TYPE >BLOB 2>PUBLIC.pem
 * The blob goes to standard output, the public key of what is in it to standard error.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/file.h"
#include "ceremony/process.h"
#include "ceremony/public_key.h"
#include "ceremony/secret.h"
#include "ceremony/tenant_key.h"
#include "kek/wrap.h"

static void
read_kek(struct public_key *kek, const char *name)
{
	struct bytes pem = file_read(FILE_HERE, name, PUBLIC_KEY_PEM_MOST_BYTES);
	const char *problem = public_key_from_pem(kek, (const char *)pem.data, pem.size);

	if (problem != NULL)
		refuse("'%s' %s", name, problem);
	file_free(&pem);
}

static enum profile_hash
read_hash(const char *name)
{
	if (strcmp(name, "sha1") != 0 && strcmp(name, "sha256") != 0)
		misuse("'%s' is neither sha1 nor sha256", name);
	return strcmp(name, "sha1") == 0 ? PROFILE_SHA1 : PROFILE_SHA256;
}

int
main(int argc, char **argv)
{
	struct public_key kek, expected;
	struct tenant_key *key;
	struct wrap_blob blob;
	char pem[PUBLIC_KEY_PEM_MOST_BYTES];
	enum key_type type;

	process_begin(argv, "wrap-judge KEK.pem sha1|sha256 TYPE");
	crypto_begin();
	if (argc != 4 || key_type_from_name(&type, argv[3]) != NULL)
		misuse("three operands are wanted, the last a type of key");
	read_kek(&kek, argv[1]);
	key = tenant_key_new();
	tenant_key_generate(key, type);
	tenant_key_public(&expected, key);
	wrap_key(&blob, key, &kek, read_hash(argv[2]), &expected);
	secret_drop(key);
	public_key_to_pem(pem, &expected);
	fputs(pem, stderr);
	fwrite(blob.bytes, 1, blob.size, stdout);
	return process_end(PROCESS_YES);
}
