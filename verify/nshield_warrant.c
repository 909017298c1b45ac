#include "nshield_warrant.h"

#include <stdio.h>
#include <string.h>

#include "verify/ddds.h"
#include "verify/signature.h"

enum { SIGNATURE_BYTES = 132, LEAST_CERTIFICATES = 1, MOST_CERTIFICATES = 8 };

/* [ECDSA, Public, NISTP521, [x, y]] */
static bool
read_key(struct cursor item, struct ncore_key *key)
{
	struct ddds_item number;

	*key = (struct ncore_key){.type = NCORE_ECDSA, .curve = NCORE_P521, .count = 2};
	if (!ddds_take_list(&item, 4) || !ddds_take_symbol(&item, "ECDSA") ||
	    !ddds_take_symbol(&item, "Public") || !ddds_take_symbol(&item, "NISTP521") ||
	    !ddds_take_list(&item, 2))
		return false;
	for (size_t i = 0; i < 2; i++)
		if (!ddds_take(&item, &number) || number.kind != DDDS_NUMBER ||
		    !ncore_number_from(&key->numbers[i], number.bytes))
			return false;
	return cursor_left(&item) == 0;
}

/* [ECDSA, [EMSA1, SHA512]] */
static bool
is_known_mechanism(struct cursor item)
{
	return ddds_take_list(&item, 2) && ddds_take_symbol(&item, "ECDSA") &&
	       ddds_take_list(&item, 2) && ddds_take_symbol(&item, "EMSA1") &&
	       ddds_take_symbol(&item, "SHA512") && cursor_left(&item) == 0;
}

static bool
find_string(struct cursor map, const char *name, char text[STATEMENT_TEXT_BYTES])
{
	struct cursor value, bytes;

	if (!ddds_find(map, name, &value) || !ddds_take_string(&value, &bytes))
		return false;
	statement_text(text, bytes.at, cursor_left(&bytes));
	return true;
}

static bool
is_type(struct cursor payload, const char *type)
{
	struct cursor value;

	return ddds_find(payload, "WarrantCertificateType", &value) &&
	       ddds_take_symbol(&value, type);
}

static bool
check_signature(struct cursor payload, struct cursor signature, const struct ncore_key *signer)
{
	struct evp_pkey_st *key = ncore_pkey(signer);
	struct cursor r = {signature.at, signature.at + SIGNATURE_BYTES / 2};
	struct cursor s = {signature.at + SIGNATURE_BYTES / 2, signature.end};
	bool good = key != NULL && signature_dsa_numbers(key, SIGNATURE_SHA512, payload, r, s);

	ncore_free(key);
	return good;
}

/* Takes a certificate and its payload, signed by `signer`. */
static bool
take_certificate(struct statement *statement, struct cursor *list, const struct ncore_key *signer,
		 struct cursor *payload)
{
	struct cursor certificate, value, signature, map;
	struct ddds_item head;

	if (!ddds_take_whole(list, &certificate))
		return statement_fail(statement, STATEMENT_PARSE, "the warrant is not readable");
	map = certificate;
	if (!ddds_take(&map, &head) || head.kind != DDDS_MAP || head.count != 2 ||
	    !ddds_find(certificate, "Payload", &value) || !ddds_take_string(&value, payload) ||
	    !ddds_find(certificate, "Signature", &value) || !ddds_take_string(&value, &signature) ||
	    cursor_left(&signature) != SIGNATURE_BYTES)
		return statement_fail(statement, STATEMENT_PARSE,
				      "a certificate of the warrant is not readable");
	return check_signature(*payload, signature, signer) ||
	       statement_fail(statement, STATEMENT_CHAIN,
			      "a certificate of the warrant is not signed by the one before it");
}

static bool
read_delegation(struct statement *statement, struct cursor payload, struct ncore_key *next)
{
	struct cursor key, mechanism;

	return (is_type(payload, "Delegation") && ddds_find(payload, "DelegateKey", &key) &&
		read_key(key, next) && ddds_find(payload, "SigMech", &mechanism) &&
		is_known_mechanism(mechanism)) ||
	       statement_fail(statement, STATEMENT_CHAIN,
			      "a certificate of the warrant does not delegate");
}

/* [[FIPS140, 2, 3, ...]]: the module was approved; whether it runs in that mode is the world's. */
static void
note_approval(struct statement *statement, struct cursor payload)
{
	struct ddds_item version, level;
	struct cursor value;

	if (ddds_find(payload, "Approvals", &value) && ddds_take_list(&value, 1) &&
	    ddds_take_list(&value, 4) && ddds_take_symbol(&value, "FIPS140") &&
	    ddds_take(&value, &version) && version.kind == DDDS_SMALL &&
	    ddds_take(&value, &level) && level.kind == DDDS_SMALL)
		statement_note(statement, true, "module approved", "FIPS 140-%zu level %zu",
			       version.count, level.count);
}

static bool
read_module(struct nshield_warrant *warrant, struct statement *statement, struct cursor payload)
{
	bool upgraded = is_type(payload, "FieldUpgradeModuleInformation");
	char physical[STATEMENT_TEXT_BYTES];
	struct cursor key, mechanism;

	if (!upgraded && !is_type(payload, "ModuleInformation"))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the warrant does not end in a module");
	if (!ddds_find(payload, "KLF2pub", &key) || !read_key(key, &warrant->klf2) ||
	    !ddds_find(payload, "KLF2mech", &mechanism) || !is_known_mechanism(mechanism) ||
	    !find_string(payload, "ElectronicSerialNumber", warrant->esn))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the module of the warrant is not readable");
	snprintf(statement->serial, sizeof statement->serial, "%s", warrant->esn);
	if (find_string(payload, "PhysicalSerialNumber", physical))
		statement_note(statement, true, "physical serial", "%s", physical);
	note_approval(statement, payload);
	if (upgraded)
		statement_warn(statement,
			       "W_LEGACY: the module got its warrant in the field, on the "
			       "word of an older key (DSA 1024)");
	return true;
}

bool
nshield_warrant_read(struct nshield_warrant *warrant, struct statement *statement,
		     struct cursor bytes, struct evp_pkey_st *root)
{
	struct ncore_key signer;
	struct ddds_item list;
	struct cursor payload;

	if (!ncore_key_from_p521(&signer, root))
		return statement_fail(statement, STATEMENT_ROOT, "the root is no P-521 key");
	if (!ddds_take(&bytes, &list) || list.kind != DDDS_LIST ||
	    list.count < 1 + LEAST_CERTIFICATES || list.count > 1 + MOST_CERTIFICATES ||
	    !ddds_take_symbol(&bytes, "KWARN-1"))
		return statement_fail(statement, STATEMENT_PARSE, "the warrant is not readable");
	for (size_t i = 1; i < list.count; i++) {
		if (!take_certificate(statement, &bytes, &signer, &payload))
			return false;
		if (i + 1 < list.count && !read_delegation(statement, payload, &signer))
			return false;
	}
	if (cursor_left(&bytes) != 0)
		return statement_fail(statement, STATEMENT_PARSE,
				      "the warrant has something behind its end");
	return read_module(warrant, statement, payload);
}
