#include "ticket.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/minisign.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/signing.h"

static const char *
side(const char *value, size_t length)
{
	static const char *const sides[] = {"connected", "disconnected", NULL};

	(void)length;
	return grammar_is_one_of(value, sides) ? NULL : "is no side";
}

static const char *
direction(const char *value, size_t length)
{
	static const char *const directions[] = {"inbound", "outbound", "archive", NULL};

	(void)length;
	return grammar_is_one_of(value, directions) ? NULL
						    : "is none of inbound, outbound, archive";
}

static const char *
signer(const char *value, size_t length)
{
	struct minisign_public key;

	if (strcmp(value, "none") == 0)
		return NULL;
	return length == SIGNING_NAME_BYTES - 1 ? signing_public(&key, value)
						: "is not the name of a signing key";
}

static const struct record_field fields[] = {
	{"ceremony", 1, 1, grammar_id, NULL},
	{"mode", 1, 1, grammar_mode, NULL},
	{"side", 1, 1, side, NULL},
	{"direction", 1, 1, direction, NULL},
	{"medium", 1, 1, grammar_word, NULL},
	{"signer", 1, 1, signer, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_schema schema = {"medium", 1, fields};

static void
comment_of(char out[MINISIGN_COMMENT_BYTES], const char *ceremony, const char *mode)
{
	snprintf(out, MINISIGN_COMMENT_BYTES, "claviger medium ceremony %s mode %s", ceremony,
		 mode);
}

/* Its own signer's: whether that is the ceremony's, verify-package says. */
static const char *
check_signature(const struct ticket *ticket, const char *text, size_t size, const char *signature,
		size_t signature_size)
{
	char comment[MINISIGN_COMMENT_BYTES], wanted[MINISIGN_COMMENT_BYTES];
	struct minisign_public key;
	const char *answer;

	if (strcmp(ticket->signer, "none") == 0)
		return signature == NULL ? NULL : "names no signer, and has a signature";
	if (signature == NULL)
		return "names a signer, and has no signature";
	answer = signing_public(&key, ticket->signer);
	if (answer == NULL)
		answer = minisign_verify(&key, text, size, signature, signature_size, comment);
	comment_of(wanted, ticket->ceremony, ticket->mode);
	if (answer == NULL && strcmp(comment, wanted) != 0)
		answer = "is signed as something else";
	return answer == NULL ? NULL : "is not signed by the signer that it names";
}

const char *
ticket_parse(struct ticket *ticket, const char *text, size_t size, const char *signature,
	     size_t signature_size)
{
	struct record_problem problem;
	const char *answer;

	*ticket = (struct ticket){.is_there = true};
	if (size >= sizeof ticket->text)
		return "is too long";
	memcpy(ticket->text, text, size);
	answer = record_read(&ticket->record, &schema, ticket->text, size, &problem);
	if (answer != NULL)
		return "is no ticket of a medium in its one form";
	ticket->ceremony = record_value(&ticket->record, "ceremony");
	ticket->mode = record_value(&ticket->record, "mode");
	ticket->side = record_value(&ticket->record, "side");
	ticket->direction = record_value(&ticket->record, "direction");
	ticket->medium = record_value(&ticket->record, "medium");
	ticket->signer = record_value(&ticket->record, "signer");
	return check_signature(ticket, text, size, signature, signature_size);
}

void
ticket_read(struct ticket *ticket, int medium_folder, const char *name)
{
	struct bytes text, signature = {NULL, 0};
	const char *answer;

	*ticket = (struct ticket){.is_there = false};
	if (!file_exists(medium_folder, TICKET_NAME))
		return;
	text = file_read(medium_folder, TICKET_NAME, TICKET_MOST_BYTES);
	if (file_exists(medium_folder, TICKET_SIGNATURE_NAME))
		signature = file_read(medium_folder, TICKET_SIGNATURE_NAME,
				      MINISIGN_SIGNATURE_MOST_BYTES);
	answer = ticket_parse(ticket, (const char *)text.data, text.size,
			      (const char *)signature.data, signature.size);
	if (answer != NULL) {
		process_hint("the medium was changed by another program, or a step was "
			     "interrupted: take "
			     "a new one");
		refuse("'%s/" TICKET_NAME "' %s", name, answer);
	}
	file_free(&text);
	file_free(&signature);
}

static void
sign(int medium_folder, const struct folder *folder, const char *text, size_t size)
{
	struct minisign_secret *secret = signing_open(folder_signer(folder));
	char signature[MINISIGN_SIGNATURE_MOST_BYTES], comment[MINISIGN_COMMENT_BYTES];
	size_t length;

	comment_of(comment, folder->plan.ceremony, folder->plan.mode);
	length = minisign_sign(signature, text, size, secret, comment);
	secret_drop(secret);
	file_create(medium_folder, TICKET_SIGNATURE_NAME, signature, length);
}

/* The signature comes first: a ticket that is there without it was changed. */
void
ticket_write(struct ticket *ticket, int medium_folder, const struct folder *folder,
	     const char *direction_word, const char *id)
{
	const bool signs = !folder->connected && !transcript_is_closed(&folder->transcript);
	char text[TICKET_MOST_BYTES], scratch[TICKET_MOST_BYTES];
	struct record_writer writer;
	size_t size;

	record_begin(&writer, &schema, text, sizeof text);
	record_put(&writer, "ceremony", folder->plan.ceremony);
	record_put(&writer, "mode", folder->plan.mode);
	record_put(&writer, "side", folder->connected ? "connected" : "disconnected");
	record_put(&writer, "direction", direction_word);
	record_put(&writer, "medium", id);
	record_put(&writer, "signer", signs ? folder_signer(folder) : "none");
	size = record_end(&writer, scratch);
	if (signs && !file_exists(medium_folder, TICKET_SIGNATURE_NAME))
		sign(medium_folder, folder, text, size);
	file_create(medium_folder, TICKET_NAME, text, size);
	ticket_read(ticket, medium_folder, id);
}

void
ticket_free(struct ticket *ticket)
{
	record_free(&ticket->record);
}
