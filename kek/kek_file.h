/*
 * The file that a service's client wrote about a KEK: its public key and, from JSON, its terms.
 *
 * Accepted: SubjectPublicKeyInfo or PKCS#1 RSAPublicKey, in PEM or DER, or JSON (kek_json.h);
 * text may begin with a byte order mark, end its lines with CR LF, or be UTF-16 with a mark, as
 * Windows PowerShell writes it. Facts: docs/formats.md.
 */
#ifndef KEK_KEK_FILE_H
#define KEK_KEK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/profile.h"
#include "ceremony/public_key.h"

enum {
	KEK_FILE_MOST_BYTES = 128 << 10,
	KEK_KID_BYTES = 512,
	KEK_KTY_BYTES = 16,
	KEK_METHOD_BYTES = 64,
	KEK_TOKEN_MOST_BYTES = 6144 /* AWS KMS API, ImportKeyMaterial */
};

/* Unknown is what a file does not say; it is never a yes. */
enum kek_answer { KEK_UNKNOWN, KEK_NO, KEK_YES };

struct kek_file {
	struct public_key key; /* RSA */
	bool has_kid;
	char kid[KEK_KID_BYTES]; /* printable ASCII; its form is the profile's to judge */
	char kty[KEK_KTY_BYTES]; /* "RSA" or "RSA-HSM"; empty: unknown */
	bool has_operations;
	bool import_only; /* the key operations are exactly ["import"] */
	bool has_expiry;  /* false: none, or unknown */
	int64_t expires;  /* seconds since the epoch */
	enum kek_answer enabled;
	enum kek_answer exportable; /* whoever its release policy names may take it out */
	bool has_beginning;         /* false: none, or unknown */
	int64_t begins;             /* not to be used before: seconds since the epoch */
	bool has_service; /* false: unknown, as of every file that is Azure's or a key alone */
	enum profile_service service;
	char method
		[KEK_METHOD_BYTES]; /* Google's import method, as gcloud takes it; empty: unknown */
	size_t token_bytes;         /* AWS's import token; 0: there is none */
	uint8_t token[KEK_TOKEN_MOST_BYTES];
};

/* Reads any of the forms above. Things that people hand over by mistake (a private key, a
 * certificate, an encrypted file …) have sentences of their own. Returns NULL or why not; then
 * `file` holds nothing of use. */
const char *kek_file_read(struct kek_file *file, const uint8_t *data, size_t size);

#endif
