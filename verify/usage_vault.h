/*
 * A record of the vault's log, category AuditEvent: as blobs of insights-logs-auditevent have it, or as the table AZKVAuditLogs.
 */
#ifndef VERIFY_USAGE_VAULT_H
#define VERIFY_USAGE_VAULT_H

#include "verify/usage_row.h"

/* One record, a JSON object. Of the categories only policy evaluation is passed over, which says what a vault should be like; one that nobody
 * knows is read as audit. Texts with escapes are copied into a buffer that the next call uses again. Returns NULL or why not. */
const char *
usage_vault_row(const struct usage_key *key, struct cursor record, struct usage_row *row);

#endif
