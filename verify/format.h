/*
 * The formats of statements: a table, a row each, in a file of its own. A format knows its statements by
 * their bytes, and reads what they say; what a policy wants of it is asked elsewhere (attestation.h).
 *
 * Facts, and what each does and does not prove: docs/attestation.md.
 */
#ifndef VERIFY_FORMAT_H
#define VERIFY_FORMAT_H

#include "verify/material.h"
#include "verify/root.h"
#include "verify/statement.h"

struct format {
	const char *name;  /* "azure-managed-hsm" */
	const char *title; /* "Azure Managed HSM" */
	bool (*recognises)(const struct material *material,
			   const struct certificates *certificates);
	size_t files_beside; /* that are no certificates: a detached signature */
	/*
	 * Genuine and whole: true when the chain ends in a root of `roots`, every certificate that was used has its
	 * role, every signature holds and nothing is left over; then the statement is filled in. Else false, after
	 * statement_fail. The statement's certificates are those of the files; a format adds what it unpacks, and
	 * the caller refuses one that is left without a role. Dates are the caller's too.
	 */
	bool (*read)(struct statement *statement, const struct material *material,
		     const struct roots *roots);
};

/* The rows, the last NULL. */
const struct format *const *format_table(void);

extern const struct format format_azure, format_google, format_nshield, format_yubihsm,
	format_yubikey, format_luna, format_securosys, format_fortanix, format_crypto4a;

#endif
