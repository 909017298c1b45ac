#include "nshield_acl.h"

#include <string.h>

enum {
	MOST_GROUPS = 16,
	MOST_ITEMS = 32,
	GROUP_CERTIFIER = 1,
	GROUP_CERTIFIER_MECH = 4,
	GROUP_MODULE = 8,
	GROUP_CERTIFIER_EX = 0x40,
	GROUP_KNOWN = 1 | 2 | 4 | 8 | 0x20 | 0x40,
	LIMIT_GLOBAL = 1,
	LIMIT_TIME = 3,
	LIMIT_GLOBAL_EX = 6,
	ACT_PERMISSIONS = 1,
	ACT_MAKE_BLOB = 2,
	ACT_MAKE_ARCHIVE = 3,
	ACT_DERIVE = 5,
	ACT_DERIVE_EX = 47,
	PERMISSIONS_KNOWN = 0xffff,
	EXPORT_AS_PLAIN = 0x4,
	SET_APP_DATA = 0x10,
	EXPAND_ACL = 0x40,
	USE_AS_KM = 0x800,
	USE_AS_LOADER = 0x4000,
	BLOB_MODULE = 1,
	BLOB_KM_HASH = 4,
	BLOB_KT_HASH = 8,
	BLOB_TOKEN = 0x10,
	BLOB_NULL_TOKEN = 0x20,
	BLOB_FILE = 0x40,
	BLOB_KNOWN = 0x7f,
	TOKEN_SOFTCARD = 4,
	ARCHIVE_HASH = 1,
	ARCHIVE_FILE = 2,
	DERIVE_PUBLIC = 29,
};

/* What a group does, before it is known who must certify it. */
struct group {
	struct nshield_acl does;
	bool archives;
};

struct reading {
	struct cursor *from;
	const struct nshield_acl_world *world;
};

static bool
is_hash(const uint8_t *one, const uint8_t *other)
{
	return memcmp(one, other, NCORE_HASH_BYTES) == 0;
}

static const char *
take_limits(struct cursor *from)
{
	uint32_t count, type, value;
	const uint8_t *hash;

	if (!ncore_take_word(from, &count) || count > MOST_ITEMS)
		return "limits of use are not readable";
	for (uint32_t i = 0; i < count; i++) {
		if (!ncore_take_word(from, &type))
			return "limits of use are not readable";
		if (type == LIMIT_GLOBAL || type == LIMIT_GLOBAL_EX) {
			if (!ncore_take_hash(from, &hash) || !ncore_take_word(from, &value))
				return "a limit of use is not readable";
		} else if (type != LIMIT_TIME || !ncore_take_word(from, &value)) {
			return "a limit of use is of an unknown kind";
		}
	}
	return NULL;
}

static bool
take_file(struct cursor *from)
{
	uint32_t flags, devices;
	const uint8_t *hash;

	return ncore_take_word(from, &flags) && flags <= 3 &&
	       (!(flags & 1) || ncore_take_word(from, &devices)) &&
	       (!(flags & 2) || ncore_take_hash(from, &hash));
}

static const char *
take_permissions(struct cursor *from, struct group *group)
{
	static const struct {
		uint32_t bit;
		const char *how;
	} forbidden[] = {
		{EXPORT_AS_PLAIN, "ExportAsPlain is permitted"},
		{EXPAND_ACL, "ExpandACL is permitted: everything else could be"},
		{SET_APP_DATA, "SetAppData is permitted"},
		{USE_AS_KM, "UseAsKM is permitted"},
		{USE_AS_LOADER, "UseAsLoaderKey is permitted"},
	};
	uint32_t bits;

	if (!ncore_take_word(from, &bits) || (bits & ~(uint32_t)PERMISSIONS_KNOWN) != 0)
		return "permissions are unknown";
	group->does.permissions |= bits;
	for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
		if ((bits & forbidden[i].bit) && group->does.exports == NULL)
			group->does.exports = forbidden[i].how;
	return NULL;
}

static const char *
take_blob(struct cursor *from, struct group *group, const uint8_t *hkm)
{
	uint32_t flags, token_flags = 0, word;
	const uint8_t *km = NULL, *kt;
	const char *how = NULL;

	if (!ncore_take_word(from, &flags) || (flags & ~(uint32_t)BLOB_KNOWN) != 0 ||
	    ((flags & BLOB_KM_HASH) && !ncore_take_hash(from, &km)) ||
	    ((flags & BLOB_KT_HASH) && !ncore_take_hash(from, &kt)))
		return "the making of blobs is not readable";
	if (flags & BLOB_TOKEN) {
		if (!ncore_take_word(from, &token_flags) || !ncore_take_word(from, &word) ||
		    !ncore_take_word(from, &word) || !ncore_take_word(from, &word))
			return "the token of a blob is not readable";
	}
	if ((flags & BLOB_FILE) && !take_file(from))
		return "the file of a blob is not readable";
	if (km == NULL || !is_hash(km, hkm))
		how = "a blob may be made under another module key than the world's";
	else if (flags & BLOB_NULL_TOKEN)
		how = "a blob may be made under no token";
	else if (!(flags & (BLOB_MODULE | BLOB_KT_HASH)))
		how = "a blob may be made under any token";
	else if ((flags & BLOB_KT_HASH) && !(flags & BLOB_TOKEN))
		how = "a blob may be made under a token without terms";
	if (how != NULL && group->does.exports == NULL)
		group->does.exports = how;
	group->does.protection = flags & BLOB_MODULE            ? NSHIELD_ACL_MODULE
				 : token_flags & TOKEN_SOFTCARD ? NSHIELD_ACL_SOFTCARD
								: NSHIELD_ACL_CARDSET;
	return NULL;
}

static const char *
take_archive(struct cursor *from, struct group *group, const uint8_t *hkre)
{
	uint32_t flags, mechanism;
	const uint8_t *hash = NULL;

	if (!ncore_take_word(from, &flags) || flags > (ARCHIVE_HASH | ARCHIVE_FILE) ||
	    !ncore_take_word(from, &mechanism) ||
	    ((flags & ARCHIVE_HASH) && !ncore_take_hash(from, &hash)) ||
	    ((flags & ARCHIVE_FILE) && !take_file(from)))
		return "the making of archive blobs is not readable";
	/* Under a key of somebody else's, it is a copy for him. */
	if ((hash == NULL || hkre == NULL || !is_hash(hash, hkre)) && group->does.exports == NULL)
		group->does.exports =
			"an archive may be made under another key than the world's recovery key";
	group->archives = true;
	return NULL;
}

static const char *
take_derivation(struct cursor *from, struct group *group)
{
	uint32_t flags, role, mechanism, keys;

	if (!ncore_take_word(from, &flags) || flags != 0 || !ncore_take_word(from, &role) ||
	    !ncore_take_word(from, &mechanism) || !ncore_take_word(from, &keys) || keys != 0)
		return "a derivation is not readable";
	if (mechanism == DERIVE_PUBLIC)
		return NULL;
	group->does.derives = true;
	if (group->does.exports == NULL)
		group->does.exports = "other keys may be derived from it";
	return NULL;
}

static const char *
take_action(struct reading *reading, struct group *group)
{
	uint32_t type;

	if (!ncore_take_word(reading->from, &type))
		return "an action is not readable";
	switch (type) {
	case ACT_PERMISSIONS:
		return take_permissions(reading->from, group);
	case ACT_MAKE_BLOB:
		return take_blob(reading->from, group, reading->world->hkm);
	case ACT_MAKE_ARCHIVE:
		return take_archive(reading->from, group, reading->world->hkre);
	case ACT_DERIVE:
	case ACT_DERIVE_EX:
		return take_derivation(reading->from, group);
	default:
		return "an action is of an unknown kind";
	}
}

/* Who must certify the group's use; `officer` stays true while it is the world's security officer. */
static const char *
take_certifiers(struct reading *reading, uint32_t flags, bool *certified, bool *officer)
{
	struct cursor *from = reading->from, module;
	const uint8_t *hashes[3] = {NULL};
	uint32_t mechanism;

	if (((flags & GROUP_CERTIFIER) && !ncore_take_hash(from, &hashes[0])) ||
	    ((flags & GROUP_CERTIFIER_MECH) &&
	     (!ncore_take_hash(from, &hashes[1]) || !ncore_take_word(from, &mechanism))) ||
	    ((flags & GROUP_MODULE) && !ncore_take_string(from, &module)) ||
	    ((flags & GROUP_CERTIFIER_EX) &&
	     (!ncore_take_hash_ex(from, &hashes[2]) || !ncore_take_word(from, &mechanism))))
		return "the certifier of a group is not readable";
	*certified = false;
	*officer = true;
	for (size_t i = 0; i < 3; i++) {
		*certified = *certified || hashes[i] != NULL;
		*officer = *officer &&
			   (hashes[i] == NULL || is_hash(hashes[i], reading->world->hknso));
	}
	return NULL;
}

/* What the officer may do is recovery; what another certifier may do is not known to be harmless. */
static void
merge(struct nshield_acl *acl, const struct group *group, bool certified, bool officer)
{
	const char *exports = group->does.exports;

	if (certified) {
		acl->recoverable = acl->recoverable || officer;
		acl->officers |= group->does.permissions;
		exports = officer ? NULL : "somebody else's certificate opens more";
	} else {
		acl->permissions |= group->does.permissions;
		acl->derives = acl->derives || group->does.derives;
		acl->recoverable = acl->recoverable || group->archives;
		if (group->does.protection != NSHIELD_ACL_NONE &&
		    (acl->protection == NSHIELD_ACL_NONE ||
		     group->does.protection < acl->protection))
			acl->protection = group->does.protection;
	}
	if (acl->exports == NULL)
		acl->exports = exports;
}

static const char *
take_group(struct nshield_acl *acl, struct reading *reading)
{
	struct group group = {.archives = false};
	uint32_t flags, actions;
	bool certified, officer;
	const char *why;

	if (!ncore_take_word(reading->from, &flags) || (flags & ~(uint32_t)GROUP_KNOWN) != 0)
		return "a group has unknown flags";
	why = take_limits(reading->from);
	if (why != NULL)
		return why;
	if (!ncore_take_word(reading->from, &actions) || actions > MOST_ITEMS)
		return "a group's actions are not readable";
	for (uint32_t i = 0; i < actions; i++) {
		why = take_action(reading, &group);
		if (why != NULL)
			return why;
	}
	why = take_certifiers(reading, flags, &certified, &officer);
	if (why == NULL)
		merge(acl, &group, certified, officer);
	return why;
}

const char *
nshield_acl_take(struct nshield_acl *acl, struct cursor *from,
		 const struct nshield_acl_world *world)
{
	struct reading reading = {from, world};
	uint32_t groups;

	*acl = (struct nshield_acl){.exports = NULL};
	if (!ncore_take_word(from, &groups) || groups == 0 || groups > MOST_GROUPS)
		return "the number of groups is not readable";
	for (uint32_t i = 0; i < groups; i++) {
		const char *why = take_group(acl, &reading);

		if (why != NULL)
			return why;
	}
	return NULL;
}
