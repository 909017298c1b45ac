/*
 * The claims of a Crypto4A attestation message (reference 8): about the module, and about one key.
 */
#ifndef VERIFY_CRYPTO4A_CLAIMS_H
#define VERIFY_CRYPTO4A_CLAIMS_H

#include "ceremony/cursor.h"
#include "verify/statement.h"

/* Fills in the statement from the contents of the claims' SEQUENCE. False after statement_fail. */
bool crypto4a_claims_read(struct statement *statement, struct cursor contents);

#endif
