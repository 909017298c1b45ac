#include "direction.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

const char *
direction_of_package(const struct folder *folder, const char *digest_text)
{
	const struct fact *written = folder_fact(folder, "package-written", "package", digest_text);
	const char *kind = written == NULL ? "archive" : fact_value(written, "kind");

	if (strcmp(kind, "request") == 0)
		return "inbound";
	return strcmp(kind, "transfer") == 0 ? "outbound" : "archive";
}

const char *
direction_check(const struct ticket *ticket, const struct plan *plan, const char *direction)
{
	if (!ticket->is_there)
		return NULL;
	if (strcmp(ticket->ceremony, plan->ceremony) != 0)
		return "is of another ceremony";
	if (strcmp(ticket->mode, plan->mode) != 0)
		return "is of a ceremony in another mode";
	return strcmp(ticket->direction, direction) == 0 ? NULL : "has another direction";
}

static _Noreturn void
refuse_ticket(const struct ticket *ticket, const char *name, const char *answer)
{
	process_hint("take a new medium, and keep this one apart");
	refuse("the medium '%s' %s: its ticket says ceremony %s (%s), %s", name, answer,
	       ticket->ceremony, ticket->mode, ticket->direction);
}

void
direction_check_write(const struct folder *folder, const struct ticket *ticket,
		      const char *direction, const char *id, const char *name)
{
	const char *answer = direction_check(ticket, &folder->plan, direction);

	if (answer != NULL)
		refuse_ticket(ticket, name, answer);
	if (folder_fact(folder, "medium-read", "medium", id) != NULL) {
		process_hint("take a new medium");
		refuse("the medium '%s' brought a file in here, and takes none out", name);
	}
	if (!transcript_is_closed(&folder->transcript))
		folder_require(folder, "medium-known", "medium", id, "direction", direction, NULL);
}

const char *
direction_check_read(const struct folder *folder, const struct ticket *ticket, const char *name)
{
	const char *direction = folder->connected ? "outbound" : "inbound", *answer;

	if (!ticket->is_there) {
		say("The medium '%s' has no ticket: nothing says which way it goes.", name);
		return direction;
	}
	/* An archive is restored where it was made, in this ceremony or a later one. */
	if (!folder->connected && strcmp(ticket->direction, "archive") == 0)
		return ticket->direction;
	answer = direction_check(ticket, &folder->plan, direction);
	if (answer != NULL)
		refuse_ticket(ticket, name, answer);
	return direction;
}

void
direction_check_own(const struct folder *folder, const struct ticket *ticket, const char *id,
		    const char *name)
{
	if (!ticket->is_there || !plan_is_production(&folder->plan) ||
	    medium_same_id(ticket->medium, id))
		return;
	process_hint("it was copied, or the medium was formatted: take a new medium");
	refuse("the ticket on the medium '%s' is that of another medium", name);
}

void
direction_record(struct folder *folder, const struct medium *medium, const char *id,
		 const char *direction, const struct ticket *ticket)
{
	char model[MEDIUM_ID_BYTES], plug[24];

	if (transcript_is_closed(&folder->transcript))
		return;
	medium_model(model, medium);
	snprintf(plug, sizeof plug, "%" PRIu64,
		 medium->disk.plug > 1000000000 ? 0 : medium->disk.plug);
	folder_record(folder, "medium-known", "medium", id, "direction", direction, "signer",
		      ticket->is_there ? ticket->signer : "none", "plug", plug, "model", model,
		      NULL);
}
