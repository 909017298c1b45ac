/*
 * The ceremony folder: plan, transcript, and the files that the transcript names. Programs of a
 * ceremony run in it.
 *
 *     plan  transcript  world  keys/  requests/  in/  out/
 */
#ifndef CEREMONY_FOLDER_H
#define CEREMONY_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/digest.h"
#include "ceremony/file.h"
#include "ceremony/plan.h"
#include "ceremony/signing.h"
#include "ceremony/transcript.h"

#define FOLDER_TRANSCRIPT_SIGNATURE "transcript.minisig"
#define FOLDER_FINAL_SIGNATURE "final.minisig" /* over the SHA256SUMS of the final archive */

struct folder {
	struct plan plan;
	char plan_digest[DIGEST_TEXT_BYTES];
	struct transcript transcript;
	struct digest transcript_digest; /* of the file as it was read by folder_enter */
	bool connected;                  /* the connected side's folder: it has no signing key */
};

/*
 * Reads plan and transcript of the current folder, after process_lock. Refuses when the transcript is of
 * another plan, torn, or broken; in production, in a program that holds a secret, when the host is not fit for one.
 */
struct folder *folder_enter(void);

/* The same for ceremony-open, which repairs: half a line at the end is let pass. */
struct folder *folder_enter_torn(void);

/* The same for one side only: refuses in the other side's folder. */
struct folder *folder_enter_connected(void);
struct folder *folder_enter_disconnected(void);

/*
 * In production refuses a kernel without a sandbox and, on the disconnected side, in a program that holds a secret, any network interface.
 * In a rehearsal warns of the kernel. For the programs that read a plan before there is a folder.
 */
void folder_check_mode(const struct plan *plan, bool connected);

/* The same for a mode that stands elsewhere: in a world, outside a ceremony folder. */
void folder_check_host(bool production, bool connected);

/* NULL, or why a program that holds a secret would be refused now for its host (fact_host_is_fit). */
const char *folder_host(const struct folder *folder);

/* In production refuses unless ceremony-preflight passed, not long ago, since this machine's last start. */
void folder_check_fit(const struct folder *folder);

/* For a step that makes files with fixed names: dies when another one is at work in this folder. Holds until the program
 * ends. */
void folder_alone(void);

/* Whether a step that makes files with fixed names is at work in this folder now. */
bool folder_is_busy(void);

/* Refuses when a file with a fixed name is there already, with the hint what to do about one that an interrupted
 * step left. */
void folder_must_be_new(const char *name);

/* Refuses with what is missing, unless the fact may follow now. After the name come field, value, … NULL, in
 * the form's order; fields at the end that the answer does not hang on may be left out. */
void folder_require(const struct folder *folder, const char *name, ...) __attribute__((sentinel));

/* Reads the transcript again: another program may have appended since. */
void folder_refresh(struct folder *folder);

/*
 * Appends one fact: under a lock, after reading what others appended meanwhile and asking again
 * whether it may follow; on the medium when it returns. All of the form's fields are given.
 */
void folder_record(struct folder *folder, const char *name, ...) __attribute__((sentinel));

/* The plan's key or target of that name; refuses when there is none. */
const struct plan_key *folder_key(const struct folder *folder, const char *name);
const struct plan_target *folder_target(const struct folder *folder, const char *name);

/* The latest fact, as transcript_find. */
const struct fact *
folder_fact(const struct folder *folder, const char *name, const char *field, const char *value);

/* A target's file, "out/TARGET.byok" or whatever suffix its profile has; and the fact that says that it was made: "wrapped", or "exported" of a
 * .pfx. Both have the fields target and blob. */
enum { FOLDER_BLOB_NAME_BYTES = 80 };
void folder_blob_name(char name[FOLDER_BLOB_NAME_BYTES], const struct plan_target *target);
const char *folder_blob_fact(const struct plan_target *target);

/* The fact that says which world is this ceremony's: world-made or world-restored. Same fields. NULL when there is none. */
const struct fact *folder_world(const struct folder *folder);

/* The fact that says which escrow and which public half a key has here: key-made, key-restored, or key-kept of a set that was made. Same
 * fields. NULL when there is none. */
const struct fact *folder_sealed(const struct folder *folder, const char *key);

/* The same, and refuses when there is none: "no fact says that KEY was made". */
const char *folder_value(const struct folder *folder, const char *name, const char *field,
			 const char *value, const char *wanted);

/* A file with a fixed name, read against its digest (64 digits) in the transcript; refuses when it is another. */
struct bytes folder_read(const char *name, size_t most, const char *digest);

/* Creates a file with a fixed name; where one is there already that no fact names, the hint says what to do.
 * Writes its digest as text. */
void folder_create(const char *name, const void *data, size_t size, char digest[DIGEST_TEXT_BYTES]);

/* The same for the first fact of a new transcript, which is made whole, with it. */
void folder_record_first(struct folder *folder, const char *name, ...) __attribute__((sentinel));

/* ceremony-open's part: writes plan and transcript with its first fact. `signer` is a public key in hex, or "none". */
void folder_open(const struct plan *plan, const struct bytes *plan_bytes, bool connected,
		 const char *signer);

/*
 * ceremony-open's other part, in a folder that holds a ceremony: goes on after a power cut. Removes half a line,
 * and makes a new signing key where the old one is gone; writes its name. Refuses when nothing was lost.
 */
void folder_resume(const struct bytes *plan_bytes, bool connected, char signer[SIGNING_NAME_BYTES]);

/* Takes half a line, which was never said to be done, off the transcript's end. Returns its length. */
size_t folder_repair(void);

/* The kernel's boot id, as facts have it: another after every start of the computer. Dies. */
enum { FOLDER_BOOT_BYTES = 64 };
void folder_boot_id(char boot[FOLDER_BOOT_BYTES]);

/* The name of the signing key in force (signing.h), or "none". */
const char *folder_signer(const struct folder *folder);

#endif
