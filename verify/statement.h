/*
 * What a statement says of one key, once its format has read it: the attributes that policies are asked about,
 * the key, the device, the owner, the chain, and the first thing that was wrong.
 *
 * A format fills it in by the functions below. Attributes, key and names come from signed bytes alone.
 */
#ifndef VERIFY_STATEMENT_H
#define VERIFY_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/public_key.h"
#include "verify/attribute.h"
#include "verify/certificate.h"

enum {
	STATEMENT_TEXT_BYTES = 200,
	STATEMENT_WHY_BYTES = 400,
	STATEMENT_MOST_NOTES = 24,
	STATEMENT_MOST_WARNINGS = 24,
	STATEMENT_DATES_BYTES = 48,
};

/* Why a statement is not good (reference 1.6). */
enum statement_class {
	STATEMENT_SOUND,
	STATEMENT_PARSE,        /* its structure */
	STATEMENT_VERSION,      /* a format or version that is not known */
	STATEMENT_SIGNATURE,    /* the statement's own signature */
	STATEMENT_CHAIN,        /* a link, a role, the depth, a date */
	STATEMENT_ROOT,         /* a root that is not pinned */
	STATEMENT_KEY_MISMATCH, /* another key is attested */
	STATEMENT_POLICY,       /* an attribute is not as the policy wants it */
	STATEMENT_MISSING,      /* a part or an attribute that is needed is not there */
	STATEMENT_CLASSES,
};

struct statement_attribute {
	enum attribute_value value;
	bool implied; /* by what the vendor says it makes statements of, and not by a field */
};

/* A line of the table below the verdict. */
struct statement_note {
	const char *label;
	bool is_signed;
	char text[STATEMENT_TEXT_BYTES];
};

struct statement {
	enum statement_class failure;
	char why[STATEMENT_WHY_BYTES];
	struct statement_attribute attributes[ATTRIBUTE_COUNT];
	struct public_key key;
	bool has_key;
	const char *make;                  /* "Marvell LiquidSecurity" */
	char serial[STATEMENT_TEXT_BYTES]; /* empty: not stated; so below */
	char firmware[STATEMENT_TEXT_BYTES];
	char owner[CERTIFICATE_TEXT_BYTES];
	enum attribute_value fips;
	struct digest owner_root; /* of a root that is the owner's own, and no pin of ours */
	bool has_owner_root;
	bool owner_shown; /* the owner's chain ends in a pinned root */
	/*
	 * The object's name inside the HSM, where the format carries one: `name` is the form to compare an
	 * identifier with, by `name_is`, which returns whether they are the same.
	 */
	char name[STATEMENT_TEXT_BYTES];
	bool (*name_is)(const char *name, const char *identifier);
	struct certificates certificates;
	struct statement_note notes[STATEMENT_MOST_NOTES];
	size_t note_count;
	char warnings[STATEMENT_MOST_WARNINGS][STATEMENT_TEXT_BYTES];
	size_t warning_count;
};

/* "E_SIG" */
const char *statement_class_name(enum statement_class failure);

/* Keeps the first failure: a class and a sentence. Returns false, for the caller to return. */
bool statement_fail(struct statement *statement, enum statement_class failure, const char *format,
		    ...) __attribute__((format(printf, 3, 4)));

/* An attribute as a signed field has it, or as the vendor's way of making statements implies it. */
void statement_set(struct statement *statement, enum attribute attribute, bool value);
void statement_imply(struct statement *statement, enum attribute attribute, bool value);

/* A private key that was made in the HSM and cannot leave it, as a maker's word has it where no field says so: six attributes, implied. */
void statement_imply_born_inside(struct statement *statement);

/* The key of a certificate is the attested one. Returns false, and fails the statement, where it cannot be read. */
bool statement_take_key(struct statement *statement, const struct certificate *leaf);

/* A line for the table; one too many dies. */
void statement_note(struct statement *statement, bool is_signed, const char *label,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A line that begins with its class: "W_LEGACY: ...". */
void statement_warn(struct statement *statement, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Bytes from outside as printable ASCII, cut at the end, '?' for what is not. */
void statement_text(char text[STATEMENT_TEXT_BYTES], const void *bytes, size_t size);

#endif
