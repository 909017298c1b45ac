#include "outgoing.h"

#include <string.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/stray_card.h"
#include "media/direction.h"
#include "media/progress.h"

void
outgoing_open(struct outgoing *outgoing, const char *name)
{
	int here = file_open_folder(FILE_HERE, ".");

	outgoing->name = name;
	outgoing->folder = file_open_folder(FILE_HERE, name);
	if (file_is_below(outgoing->folder, here))
		refuse("'%s' is in the ceremony's folder, and not on another medium", name);
	medium_look(&outgoing->medium, outgoing->folder);
	sandbox_allow(outgoing->folder, true);
	close(here);
}

void
outgoing_check(struct outgoing *outgoing, const struct folder *folder, const char *direction)
{
	const char *answer = medium_check_use(&outgoing->medium, MEDIUM_WRITE);

	medium_say(&outgoing->medium, outgoing->name);
	if (answer != NULL && plan_is_production(&folder->plan))
		refuse("'%s' %s", outgoing->name, answer);
	medium_id(outgoing->id, &outgoing->medium);
	medium_check_apart(&outgoing->medium, outgoing->name);
	ticket_read(&outgoing->ticket, outgoing->folder, outgoing->name);
	direction_check_own(folder, &outgoing->ticket, outgoing->id, outgoing->name);
	direction_check_write(folder, &outgoing->ticket, direction, outgoing->id, outgoing->name);
	stray_card_search(outgoing->folder);
}

void
outgoing_check_each_other(const struct outgoing *outgoing, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t other = 0; other < i; other++)
			if (strcmp(outgoing[i].id, outgoing[other].id) == 0)
				refuse("'%s' and '%s' are one medium, and a copy on the same "
				       "medium is "
				       "none",
				       outgoing[other].name, outgoing[i].name);
}

enum read_back
outgoing_compare(const struct outgoing *outgoing, const char *leaf, const struct bytes *file)
{
	enum read_back how = read_back_compare(outgoing->folder, leaf, file->data, file->size);

	medium_check_there(&outgoing->medium, outgoing->name);
	if (how == READ_BACK_MEMORY)
		warn("'%s' %s", leaf, read_back_sentence(how));
	else
		say("'%s' %s.", leaf, read_back_sentence(how));
	return how;
}

static void
report(size_t done, size_t size)
{
	progress_at(done, size);
}

void
outgoing_write(struct outgoing *outgoing, const struct folder *folder, const char *direction,
	       const char *leaf, const struct bytes *file)
{
	if (file_exists(outgoing->folder, leaf))
		process_hint("if an interrupted step left it there, move it aside with mv and run "
			     "this step again");
	file_must_be_new(outgoing->folder, leaf);
	progress_begin("writing");
	file_report(report);
	file_create(outgoing->folder, leaf, file->data, file->size);
	file_report(NULL);
	if (!outgoing->ticket.is_there)
		ticket_write(&outgoing->ticket, outgoing->folder, folder, direction, outgoing->id);
	if (syncfs(outgoing->folder) != 0)
		die_errno("cannot bring '%s' onto the medium", leaf);
	progress_end();
}
