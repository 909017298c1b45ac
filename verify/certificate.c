#include "certificate.h"

#include <string.h>

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "ceremony/crypto.h"
#include "ceremony/der.h"
#include "verify/base64.h"
#include "verify/signature.h"

/* X509_verify finds a hash by its name, and crypto_begin registers none. SHA-1 is no hash of a link. */
static void
know_hashes(void)
{
	static bool known;

	if (known)
		return;
	known = true;
	crypto_must(EVP_add_digest(EVP_sha256()), "name SHA-256");
	crypto_must(EVP_add_digest(EVP_sha384()), "name SHA-384");
	crypto_must(EVP_add_digest(EVP_sha512()), "name SHA-512");
}

static const char *
take_digests(struct certificate *certificate, const uint8_t *der, size_t size)
{
	uint8_t *spki = NULL;
	int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate->x509), &spki);

	if (length <= 0)
		return "has no readable public key";
	certificate->spki = digest_of(spki, (size_t)length);
	certificate->whole = digest_of(der, size);
	OPENSSL_free(spki);
	return NULL;
}

/* Those that formats look at, or that only help to find an issuer: RFC 5280, section 4.2. */
static bool
is_known(const ASN1_OBJECT *id)
{
	switch (OBJ_obj2nid(id)) {
	case NID_basic_constraints:
	case NID_key_usage:
	case NID_ext_key_usage:
	case NID_certificate_policies:
	case NID_subject_key_identifier:
	case NID_authority_key_identifier:
		return true;
	default:
		return false;
	}
}

static const char *
check_extensions(const struct certificate *certificate)
{
	int count = X509_get_ext_count(certificate->x509);

	for (int i = 0; i < count; i++) {
		X509_EXTENSION *extension = X509_get_ext(certificate->x509, i);
		const ASN1_OBJECT *id = X509_EXTENSION_get_object(extension);

		if (X509_get_ext_by_OBJ(certificate->x509, id, i) >= 0)
			return "has an extension twice";
		if (X509_EXTENSION_get_critical(extension) && !is_known(id))
			return "has a critical extension that is not known";
	}
	return NULL;
}

bool
certificate_is_there(const struct certificates *certificates, const uint8_t *der, size_t size)
{
	struct digest whole = digest_of(der, size);

	for (size_t i = 0; i < certificates->count; i++)
		if (digest_equal(&certificates->list[i].whole, &whole))
			return true;
	return false;
}

const char *
certificate_add(struct certificates *certificates, const uint8_t *der, size_t size)
{
	struct certificate added = {.role = NULL};
	const uint8_t *at = der;
	const char *why;

	know_hashes();
	if (size > CERTIFICATE_MOST_BYTES)
		return "is larger than a certificate is";
	if (certificates->count == CERTIFICATE_MOST)
		return "is one certificate more than a chain has";
	added.x509 = d2i_X509(NULL, &at, (long)size);
	ERR_clear_error();
	if (added.x509 == NULL)
		return "is not a certificate (X.509 in DER)";
	why = at == der + size ? NULL : "has bytes behind its end";
	if (why == NULL)
		why = take_digests(&added, der, size);
	if (why == NULL)
		why = check_extensions(&added);
	if (why == NULL && certificate_is_there(certificates, der, size))
		why = "is there twice";
	ERR_clear_error();
	if (why != NULL)
		X509_free(added.x509);
	else
		certificates->list[certificates->count++] = added;
	return why;
}

static const char BEGIN[] = "-----BEGIN CERTIFICATE-----", END[] = "-----END CERTIFICATE-----";

static bool
is_line_end(uint8_t byte)
{
	return byte == '\n' || byte == '\r';
}

/* Takes the text up to the marker, and the marker. */
static bool
take_until(struct cursor *text, const char *marker, struct cursor *before)
{
	const uint8_t *found = memmem(text->at, cursor_left(text), marker, strlen(marker));

	if (found == NULL)
		return false;
	*before = (struct cursor){text->at, found};
	text->at = found + strlen(marker);
	return true;
}

static const char *
add_block(struct certificates *certificates, struct cursor block)
{
	uint8_t der[CERTIFICATE_MOST_BYTES];
	size_t size;
	const char *why = base64_read_lines(der, sizeof der, &size, (const char *)block.at,
					    cursor_left(&block));

	return why != NULL ? why : certificate_add(certificates, der, size);
}

/* Between blocks: line ends, and the two lines that the openssl command writes above each. */
static bool
skip_line(struct cursor *text)
{
	struct cursor line = *text;

	if (line.at < line.end && is_line_end(*line.at)) {
		text->at++;
		return true;
	}
	return (cursor_skip_text(&line, "subject=") || cursor_skip_text(&line, "issuer=")) &&
	       cursor_take_line(text, &line);
}

bool
certificate_is_pem(const char *text, size_t size)
{
	struct cursor left = cursor_over(text, size);

	while (skip_line(&left))
		continue;
	return cursor_skip_text(&left, BEGIN);
}

const char *
certificate_add_pem(struct certificates *certificates, const char *text, size_t size)
{
	struct cursor left = cursor_over(text, size), block;
	const char *why;

	for (;;) {
		while (skip_line(&left))
			continue;
		if (left.at == left.end)
			return certificates->count > 0 ? NULL : "has no certificate in it";
		if (!cursor_skip_text(&left, BEGIN))
			return "has something else than certificates in it";
		if (!take_until(&left, END, &block))
			return "has a certificate without an end";
		why = add_block(certificates, block);
		if (why != NULL)
			return why;
	}
}

void
certificate_free(struct certificates *certificates)
{
	for (size_t i = 0; i < certificates->count; i++)
		X509_free(certificates->list[i].x509);
	certificates->count = 0;
}

bool
certificate_names_issuer(const struct certificate *child, const struct certificate *issuer)
{
	return X509_NAME_cmp(X509_get_issuer_name(child->x509),
			     X509_get_subject_name(issuer->x509)) == 0;
}

bool
certificate_issued_by(const struct certificate *child, const struct certificate *issuer)
{
	EVP_PKEY *key = X509_get0_pubkey(issuer->x509);
	bool good = certificate_names_issuer(child, issuer) && key != NULL &&
		    X509_verify(child->x509, key) == 1;

	ERR_clear_error();
	return good;
}

/* Of an ASN1_BIT_STRING's flags: how many bits of its last byte are unused. */
enum { UNUSED_BITS = 0x07 };

/* Two INTEGERs in a SEQUENCE, each taken without its sign. */
static bool
split_numbers(const ASN1_BIT_STRING *signature, struct cursor *r, struct cursor *s)
{
	struct cursor whole = cursor_over(ASN1_STRING_get0_data(signature),
					  (size_t)ASN1_STRING_length(signature));
	struct cursor pair;

	/* Bits left unused would be masked before they are compared, and two signatures pass for one. */
	return (signature->flags & UNUSED_BITS) == 0 && der_take(&whole, DER_SEQUENCE, &pair) &&
	       cursor_left(&whole) == 0 && der_take(&pair, DER_INTEGER, r) &&
	       der_take(&pair, DER_INTEGER, s) && cursor_left(&pair) == 0;
}

/* The first element of the certificate, tag and length included: what was signed. */
static bool
slice_signed(struct cursor whole, struct cursor *signed_part)
{
	struct cursor body, skipped;
	const uint8_t *start;

	if (!der_take(&whole, DER_SEQUENCE, &body))
		return false;
	start = body.at;
	if (!der_take(&body, DER_SEQUENCE, &skipped))
		return false;
	*signed_part = (struct cursor){start, body.at};
	return true;
}

bool
certificate_issued_loosely(const struct certificate *child, const struct certificate *issuer)
{
	const ASN1_BIT_STRING *signature;
	const X509_ALGOR *outer;
	struct cursor signed_part, r, s;
	uint8_t *der = NULL;
	int length = i2d_X509(child->x509, &der);
	bool good;

	X509_get0_signature(&signature, &outer, child->x509);
	good = length > 0 && slice_signed(cursor_over(der, (size_t)length), &signed_part) &&
	       split_numbers(signature, &r, &s) && certificate_names_issuer(child, issuer) &&
	       OBJ_obj2nid(outer->algorithm) == NID_ecdsa_with_SHA384 &&
	       X509_ALGOR_cmp(outer, X509_get0_tbs_sigalg(child->x509)) == 0 &&
	       signature_dsa_numbers(certificate_pkey(issuer), SIGNATURE_SHA384, signed_part, r, s);
	OPENSSL_free(der);
	ERR_clear_error();
	return good;
}

bool
certificate_is_self_issued(const struct certificate *certificate)
{
	return certificate_names_issuer(certificate, certificate);
}

struct certificate *
certificate_with(struct certificates *certificates, const char *oid)
{
	struct certificate *found = NULL;
	struct cursor value;

	for (size_t i = 0; i < certificates->count; i++) {
		if (!certificate_extension(&certificates->list[i], oid, &value))
			continue;
		if (found != NULL)
			return NULL;
		found = &certificates->list[i];
	}
	return found;
}

struct certificate *
certificate_child_of(struct certificates *certificates, const struct certificate *issuer)
{
	for (size_t i = 0; i < certificates->count; i++) {
		struct certificate *child = &certificates->list[i];

		if (child->role == NULL && child != issuer &&
		    !digest_equal(&child->whole, &issuer->whole) &&
		    certificate_issued_by(child, issuer))
			return child;
	}
	return NULL;
}

static bool
copy_printable(char text[CERTIFICATE_TEXT_BYTES], const uint8_t *bytes, size_t size)
{
	if (size >= CERTIFICATE_TEXT_BYTES)
		return false;
	for (size_t i = 0; i < size; i++)
		if (bytes[i] < 0x20 || bytes[i] > 0x7e)
			return false;
	memcpy(text, bytes, size);
	text[size] = '\0';
	return true;
}

static bool
subject_part(const struct certificate *certificate, const ASN1_OBJECT *id, char *text)
{
	const X509_NAME *name = X509_get_subject_name(certificate->x509);
	int at = X509_NAME_get_index_by_OBJ(name, id, -1);
	const ASN1_STRING *value;

	if (at < 0 || X509_NAME_get_index_by_OBJ(name, id, at) >= 0)
		return false;
	value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
	return copy_printable(text, ASN1_STRING_get0_data(value),
			      (size_t)ASN1_STRING_length(value));
}

bool
certificate_common_name(const struct certificate *certificate, char text[CERTIFICATE_TEXT_BYTES])
{
	return subject_part(certificate, OBJ_nid2obj(NID_commonName), text);
}

bool
certificate_subject_part(const struct certificate *certificate, const char *oid,
			 char text[CERTIFICATE_TEXT_BYTES])
{
	ASN1_OBJECT *id = OBJ_txt2obj(oid, 1);
	bool found = id != NULL && subject_part(certificate, id, text);

	ASN1_OBJECT_free(id);
	return found;
}

void
certificate_subject(const struct certificate *certificate, char text[CERTIFICATE_TEXT_BYTES])
{
	BIO *out = BIO_new(BIO_s_mem());
	int length = -1;

	if (out != NULL && X509_NAME_print_ex(out, X509_get_subject_name(certificate->x509), 0,
					      XN_FLAG_RFC2253) >= 0)
		length = BIO_read(out, text, CERTIFICATE_TEXT_BYTES - 1);
	text[length > 0 ? length : 0] = '\0';
	BIO_free(out);
	ERR_clear_error();
}

uint32_t
certificate_serial_end(const struct certificate *certificate)
{
	const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate->x509);
	const uint8_t *bytes = ASN1_STRING_get0_data(serial);
	int length = ASN1_STRING_length(serial);
	uint32_t end = 0;

	for (int i = length - 4; length >= 4 && i < length; i++)
		end = end << 8 | bytes[i];
	return end;
}

bool
certificate_extension(const struct certificate *certificate, const char *oid, struct cursor *value)
{
	ASN1_OBJECT *id = OBJ_txt2obj(oid, 1);
	int at = id == NULL ? -1 : X509_get_ext_by_OBJ(certificate->x509, id, -1);
	const ASN1_OCTET_STRING *data;

	ASN1_OBJECT_free(id);
	if (at < 0)
		return false;
	data = X509_EXTENSION_get_data(X509_get_ext(certificate->x509, at));
	*value = cursor_over(ASN1_STRING_get0_data(data), (size_t)ASN1_STRING_length(data));
	return true;
}

bool
certificate_has_usage(const struct certificate *certificate, const char *oid)
{
	EXTENDED_KEY_USAGE *usages =
		X509_get_ext_d2i(certificate->x509, NID_ext_key_usage, NULL, NULL);
	ASN1_OBJECT *wanted = OBJ_txt2obj(oid, 1);
	bool found = false;

	for (int i = 0; usages != NULL && wanted != NULL && i < sk_ASN1_OBJECT_num(usages); i++)
		found = found || OBJ_cmp(sk_ASN1_OBJECT_value(usages, i), wanted) == 0;
	ASN1_OBJECT_free(wanted);
	EXTENDED_KEY_USAGE_free(usages);
	ERR_clear_error();
	return found;
}

bool
certificate_has_policy(const struct certificate *certificate, const char *oid)
{
	CERTIFICATEPOLICIES *policies =
		X509_get_ext_d2i(certificate->x509, NID_certificate_policies, NULL, NULL);
	ASN1_OBJECT *wanted = OBJ_txt2obj(oid, 1);
	bool found = false;

	for (int i = 0; policies != NULL && wanted != NULL && i < sk_POLICYINFO_num(policies); i++)
		found = found || OBJ_cmp(sk_POLICYINFO_value(policies, i)->policyid, wanted) == 0;
	ASN1_OBJECT_free(wanted);
	CERTIFICATEPOLICIES_free(policies);
	ERR_clear_error();
	return found;
}

enum certificate_authority
certificate_authority(const struct certificate *certificate, long *path)
{
	int critical;
	BASIC_CONSTRAINTS *constraints =
		X509_get_ext_d2i(certificate->x509, NID_basic_constraints, &critical, NULL);
	enum certificate_authority answer = CERTIFICATE_UNSAID;

	*path = -1;
	ERR_clear_error();
	if (constraints == NULL) /* -1: not there; else it is there and cannot be read */
		return critical == -1 ? CERTIFICATE_UNSAID : CERTIFICATE_NO_AUTHORITY;
	answer = constraints->ca ? CERTIFICATE_IS_AUTHORITY : CERTIFICATE_NO_AUTHORITY;
	if (constraints->pathlen != NULL)
		*path = ASN1_INTEGER_get(constraints->pathlen);
	BASIC_CONSTRAINTS_free(constraints);
	return answer;
}

static bool
has_key_usage(const struct certificate *certificate, int bit)
{
	ASN1_BIT_STRING *usage = X509_get_ext_d2i(certificate->x509, NID_key_usage, NULL, NULL);
	bool found = usage != NULL && ASN1_BIT_STRING_get_bit(usage, bit) == 1;

	ASN1_BIT_STRING_free(usage);
	ERR_clear_error();
	return found;
}

bool
certificate_may_issue(const struct certificate *certificate)
{
	enum { KEY_CERT_SIGN = 5 };

	return has_key_usage(certificate, KEY_CERT_SIGN);
}

bool
certificate_may_sign(const struct certificate *certificate)
{
	enum { DIGITAL_SIGNATURE = 0 };

	return has_key_usage(certificate, DIGITAL_SIGNATURE);
}

/* Not timegm: it looks for the machine's time zone, in files. */
static bool
seconds_of(int64_t *seconds, const ASN1_TIME *time)
{
	ASN1_TIME *epoch = ASN1_TIME_new();
	int days, rest;
	bool good = epoch != NULL && ASN1_TIME_set_string(epoch, "19700101000000Z") == 1 &&
		    time != NULL && ASN1_TIME_diff(&days, &rest, epoch, time) == 1;

	if (good)
		*seconds = (int64_t)days * 86400 + rest;
	ASN1_TIME_free(epoch);
	return good;
}

const char *
certificate_dates(const struct certificate *certificate, int64_t *not_before, int64_t *not_after)
{
	bool good = seconds_of(not_before, X509_get0_notBefore(certificate->x509)) &&
		    seconds_of(not_after, X509_get0_notAfter(certificate->x509));

	ERR_clear_error();
	return good ? NULL : "has a date that is none";
}

const char *
certificate_key(const struct certificate *certificate, struct public_key *key)
{
	uint8_t *spki = NULL;
	int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate->x509), &spki);
	const char *why;

	if (length <= 0)
		return "has no readable public key";
	why = public_key_from_spki(key, spki, (size_t)length);
	OPENSSL_free(spki);
	ERR_clear_error();
	return why;
}

struct evp_pkey_st *
certificate_pkey(const struct certificate *certificate)
{
	struct evp_pkey_st *key = X509_get0_pubkey(certificate->x509);

	ERR_clear_error();
	return key;
}
