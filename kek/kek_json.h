/*
 * A KEK as the JSON of Azure's clients: `az keyvault key show`, the REST answer to GET key,
 * PowerShell's Get-AzKeyVaultKey | ConvertTo-Json, or a bare JSON Web Key (RFC 7517).
 */
#ifndef KEK_KEK_JSON_H
#define KEK_KEK_JSON_H

#include <stddef.h>

#include "kek/kek_file.h"

/* The number may be base64 or base64url, padded or not, with leading zeros, or a list of
 * bytes; what is null or missing is unknown. `file` holds zeros before. Returns NULL or why
 * not. */
const char *kek_json_read(struct kek_file *file, const char *text, size_t size);

#endif
