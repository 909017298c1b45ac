#include "intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "media/layout.h"

enum {
	NAME_BYTES = 4096,
	MOST_SITTINGS = 1000,
	MOST_KEPT_BYTES = FRAME_MOST * (FRAME_TEXT_MOST + 1),
	LIST_BYTES = 4 * FRAME_MOST + 1
};

void
intake_begin(struct intake *intake, bool all)
{
	*intake = (struct intake){.set = frame_set_new(), .all = all};
}

static const char *
why_no_frame(const char *answer, const char *line, size_t length)
{
	static char sentence[120];
	const char *layout = layout_of(line, length);

	if (layout == NULL)
		return answer;
	process_hint(
		"give the scanner's device (--scanner), or set the keyboard to American (loadkeys "
		"us, setxkbmap us), or make the symbols with media-qr-write --modhex");
	snprintf(sentence, sizeof sentence, "comes through a %s keyboard layout", layout);
	return sentence;
}

const char *
intake_line(struct intake *intake, const char *line, size_t length)
{
	struct frame frame;
	const char *answer = frame_from_text(&frame, line, length);
	bool is_new;

	if (answer != NULL)
		return why_no_frame(answer, line, length);
	answer = frame_set_take(intake->set, &frame, &is_new);
	if (answer != NULL)
		return answer;
	intake->fresh[frame.index] |= is_new;
	intake->fresh_count += is_new;
	intake->repeats += !is_new;
	return NULL;
}

bool
intake_is_done(const struct intake *intake)
{
	const struct frame_set *set = intake->set;

	return intake->all ? set->taken > 0 && set->taken == set->count : frame_set_is_whole(set);
}

void
intake_say_missing(const struct intake *intake)
{
	const struct frame_set *set = intake->set;
	char list[LIST_BYTES + 16] = "";

	if (set->taken == 0)
		return;
	for (unsigned i = 0; i < set->count; i++)
		if (set->frames[i].share_size == 0)
			snprintf(list + strlen(list), sizeof list - strlen(list), " %u", i + 1);
	if (intake_is_done(intake))
		say("%u symbols are here: enough.", set->taken);
	else if (intake->all)
		say("%u of %u symbols are here. Missing:%s", set->taken, set->count, list);
	else
		say("%u symbols are here, and %u are wanted: any %u of these:%s", set->taken,
		    set->needed, set->needed - set->taken, list);
}

static void
take_kept(struct intake *intake, const char *name, const struct bytes *bytes)
{
	struct cursor cursor = cursor_over(bytes->data, bytes->size), line;

	while (cursor_take_line(&cursor, &line)) {
		const char *answer = intake_line(intake, (const char *)line.at, cursor_left(&line));

		if (answer == NULL)
			continue;
		process_hint("move it aside with mv, and read the symbols again");
		refuse("'%s' has a line that %s", name, answer);
	}
	if (cursor_left(&cursor) > 0)
		refuse("'%s' ends in the middle of a line", name);
}

/* A name that is free; those before it are read, when `intake` is given. */
static void
walk_kept(char out[NAME_BYTES], struct intake *intake, const char *name)
{
	for (unsigned i = 1; i <= MOST_SITTINGS; i++) {
		struct bytes bytes;

		snprintf(out, NAME_BYTES, "%s.frames-%u", name, i);
		if (!file_exists(FILE_HERE, out))
			return;
		if (intake == NULL)
			continue;
		bytes = file_read(FILE_HERE, out, MOST_KEPT_BYTES);
		take_kept(intake, out, &bytes);
		file_free(&bytes);
	}
	refuse("there are too many files like '%s'", out);
}

void
intake_read_kept(struct intake *intake, const char *name)
{
	char next[NAME_BYTES];

	walk_kept(next, intake, name);
	if (intake->set->taken > 0)
		say("%u symbols are here from before.", intake->set->taken);
	memset(intake->fresh, 0, sizeof intake->fresh);
	intake->fresh_count = intake->repeats = 0;
}

void
intake_keep(const struct intake *intake, const char *name)
{
	char next[NAME_BYTES], *lines;
	size_t used = 0;

	if (intake->fresh_count == 0)
		return;
	lines = malloc(MOST_KEPT_BYTES + 1);
	if (lines == NULL)
		die("no memory to keep the symbols that were read");
	for (unsigned i = 0; i < intake->set->count; i++) {
		if (!intake->fresh[i])
			continue;
		used += frame_to_text(lines + used, &intake->set->frames[i], FRAME_BASE45);
		lines[used++] = '\n';
	}
	walk_kept(next, NULL, name);
	file_create(FILE_HERE, next, lines, used);
	free(lines);
	say("They are kept in '%s' until the others come.", next);
}
