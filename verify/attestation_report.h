/*
 * A judgement told: to people on standard error, to programs as one JSON object on standard output.
 */
#ifndef VERIFY_ATTESTATION_REPORT_H
#define VERIFY_ATTESTATION_REPORT_H

#include "verify/attestation.h"

/* The verdict on the first line, why below it, then the table. */
void attestation_report(const struct attestation *attestation,
			const struct attestation_question *question);

/* One object and a line end, members in the order of docs/formats.md. */
void attestation_report_json(const struct attestation *attestation,
			     const struct attestation_question *question);

/* What people do where nobody attests. */
void attestation_report_unattestable(const struct unattestable *unattestable);

/* The formats that are checked, and what nobody can attest, on standard output. */
void attestation_report_formats(void);

#endif
