/*
 * The service's log: W3C extended, "#Software: RMS", "#Version: 1.1", fields in the order that "#Fields:" gives, tabs between them. A file
 * may be several blobs one behind the other, each with these lines.
 */
#ifndef VERIFY_USAGE_SERVICE_H
#define VERIFY_USAGE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "verify/usage_row.h"

enum usage_service_field {
	USAGE_SERVICE_DATE,
	USAGE_SERVICE_TIME,
	USAGE_SERVICE_TYPE,
	USAGE_SERVICE_RESULT,
	USAGE_SERVICE_ADDRESS,
	USAGE_SERVICE_FIELDS,
};

enum { USAGE_SERVICE_MOST_COLUMNS = 64 };

/* What the last header said; all zero before the first. */
struct usage_service {
	bool is_software, is_version;
	uint8_t columns; /* 0 when the rows cannot be read */
	uint8_t field
		[USAGE_SERVICE_MOST_COLUMNS]; /* of each column, USAGE_SERVICE_FIELDS for no field of ours */
};

/* A line with '#' in front: a header is taken to heart, other ones mean nothing. */
void usage_service_header(struct usage_service *service, struct cursor line);

/* A line without. Returns NULL or why not. */
const char *
usage_service_row(const struct usage_service *service, struct cursor line, struct usage_row *row);

#endif
