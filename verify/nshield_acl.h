/*
 * The access control list of an nShield key (reference 3.5): what it permits without anybody's certificate, and
 * what the world's security officer could still do.
 */
#ifndef VERIFY_NSHIELD_ACL_H
#define VERIFY_NSHIELD_ACL_H

#include "verify/ncore.h"

/* From the weakest; where a list permits several, the weakest counts. */
enum nshield_acl_protection {
	NSHIELD_ACL_NONE, /* it is not kept */
	NSHIELD_ACL_MODULE,
	NSHIELD_ACL_SOFTCARD,
	NSHIELD_ACL_CARDSET,
};

struct nshield_acl {
	uint32_t permissions; /* of all groups that need no certificate */
	uint32_t officers;    /* what the world's officer may certify besides */
	bool derives;         /* more than its public half */
	bool recoverable;
	enum nshield_acl_protection protection;
	const char *exports; /* how the key could leave, or NULL */
};

/* Hashes of the world's keys. */
struct nshield_acl_world {
	const uint8_t *hkm;   /* the module key */
	const uint8_t *hknso; /* the security officer's */
	const uint8_t *hkre;  /* the recovery key; NULL: the world has none */
};

/* Takes the list. Returns NULL or why it is not readable. */
const char *nshield_acl_take(struct nshield_acl *acl, struct cursor *from,
			     const struct nshield_acl_world *world);

#endif
