/*
 * X.509 certificates of attestation chains (RFC 5280), link by link. X509_verify_cert refuses what
 * vendors really issue (version 1 issuers, CA certificates that say they are none), so names,
 * signatures, depth and roles are checked by each format, with the functions here.
 */
#ifndef VERIFY_CERTIFICATE_H
#define VERIFY_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"
#include "ceremony/digest.h"
#include "ceremony/public_key.h"

enum {
	CERTIFICATE_MOST = 16,
	CERTIFICATE_MOST_BYTES = 16 << 10,
	CERTIFICATE_TEXT_BYTES = 256,
};

struct certificate {
	struct x509_st *x509;
	struct digest whole, spki; /* SHA-256 of the certificate, and of its SubjectPublicKeyInfo */
	const char *role;          /* what a format found it to be; NULL: not used */
};

struct certificates {
	struct certificate list[CERTIFICATE_MOST];
	size_t count;
};

/* What basicConstraints says of issuing. */
enum certificate_authority {
	CERTIFICATE_UNSAID,
	CERTIFICATE_NO_AUTHORITY,
	CERTIFICATE_IS_AUTHORITY
};

/* Adds one certificate in DER, nothing behind it. Refused: one that is there already, a 17th, one
 * with an extension twice, or with a critical one that is not known. Returns NULL or why not. */
const char *certificate_add(struct certificates *certificates, const uint8_t *der, size_t size);

/* Whether that very certificate was added. */
bool certificate_is_there(const struct certificates *certificates, const uint8_t *der, size_t size);

/* Adds every block of a text of CERTIFICATE blocks (RFC 7468). Around them may be line ends, and lines that begin with
 * "subject=" or "issuer=", as the openssl command writes them; nothing else. Returns NULL or why not. */
const char *certificate_add_pem(struct certificates *certificates, const char *text, size_t size);

/* Whether the text begins as one of those. */
bool certificate_is_pem(const char *text, size_t size);

/* Releases all of them. */
void certificate_free(struct certificates *certificates);

/* The issuer's name is that subject, and the signature is by that key. Nothing else is checked: roles, depth
 * and dates are the caller's. */
bool certificate_issued_by(const struct certificate *child, const struct certificate *issuer);

/* The same for an ECDSA-with-SHA384 signature whose two numbers are written without the zero byte that DER wants before
 * a high bit: some devices write them so, and libcrypto takes them for negative. */
bool certificate_issued_loosely(const struct certificate *child, const struct certificate *issuer);

/* Names alone: of a self-issued one subject and issuer are the same. */
bool certificate_is_self_issued(const struct certificate *certificate);
bool certificate_names_issuer(const struct certificate *child, const struct certificate *issuer);

/* The only one with that extension; NULL when there is none, or more. */
struct certificate *certificate_with(struct certificates *certificates, const char *oid);

/* The one without a role that `issuer` issued, and that is not `issuer` itself; NULL when there is none. */
struct certificate *
certificate_child_of(struct certificates *certificates, const struct certificate *issuer);

/* The subject's only CN, or only attribute of that dotted OID, printable ASCII; false when there is none, or
 * not just one, or of other characters. */
bool
certificate_common_name(const struct certificate *certificate, char text[CERTIFICATE_TEXT_BYTES]);
bool certificate_subject_part(const struct certificate *certificate, const char *oid,
			      char text[CERTIFICATE_TEXT_BYTES]);

/* The whole subject on a line, printable ASCII (RFC 2253). */
void certificate_subject(const struct certificate *certificate, char text[CERTIFICATE_TEXT_BYTES]);

/* The last four bytes of the serial number, big-endian; 0 when it has fewer. */
uint32_t certificate_serial_end(const struct certificate *certificate);

/* The contents of the extension's OCTET STRING; false when there is none. */
bool
certificate_extension(const struct certificate *certificate, const char *oid, struct cursor *value);

/* extendedKeyUsage (RFC 5280, section 4.2.1.12) has this OID. */
bool certificate_has_usage(const struct certificate *certificate, const char *oid);

/* certificatePolicies (section 4.2.1.4) has this OID. */
bool certificate_has_policy(const struct certificate *certificate, const char *oid);

/* basicConstraints; `path` is pathLenConstraint, -1 when there is none. */
enum certificate_authority certificate_authority(const struct certificate *certificate, long *path);

/* keyUsage (section 4.2.1.3) is there and has keyCertSign, or digitalSignature. */
bool certificate_may_issue(const struct certificate *certificate);
bool certificate_may_sign(const struct certificate *certificate);

/* Seconds since the epoch; NULL or why not. */
const char *
certificate_dates(const struct certificate *certificate, int64_t *not_before, int64_t *not_after);

/* The key in the house's form. Returns NULL or why not. */
const char *certificate_key(const struct certificate *certificate, struct public_key *key);

/* The key as libcrypto has it; belongs to the certificate. NULL: of no kind that libcrypto knows. */
struct evp_pkey_st *certificate_pkey(const struct certificate *certificate);

#endif
