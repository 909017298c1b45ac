/*
 * A request: a KEK and its terms, for one target of the plan, as a record in
 * requests/TARGET.request. Its words stand on the Request Sheets.
 */
#ifndef KEK_REQUEST_H
#define KEK_REQUEST_H

#include <stdint.h>

#include "ceremony/folder.h"
#include "ceremony/public_key.h"

enum {
	REQUEST_MOST_BYTES = 8192,
	REQUEST_MOST_ATTESTATIONS = 16,
	REQUEST_NAME_BYTES = 80,
};

struct request {
	struct record record;
	struct bytes bytes; /* what the record's values point into */
	struct digest digest;
	const char *target;
	const char *kek_id;
	const char *expires;     /* "never", or a time */
	int64_t expires_seconds; /* INT64_MAX: never */
	struct public_key kek;
};

/* What kek-accept knows when it writes one. */
struct request_terms {
	const char *kek_id;
	const char *expires;
	const struct public_key *kek;
	char attestations[REQUEST_MOST_ATTESTATIONS][DIGEST_TEXT_BYTES];
	size_t attestation_count;
	const char *import_token; /* its digest; NULL: the service has none */
};

/* "requests/TARGET.request", "requests/TARGET.import-token", and "requests/TARGET.attestation-N" with N from 1. */
void request_name(char name[REQUEST_NAME_BYTES], const char *target);
void request_token_name(char name[REQUEST_NAME_BYTES], const char *target);
void request_attestation_name(char name[REQUEST_NAME_BYTES], const char *target, size_t number);

/* Writes the record of a target into `text`; returns its size. */
size_t request_write(char text[REQUEST_MOST_BYTES], const struct folder *folder,
		     const struct plan_target *target, const struct request_terms *terms);

/* Pure: reads a record in place; the KEK is a strict SPKI. Returns NULL or why not. */
const char *
request_read(struct request *request, char *text, size_t size, struct record_problem *problem);

/*
 * NULL, or in which term a request is not the one for this target of this plan: ceremony, plan, mode, key,
 * profile, region, where, name, the KEK's identifier or size, an import token that must or must not be there.
 */
const char *request_check_plan(const struct request *request, const struct folder *folder,
			       const struct plan_target *target);

/* Appends the request's fact, after those of its attestations. `text` is its record, which was read before. */
void request_record(struct folder *folder, const struct plan_target *target, const char *text,
		    size_t size);

/* The request of a target, by its digest in the transcript, checked against the plan; refuses. Free with request_free. */
void request_open(struct request *request, const struct folder *folder,
		  const struct plan_target *target);

/* How many people have confirmed the request of that digest. */
unsigned request_confirmations(const struct folder *folder, const char *digest);

/* Refuses when the KEK is of a known weak form (weak.h): whatever another host said of it. */
void request_check_kek(const struct request *request);

/* Refuses when the KEK has expired at `now` (seconds); warns when less than two days are left. */
void request_check_expiry(const struct request *request, int64_t now);

/* The import token that the request names lies beside it; refuses. It stays on the connected side. */
void request_check_token(const struct request *request);

/* Releases the record and its text. */
void request_free(struct request *request);

#endif
