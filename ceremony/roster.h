/*
 * The roster: whose token is whose, with the secrets that decode what the tokens type; and the age file under a passphrase that it
 * is kept in, roster-1.age, roster-2.age and so on. Each is named by the fact of the enrolment that made it; none is overwritten.
 */
#ifndef CEREMONY_ROSTER_H
#define CEREMONY_ROSTER_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/age.h"
#include "ceremony/digest.h"
#include "ceremony/folder.h"
#include "ceremony/otp.h"
#include "ceremony/slip39.h"

#define ROSTER_BEFORE "roster-0.age" /* made by an earlier ceremony; the plan names its digest */

enum {
	ROSTER_MOST_BYTES = 16 << 10,
	ROSTER_SEALED_MOST_BYTES = ROSTER_MOST_BYTES + AGE_PASSPHRASE_OVERHEAD_BYTES,
	ROSTER_ID_BYTES = 33,
	ROSTER_NAME_BYTES = 24,
	ROSTER_PASSPHRASE_WORDS = 10, /* 100 bits */
	ROSTER_PASSPHRASE_BYTES = ROSTER_PASSPHRASE_WORDS * SLIP39_WORD_BYTES,
};

struct roster_person {
	char id[ROSTER_ID_BYTES];            /* of the plan */
	char public_id[OTP_PUBLIC_ID_BYTES]; /* or "none" */
	struct otp_secret secret;
	struct otp_counter last; /* seen when the roster was made */
};

/* Allocated with secret_new only. */
struct roster {
	size_t count;
	struct roster_person people[PLAN_MOST_PEOPLE];
};

/*
 * Pure: reads a record in place, in secret memory. Returns NULL, or why not, with the place in `problem`; no person, no public id
 * and no key stands there twice.
 */
const char *
roster_read(struct roster *roster, char *text, size_t size, struct record_problem *problem);

/* Writes the record into `text`, secret memory of ROSTER_MOST_BYTES; returns its size. */
size_t roster_write(char *text, const struct roster *roster);

/* The person's row, or NULL. */
const struct roster_person *roster_person(const struct roster *roster, const char *id);

/* Adds the row, or puts it in the place of the person's old one. Returns NULL, or why not: the token, or its public id, is another's. */
const char *roster_put(struct roster *roster, const struct roster_person *person);

/* Whose token typed this, of all but `but`; NULL when it is nobody's. */
const struct roster_person *
roster_whose(const struct roster *roster, const char *text, size_t length, const char *but);

/* The person of the plan who keeps the passphrase: the custodian of the first card. */
const char *roster_keeper(const struct plan *plan);

/* Draws the words of a new passphrase into secret memory. */
void roster_draw_passphrase(struct slip39_words *words);

/* The passphrase as age takes it: the words with dashes between. `text` is secret memory. */
void roster_passphrase(char text[ROSTER_PASSPHRASE_BYTES], const struct slip39_words *words);

/*
 * The name of the roster in force, and its digest in the transcript, or in the plan for ROSTER_BEFORE. NULL when there is none.
 */
const char *roster_in_force(const struct folder *folder, char name[ROSTER_NAME_BYTES]);

/* The name of the next one. */
void roster_next(const struct folder *folder, char name[ROSTER_NAME_BYTES]);

/* The roster in force, read against its digest and opened; refuses. Free with secret_drop. */
struct roster *roster_of_folder(const struct folder *folder, const char *passphrase);

/* Asks for the words at the terminal, and opens the roster in force with them; writes the passphrase into secret memory of
 * ROSTER_PASSPHRASE_BYTES. Refuses. Free with secret_drop. */
struct roster *roster_ask(const struct folder *folder, char *passphrase);

/* The same where there is none: makes a passphrase and hands it out to its keeper. The roster is empty. */
struct roster *roster_begin(const struct folder *folder, char *passphrase);

/* Seals and creates it; writes its digest. */
void roster_create(const char *name, const struct roster *roster, const char *passphrase,
		   char digest[DIGEST_TEXT_BYTES]);

/* Beyond what counters an OTP of this token must grow: those of the roster and of every fact about it. */
struct otp_counter roster_last(const struct folder *folder, const struct roster_person *person);

#endif
