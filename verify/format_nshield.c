/* Entrust nShield: what `nfkmattest bundle` writes for a key of a security world (reference 3). */
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/text.h"
#include "verify/nshield_acl.h"
#include "verify/nshield_warrant.h"

enum part {
	WARRANT,
	STATE,
	STATE_SIGNATURE,
	KEYGEN,
	KEYGEN_SIGNATURE,
	PUBLIC_KEY,
	OFFICER_KEY,
	HKM,
	HKMC,
	HKRE,
	HKRA,
	HKFIPS,
	WORLD_SIGNATURE,
	FIPS_WORLD_SIGNATURE,
	RECOVERY_SIGNATURE,
	PARTS,
};

/* A key that is kept has a world: without it, nothing says under which module keys it may lie. */
static const struct {
	const char *name;
	bool required;
} parts[PARTS] = {
	[WARRANT] = {"warrant", true},
	[STATE] = {"modstatemsg", true},
	[STATE_SIGNATURE] = {"modstatesig", true},
	[KEYGEN] = {"kcmsg", true},
	[KEYGEN_SIGNATURE] = {"kcsig", true},
	[PUBLIC_KEY] = {"pubkeydata", true},
	[OFFICER_KEY] = {"knsopub", true},
	[HKM] = {"hkm", true},
	[HKMC] = {"hkmc", true},
	[HKRE] = {"hkre", false},
	[HKRA] = {"hkra", false},
	[HKFIPS] = {"hkfips", false},
	[WORLD_SIGNATURE] = {"CertKMaKMCbKNSO", false},
	[FIPS_WORLD_SIGNATURE] = {"CertKMaKMCaKFIPSbKNSO", false},
	[RECOVERY_SIGNATURE] = {"CertKREaKRAbKNSO", false},
};

enum {
	TEXTS = 2, /* root, ciphersuite */
	STATE_CERTIFICATE = 4,
	KEYGEN_CERTIFICATE = 2,
	STATE_ESN = 2,
	STATE_KML = 3,
	STATE_KNSO = 5,
	STATE_KM_LIST = 6,
	STATE_KLF2 = 13,
	MOST_STATES = 16,
	MOST_KM = 64,
	GEN_RSA = 2,
	GEN_EC = 45,
	GEN_EC_EX = 47,
	PERMIT_EXPORT = 0x4,
	PERMIT_EXPAND = 0x40,
	PERMIT_DECRYPT = 0x100,
	PERMIT_UNWRAP = 0x400,
	PERMIT_SIGN = 0x1000 | 0x8000,
	BINDING_BYTES = 512,
};

struct bundle {
	uint8_t *data[PARTS];
	struct cursor part[PARTS]; /* `at` is NULL: not there */
	const char *suite;
};

/* What the module's state certificate says. */
struct state {
	struct ncore_key kml;
	const uint8_t *hknso;
	struct cursor km_list; /* of 20-byte hashes, 8 bytes behind each */
	unsigned seen;
};

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	(void)certificates;
	return json_text_kind(&material->json, "root") == JSON_IS_STRING &&
	       json_text_kind(&material->json, "kcmsg") != JSON_IS_MISSING;
}

static void
free_parts(struct bundle *bundle)
{
	for (size_t i = 0; i < PARTS; i++)
		free(bundle->data[i]);
}

static bool
take_part(struct bundle *bundle, struct statement *statement, const struct material *material,
	  size_t i)
{
	const char *why;
	size_t size;

	if (json_text_kind(&material->json, parts[i].name) == JSON_IS_MISSING)
		return !parts[i].required ||
		       statement_fail(statement, STATEMENT_MISSING, "%s is missing", parts[i].name);
	bundle->data[i] = material_blob(material, parts[i].name, &size, &why);
	if (bundle->data[i] == NULL)
		return statement_fail(statement, STATEMENT_PARSE, "%s %s", parts[i].name, why);
	bundle->part[i] = cursor_over(bundle->data[i], size);
	return true;
}

static bool
has(const struct bundle *bundle, enum part part)
{
	return bundle->part[part].at != NULL;
}

static bool
check_texts(struct bundle *bundle, struct statement *statement, const struct material *material)
{
	const char *root = json_text_string(&material->json, "root");

	bundle->suite = json_text_string(&material->json, "ciphersuite");
	if (strcmp(root, "KWARN-1") != 0)
		return statement_fail(statement, STATEMENT_VERSION,
				      "the root is '%.40s', and not 'KWARN-1'", root);
	if (bundle->suite == NULL)
		return statement_fail(statement, STATEMENT_MISSING, "ciphersuite is missing");
	if (strcmp(bundle->suite, "DLf1024s160mDES3") == 0 ||
	    strcmp(bundle->suite, "DLf1024s160mRijndael") == 0)
		return statement_fail(statement, STATEMENT_VERSION,
				      "the world's suite '%s' is too old to be relied upon",
				      bundle->suite);
	return strlen(bundle->suite) < 100 ||
	       statement_fail(statement, STATEMENT_PARSE, "ciphersuite is too long");
}

static bool
take_parts(struct bundle *bundle, struct statement *statement, const struct material *material)
{
	size_t found = TEXTS;

	for (size_t i = 0; i < PARTS; i++) {
		if (!take_part(bundle, statement, material, i))
			return false;
		found += has(bundle, (enum part)i);
	}
	if (!check_texts(bundle, statement, material))
		return false;
	if (found != json_text_count(&material->json, ""))
		return statement_fail(statement, STATEMENT_PARSE,
				      "there are other members than a bundle has");
	if (has(bundle, WORLD_SIGNATURE) == has(bundle, FIPS_WORLD_SIGNATURE) ||
	    has(bundle, HKFIPS) != has(bundle, FIPS_WORLD_SIGNATURE))
		return statement_fail(statement, STATEMENT_MISSING,
				      "just one signature that binds the world is wanted");
	return (has(bundle, HKRE) == has(bundle, HKRA) &&
		has(bundle, HKRE) == has(bundle, RECOVERY_SIGNATURE)) ||
	       statement_fail(statement, STATEMENT_MISSING,
			      "the world's recovery keys are not all there");
}

/* A key with its hash before it, and its mechanism behind it. */
static bool
take_hashed_key(struct cursor *from, struct ncore_key *key)
{
	uint8_t computed[NCORE_HASH_BYTES];
	const uint8_t *hash;
	uint32_t mechanism;

	if (!ncore_take_hash(from, &hash) || !ncore_take_key(from, key) ||
	    !ncore_take_word(from, &mechanism))
		return false;
	ncore_hash(computed, key);
	return memcmp(hash, computed, NCORE_HASH_BYTES) == 0;
}

static bool
same_key(const struct ncore_key *one, const struct ncore_key *other)
{
	uint8_t one_hash[NCORE_HASH_BYTES], other_hash[NCORE_HASH_BYTES];

	ncore_hash(one_hash, one);
	ncore_hash(other_hash, other);
	return memcmp(one_hash, other_hash, NCORE_HASH_BYTES) == 0;
}

static bool
take_state(struct state *state, struct cursor *from, const struct nshield_warrant *warrant)
{
	struct ncore_key klf2;
	struct cursor esn;
	uint32_t tag, count;

	if (!ncore_take_word(from, &tag) || tag >= 32 || (state->seen & 1u << tag))
		return false;
	state->seen |= 1u << tag;
	switch (tag) {
	case STATE_ESN:
		return ncore_take_string(from, &esn) && cursor_left(&esn) == strlen(warrant->esn) &&
		       memcmp(esn.at, warrant->esn, cursor_left(&esn)) == 0;
	case STATE_KML:
		return take_hashed_key(from, &state->kml);
	case STATE_KLF2:
		return take_hashed_key(from, &klf2) && same_key(&klf2, &warrant->klf2);
	case STATE_KNSO:
		return ncore_take_hash(from, &state->hknso) && ncore_take_word(from, &count);
	case STATE_KM_LIST:
		return ncore_take_word(from, &count) && count <= MOST_KM &&
		       cursor_split(from, count * (NCORE_HASH_BYTES + 8), &state->km_list);
	default:
		return false;
	}
}

static bool
read_state(struct state *state, struct statement *statement, const struct bundle *bundle,
	   const struct nshield_warrant *warrant)
{
	const unsigned all =
		1u << STATE_ESN | 1u << STATE_KML | 1u << STATE_KNSO | 1u << STATE_KM_LIST;
	struct cursor from = bundle->part[STATE];
	uint32_t type, flags, count;

	if (!ncore_verify(&warrant->klf2, from, bundle->part[STATE_SIGNATURE]))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "modstatemsg is not signed by the module of the warrant");
	if (!ncore_take_word(&from, &type) || type != STATE_CERTIFICATE ||
	    !ncore_take_word(&from, &flags) || flags != 0 || !ncore_take_word(&from, &count) ||
	    count > MOST_STATES)
		return statement_fail(statement, STATEMENT_PARSE,
				      "modstatemsg is no state certificate");
	for (uint32_t i = 0; i < count; i++)
		if (!take_state(state, &from, warrant))
			return statement_fail(
				statement, STATEMENT_PARSE,
				"the module's state is unknown, repeated, or does not "
				"fit its warrant");
	return ((state->seen & all) == all && cursor_left(&from) == 0) ||
	       statement_fail(statement, STATEMENT_PARSE, "the module's state is not whole");
}

static bool
take_hash_part(const struct bundle *bundle, enum part part, const uint8_t **hash)
{
	struct cursor from = bundle->part[part];

	return ncore_take_hash_ex(&from, hash) && cursor_left(&from) == 0;
}

static bool
lists_module_key(const struct state *state, const uint8_t *hkm)
{
	struct cursor left = state->km_list;
	const uint8_t *entry;

	while ((entry = cursor_take(&left, NCORE_HASH_BYTES + 8)) != NULL)
		if (memcmp(entry, hkm, NCORE_HASH_BYTES) == 0)
			return true;
	return false;
}

/* The signed words, their NUL, and hashes behind them. */
static bool
is_bound(const struct ncore_key *officer, const char *words, const uint8_t *const *hashes,
	 struct cursor signature)
{
	uint8_t message[BINDING_BYTES];
	size_t size = strlen(words) + 1;

	memcpy(message, words, size);
	for (; *hashes != NULL; hashes++) {
		memcpy(message + size, *hashes, NCORE_HASH_BYTES);
		size += NCORE_HASH_BYTES;
	}
	return ncore_verify(officer, cursor_over(message, size), signature);
}

static bool
check_recovery(struct statement *statement, const struct bundle *bundle,
	       const struct ncore_key *officer, struct nshield_acl_world *world)
{
	const uint8_t *hkra;

	world->hkre = NULL;
	if (!has(bundle, HKRE))
		return true;
	if (!take_hash_part(bundle, HKRE, &world->hkre) || !take_hash_part(bundle, HKRA, &hkra))
		return statement_fail(statement, STATEMENT_PARSE,
				      "a hash of a recovery key is not readable");
	return is_bound(officer, "Card Recovery",
			(const uint8_t *const[]){world->hknso, world->hkre, hkra, NULL},
			bundle->part[RECOVERY_SIGNATURE]) ||
	       statement_fail(statement, STATEMENT_SIGNATURE,
			      "the recovery keys are not bound to the world");
}

/* The world's officer binds module keys to the world; the module holds one of them. */
static bool
check_world(struct statement *statement, const struct bundle *bundle, const struct state *state,
	    struct nshield_acl_world *world)
{
	bool fips = has(bundle, HKFIPS);
	struct cursor from = bundle->part[OFFICER_KEY];
	const uint8_t *hkmc, *hkfips = NULL;
	uint8_t computed[NCORE_HASH_BYTES];
	struct ncore_key officer;
	char words[BINDING_BYTES / 2];

	if (!ncore_take_key(&from, &officer) || cursor_left(&from) != 0 ||
	    !take_hash_part(bundle, HKM, &world->hkm) || !take_hash_part(bundle, HKMC, &hkmc) ||
	    (fips && !take_hash_part(bundle, HKFIPS, &hkfips)))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the world's keys are not readable");
	world->hknso = state->hknso;
	ncore_hash(computed, &officer);
	if (memcmp(computed, state->hknso, NCORE_HASH_BYTES) != 0 ||
	    !lists_module_key(state, world->hkm))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the world is not the one that the module is in");
	snprintf(words, sizeof words, "Module %s suite = %s",
		 fips ? "setup, FIPS3;" : "keys:", bundle->suite);
	if (!is_bound(&officer, words,
		      (const uint8_t *const[]){state->hknso, world->hkm, hkmc, hkfips, NULL},
		      bundle->part[fips ? FIPS_WORLD_SIGNATURE : WORLD_SIGNATURE]))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "the module keys are not bound to the world");
	if (fips)
		statement->fips = ATTRIBUTE_YES;
	return check_recovery(statement, bundle, &officer, world);
}

/* How the key was made: its kind, and numbers that its public half must fit. */
static bool
take_kind(struct cursor *from, const struct ncore_key *key)
{
	uint32_t type, flags, bits, curve, checks;
	struct ncore_number exponent;

	if (!ncore_take_word(from, &type))
		return false;
	if (type == GEN_EC || type == GEN_EC_EX)
		return ncore_take_word(from, &curve) && key->type == NCORE_ECDSA &&
		       curve == (uint32_t)key->curve;
	return type == GEN_RSA && ncore_take_word(from, &flags) && flags <= 7 &&
	       ncore_take_word(from, &bits) &&
	       (!(flags & 1) || ncore_take_number(from, &exponent)) &&
	       (!(flags & 2) || ncore_take_word(from, &checks)) && key->type == NCORE_RSA &&
	       bits == key->numbers[1].size * 8;
}

static void
describe(struct statement *statement, const struct nshield_acl *acl, const uint8_t *hknso)
{
	static const char *const protections[] = {"none", "module", "softcard", "cardset"};
	char world[2 * NCORE_HASH_BYTES + 1];

	text_to_hex(world, hknso, NCORE_HASH_BYTES);
	statement_note(statement, true, "security world (HKNSO)", "%s", world);
	statement_note(statement, true, "protection", "%s", protections[acl->protection]);
	statement_note(statement, true, "permissions", "0x%04x", acl->permissions);
	if (acl->exports != NULL)
		statement_note(statement, true, "could leave", "%s", acl->exports);
	statement_imply(statement, ATTRIBUTE_PRIVATE, true);
	statement_imply(statement, ATTRIBUTE_LOCAL, true);
	statement_set(statement, ATTRIBUTE_EXTRACTABLE, acl->exports != NULL);
	statement_set(statement, ATTRIBUTE_NEVER_EXTRACTABLE, acl->exports == NULL);
	statement_set(statement, ATTRIBUTE_SENSITIVE, acl->exports == NULL);
	statement_set(statement, ATTRIBUTE_ALWAYS_SENSITIVE, acl->exports == NULL);
	statement_set(statement, ATTRIBUTE_DECRYPT, (acl->permissions & PERMIT_DECRYPT) != 0);
	statement_set(statement, ATTRIBUTE_SIGN, (acl->permissions & PERMIT_SIGN) != 0);
	statement_set(statement, ATTRIBUTE_DERIVE, acl->derives);
	statement_set(statement, ATTRIBUTE_UNWRAP, (acl->permissions & PERMIT_UNWRAP) != 0);
	/* As a blob key, a private key opens; only a public one wraps. */
	statement_imply(statement, ATTRIBUTE_WRAP, false);
	/* A list can only shrink, where nothing in it permits it to grow, and no officer either. */
	statement_set(statement, ATTRIBUTE_MODIFIABLE,
		      acl->exports != NULL || (acl->officers & PERMIT_EXPAND) != 0);
	if (acl->officers & PERMIT_EXPORT)
		statement_warn(statement,
			       "W_RECOVERABLE: the list lets the world's officer permit a "
			       "plain export");
	statement_set(statement, ATTRIBUTE_RECOVERABLE, acl->recoverable);
}

static bool
read_keygen(struct statement *statement, const struct bundle *bundle, const struct state *state,
	    const struct nshield_acl_world *world)
{
	struct cursor from = bundle->part[KEYGEN], public_half = bundle->part[PUBLIC_KEY];
	uint8_t computed[NCORE_HASH_BYTES];
	struct nshield_acl acl;
	struct ncore_key key;
	const uint8_t *hka;
	uint32_t type, flags;
	const char *why;

	if (!ncore_verify(&state->kml, from, bundle->part[KEYGEN_SIGNATURE]))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "kcmsg is not signed by the module");
	if (!ncore_take_key(&public_half, &key) || cursor_left(&public_half) != 0)
		return statement_fail(statement, STATEMENT_PARSE, "pubkeydata is not readable");
	if (!ncore_take_word(&from, &type) || type != KEYGEN_CERTIFICATE ||
	    !ncore_take_word(&from, &flags) || flags != 0)
		return statement_fail(statement, STATEMENT_PARSE,
				      "kcmsg is no certificate of a key's generation");
	ncore_hash(computed, &key);
	if (cursor_left(&from) < NCORE_HASH_BYTES ||
	    memcmp(from.end - NCORE_HASH_BYTES, computed, NCORE_HASH_BYTES) != 0)
		return statement_fail(statement, STATEMENT_KEY_MISMATCH,
				      "kcmsg is of another key than pubkeydata");
	if (!take_kind(&from, &key))
		return statement_fail(statement, STATEMENT_PARSE,
				      "kcmsg was not made for a key of this kind");
	why = nshield_acl_take(&acl, &from, world);
	if (why == NULL && (!ncore_take_hash(&from, &hka) || cursor_left(&from) != 0))
		why = "something is behind it";
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the access control list: %s",
				      why);
	why = ncore_public_key(&statement->key, &key);
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = true;
	describe(statement, &acl, state->hknso);
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	const struct root *root = root_of(roots, ROOT_NSHIELD);
	struct bundle bundle = {.suite = NULL};
	struct nshield_warrant warrant;
	struct state state = {.seen = 0};
	struct nshield_acl_world world;
	bool good;

	statement->make = "Entrust nShield";
	if (root == NULL)
		return statement_fail(statement, STATEMENT_ROOT, "there is no root for nShield");
	good = take_parts(&bundle, statement, material) &&
	       nshield_warrant_read(&warrant, statement, bundle.part[WARRANT], root->key) &&
	       read_state(&state, statement, &bundle, &warrant) &&
	       check_world(statement, &bundle, &state, &world) &&
	       read_keygen(statement, &bundle, &state, &world);
	free_parts(&bundle);
	return good;
}

const struct format format_nshield = {"nshield", "Entrust nShield nfkmattest bundle", recognises, 0,
				      read};
