/*
 * A KEK as the JSON of services' clients. Azure: `az keyvault key show`, the REST answer to GET key,
 * PowerShell's Get-AzKeyVaultKey | ConvertTo-Json, or a bare JSON Web Key (RFC 7517). Others: `aws kms
 * get-parameters-for-import`, `gcloud kms import-jobs describe --format=json`, `vault read -format=json
 * MOUNT/wrapping_key`, `oci kms management wrapping-key get`.
 */
#ifndef KEK_KEK_JSON_H
#define KEK_KEK_JSON_H

#include <stddef.h>

#include "ceremony/json.h"
#include "kek/kek_file.h"

/* The number may be base64 or base64url, padded or not, with leading zeros, or a list of
 * bytes; what is null or missing is unknown. `file` holds zeros before. Returns NULL or why
 * not. */
const char *kek_json_read(struct kek_file *file, const char *text, size_t size);

/* The JSON of services whose KEK is one text: all but Azure's. `mine` says whether it is one of these; when not,
 * nothing was read. Returns NULL or why not. */
const char *kek_json_read_text_key(struct kek_file *file, const struct json_text *json, bool *mine);

/* Whether something but null stands at `path`. */
bool kek_json_is_there(const struct json_text *json, const char *path);

/* The text at `path` becomes the KEK's identifier; a missing one is unknown. */
const char *
kek_json_read_kid(struct kek_file *file, const struct json_text *json, const char *path);

/* The time at `path`, as text or as seconds, becomes the KEK's expiry; a missing one is unknown. */
const char *
kek_json_read_expiry(struct kek_file *file, const struct json_text *json, const char *path);

#endif
