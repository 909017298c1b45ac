/*
 * The places of each service, as plans and requests name them: a plan's `where` and `name`, and the
 * identifier of a wrapping key there. They end up in printed commands: none lets through what a shell
 * would read otherwise than it stands. Each returns NULL or why not.
 */
#ifndef CEREMONY_PROFILE_PLACE_H
#define CEREMONY_PROFILE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#define PROFILE_LOWER "abcdefghijklmnopqrstuvwxyz"
#define PROFILE_DIGITS "0123456789"
#define PROFILE_ALNUM PROFILE_LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" PROFILE_DIGITS

/* The host of a Key Vault or of a Managed HSM; a name there; https://WHERE/keys/NAME/VERSION. */
const char *profile_azure_where(const char *value, size_t length);
const char *profile_azure_name(const char *value, size_t length);
const char *profile_azure_kek(const char *identifier, const char *where, const char *cloud_name);

/* A host of so many bytes: under a name of Azure's clouds that this version knows; of a Managed HSM pool, there or in another cloud. */
bool profile_azure_is_known(const char *host, size_t length);
bool profile_azure_is_pool(const char *host, size_t length);

/* What takes a software-protected key: no Managed HSM; a name that a certificate can have too. */
const char *profile_azure_vault(const char *value, size_t length);
const char *profile_azure_pfx_name(const char *value, size_t length);

/* arn:aws:kms:REGION:ACCOUNT; a key id; the ARN of the very key, WHERE:key/NAME: its import token is for no other. */
const char *profile_aws_where(const char *value, size_t length);
const char *profile_aws_name(const char *value, size_t length);
const char *profile_aws_kek(const char *identifier, const char *where, const char *cloud_name);

/* projects/P/locations/L/keyRings/R; a key's name there; WHERE/importJobs/JOB. */
const char *profile_google_where(const char *value, size_t length);
const char *profile_google_name(const char *value, size_t length);
const char *profile_google_kek(const char *identifier, const char *where, const char *cloud_name);

/* HOST[:PORT]/MOUNT of a transit engine; a key's name there; WHERE/wrapping_key, of which there is one. */
const char *profile_vault_where(const char *value, size_t length);
const char *profile_vault_name(const char *value, size_t length);
const char *profile_vault_kek(const char *identifier, const char *where, const char *cloud_name);

/* The vault's management endpoint and the key's compartment, HOST/OCID; a display name; an OCID in that vault. */
const char *profile_oci_where(const char *value, size_t length);
const char *profile_oci_name(const char *value, size_t length);
const char *profile_oci_kek(const char *identifier, const char *where, const char *cloud_name);

/* The label of a token; of a key in it; WHERE/LABEL. */
const char *profile_pkcs11_where(const char *value, size_t length);
const char *profile_pkcs11_name(const char *value, size_t length);
const char *profile_pkcs11_kek(const char *identifier, const char *where, const char *cloud_name);

#endif
