/*
 * From a certificate up to a pinned root, link by link and just as deep as a format says (reference 1.3): each
 * link is the issuer's name and its signature, and nobody issues who says that he may not.
 */
#ifndef VERIFY_CHAIN_H
#define VERIFY_CHAIN_H

#include "verify/root.h"
#include "verify/statement.h"

/* A level of a chain, from the bottom. */
struct chain_level {
	const char *role;
	bool may_deny; /* it may issue although it says CA:FALSE: a vendor's quirk */
	bool is_loose; /* its own signature may be as certificate_issued_loosely takes it */
};

/*
 * Gives `bottom`, which is a certificate of the statement, the role of levels[0], finds among the certificates without a role
 * the one that issued it, and so on; the last level is issued by a root of `use`. A certificate of that root itself gets
 * the role "root". `levels` ends with a NULL role; found[i] is set for each.
 * False after statement_fail: E_CHAIN for a link, a role or the depth, E_ROOT for the root.
 */
bool chain_climb(struct statement *statement, const struct roots *roots, enum root_use use,
		 struct certificate *bottom, const struct chain_level *levels,
		 struct certificate **found);

/* The certificate without a role that issued this one; NULL: none. `is_loose` as above. */
struct certificate *
chain_issuer(struct statement *statement, const struct certificate *child, bool is_loose);

#endif
