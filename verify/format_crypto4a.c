/*
 * Crypto4A QASM: claims, each about the module or about a key, signed twice (reference 8). The ECDSA signature is
 * checked; the one by hash trees (HSS, RFC 8554) is not, and the verdict says so.
 */
#include "format.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/der.h"
#include "verify/base64.h"
#include "verify/chain.h"
#include "verify/crypto4a_claims.h"
#include "verify/signature.h"

#define AUTHORITY_USAGE "1.3.6.1.4.1.39901.4.1.1"

enum { OID = 0x06, CONTEXT_0 = 0xa0, CONTEXT_2 = 0xa2, LEVELS = 2 };

static const char begin[] = "-----BEGIN ATTESTATION MESSAGE-----";
static const char end[] = "-----END ATTESTATION MESSAGE-----";
/* ecdsa-with-SHA384 (RFC 5758), id-alg-hss-lms-hashsig (RFC 8708), with tag and length. */
static const char ecdsa[] = "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03";
static const char hss[] = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x03\x11";

struct message {
	struct cursor claims; /* whole, tag and length included: what is signed */
	struct cursor claims_contents, signers, related;
	struct certificate *authority;
	struct cursor signature;
	bool has_hss;
};

/* What a message looks like from outside. */
static bool
split(struct message *message, struct cursor bytes)
{
	struct cursor body, version, related;

	memset(message, 0, sizeof *message);
	if (!der_take(&bytes, DER_SEQUENCE, &body) || cursor_left(&bytes) != 0 ||
	    !der_take_number(&body, &version) || cursor_left(&version) != 1 || *version.at != 1)
		return false;
	message->claims.at = body.at;
	if (!der_take(&body, DER_SEQUENCE, &message->claims_contents))
		return false;
	message->claims.end = body.at;
	if (!der_take(&body, DER_SEQUENCE, &message->signers))
		return false;
	message->related = cursor_over(body.at, 0);
	if (cursor_left(&body) > 0 && der_take(&body, (enum der_tag)CONTEXT_0, &related))
		message->related = related;
	return cursor_left(&body) == 0;
}

static bool
is_pem(struct cursor bytes)
{
	return cursor_skip_text(&bytes, begin);
}

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	struct message message;

	(void)certificates;
	return is_pem(material->statement.bytes) ||
	       (!material->certificates_only && split(&message, material->statement.bytes));
}

/* Nothing but line ends behind the end. */
static uint8_t *
decode_pem(struct statement *statement, struct cursor text, size_t *size)
{
	uint8_t *der = malloc(MATERIAL_BLOB_BYTES);
	const uint8_t *stop;
	const char *why = "has no end";

	cursor_skip_text(&text, begin);
	stop = memmem(text.at, cursor_left(&text), end, sizeof end - 1);
	if (der != NULL && stop != NULL) {
		struct cursor rest = {stop + sizeof end - 1, text.end};

		while (cursor_skip_text(&rest, "\n") || cursor_skip_text(&rest, "\r"))
			continue;
		why = cursor_left(&rest) > 0
			      ? "has something behind its end"
			      : base64_read_lines(der, MATERIAL_BLOB_BYTES, size,
						  (const char *)text.at, (size_t)(stop - text.at));
	}
	if (why == NULL)
		return der;
	statement_fail(statement, STATEMENT_PARSE, "the message %s", why);
	free(der);
	return NULL;
}

/* Adds the one certificate that stands here, tag and length included. */
static struct certificate *
add_certificate(struct statement *statement, struct cursor whole)
{
	struct certificates *certificates = &statement->certificates;
	const char *why = certificate_add(certificates, whole.at, cursor_left(&whole));

	if (why == NULL)
		return &certificates->list[certificates->count - 1];
	statement_fail(statement, STATEMENT_PARSE, "a certificate of the message %s", why);
	return NULL;
}

/* Which key signed: its name, which is not looked at, and its certificate. */
static struct certificate *
take_signer(struct statement *statement, struct cursor *signer)
{
	struct cursor info, name, octets, certificate;

	if (der_take(signer, DER_SEQUENCE, &info) &&
	    der_take(&info, (enum der_tag)CONTEXT_0, &name) &&
	    der_take(&name, DER_OCTET_STRING, &octets) && cursor_left(&name) == 0 &&
	    der_take(&info, (enum der_tag)CONTEXT_2, &certificate) && cursor_left(&info) == 0)
		return add_certificate(statement, certificate);
	statement_fail(statement, STATEMENT_PARSE, "a signature does not say whose it is");
	return NULL;
}

static bool
take_signature(struct cursor *signer, struct cursor *signature)
{
	const uint8_t *unused;

	if (!der_take(signer, DER_BIT_STRING, signature) || cursor_left(signer) != 0)
		return false;
	unused = cursor_take(signature, 1);
	return unused != NULL && *unused == 0;
}

static bool
read_signer(struct statement *statement, struct message *message, struct cursor signer)
{
	struct certificate *certificate = take_signer(statement, &signer);
	struct cursor algorithm, signature;
	bool is_ecdsa, is_hss;

	if (certificate == NULL)
		return false;
	if (!der_take(&signer, DER_SEQUENCE, &algorithm) || !take_signature(&signer, &signature))
		return statement_fail(statement, STATEMENT_PARSE, "a signature is not readable");
	is_ecdsa = cursor_skip_text(&algorithm, ecdsa);
	is_hss = !is_ecdsa && cursor_skip_text(&algorithm, hss);
	if (cursor_left(&algorithm) != 0 || (!is_ecdsa && !is_hss))
		return statement_fail(statement, STATEMENT_VERSION,
				      "a signature is of a kind that is not known");
	if (is_ecdsa ? message->authority != NULL : message->has_hss)
		return statement_fail(statement, STATEMENT_PARSE,
				      "there are two signatures of one kind");
	if (is_hss) {
		message->has_hss = true;
		return true;
	}
	message->authority = certificate;
	message->signature = signature;
	return true;
}

/* A chain for each signature: what both have is there twice. */
static bool
read_related(struct statement *statement, struct cursor related)
{
	while (cursor_left(&related) > 0) {
		struct cursor whole = {related.at, NULL}, skipped;

		if (!der_take(&related, DER_SEQUENCE, &skipped))
			return statement_fail(statement, STATEMENT_PARSE,
					      "a related certificate is not readable");
		whole.end = related.at;
		if (!certificate_is_there(&statement->certificates, whole.at,
					  cursor_left(&whole)) &&
		    add_certificate(statement, whole) == NULL)
			return false;
	}
	return true;
}

static bool
read_parts(struct statement *statement, struct message *message)
{
	struct cursor signer;

	while (cursor_left(&message->signers) > 0) {
		if (!der_take(&message->signers, DER_SEQUENCE, &signer))
			return statement_fail(statement, STATEMENT_PARSE,
					      "a signature is not readable");
		if (!read_signer(statement, message, signer))
			return false;
	}
	return read_related(statement, message->related) &&
	       (message->authority != NULL ||
		statement_fail(statement, STATEMENT_MISSING,
			       "there is no ECDSA signature, and no other is checked"));
}

/* The authority of the other signature is by the same issuer; its key is never used. */
static bool
check_chain(struct statement *statement, const struct roots *roots, const struct message *message)
{
	static const struct chain_level levels[] = {
		{.role = "assertion authority"}, {.role = "manufacturing"}, {.role = NULL}};
	struct certificate *found[LEVELS], *other;

	if (!chain_climb(statement, roots, ROOT_CRYPTO4A, message->authority, levels, found))
		return false;
	if (!certificate_has_usage(found[0], AUTHORITY_USAGE) || !certificate_may_sign(found[0]) ||
	    !certificate_may_issue(found[1]))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "a certificate may not be used as it is");
	other = certificate_child_of(&statement->certificates, found[1]);
	if (other != NULL && message->has_hss)
		other->role = "HSS authority, not used";
	return true;
}

static bool
check_signature(struct statement *statement, const struct message *message)
{
	if (!signature_dsa(certificate_pkey(message->authority), SIGNATURE_SHA384, message->claims,
			   message->signature))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "the claims are not signed by the assertion authority");
	if (message->has_hss)
		statement_warn(statement, "W_HSS: the HSS signature beside it is not checked");
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct cursor bytes = material->statement.bytes;
	struct message message;
	uint8_t *der = NULL;
	bool good;
	size_t size;

	statement->make = "Crypto4A QASM";
	if (is_pem(bytes)) {
		der = decode_pem(statement, bytes, &size);
		if (der == NULL)
			return false;
		bytes = cursor_over(der, size);
	}
	/* A pointer to a certificate is taken: the list does not move, and 16 are enough. */
	good = (split(&message, bytes) ||
		statement_fail(statement, STATEMENT_PARSE,
			       "the message is not of version 1, or not whole")) &&
	       read_parts(statement, &message) && check_chain(statement, roots, &message) &&
	       check_signature(statement, &message) &&
	       crypto4a_claims_read(statement, message.claims_contents);
	free(der);
	return good;
}

const struct format format_crypto4a = {"crypto4a-qasm", "Crypto4A QASM attestation message",
				       recognises, 0, read};
