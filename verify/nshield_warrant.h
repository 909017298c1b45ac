/*
 * The warrant of an nShield module (reference 3.2): from Entrust's root to the module's own key, certificate by
 * certificate.
 */
#ifndef VERIFY_NSHIELD_WARRANT_H
#define VERIFY_NSHIELD_WARRANT_H

#include "verify/ncore.h"
#include "verify/statement.h"

struct nshield_warrant {
	struct ncore_key klf2; /* signs the module's state */
	char esn[STATEMENT_TEXT_BYTES];
};

/* Verifies a warrant by the root's key; fills in serial number and notes. False after statement_fail. */
bool nshield_warrant_read(struct nshield_warrant *warrant, struct statement *statement,
			  struct cursor bytes, struct evp_pkey_st *root);

#endif
