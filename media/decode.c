#include "decode.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/text.h"
#include "media/frame_set.h"
#include "media/picture.h"
#include "media/symbol.h"

enum {
	LINE_BYTES = FRAME_TEXT_MOST + 16,
	MOST_MEMORY_BYTES = 2000 << 20,
	MOST_SECONDS = 1800,
};

/* ---- the process that looks at pictures ---- */

struct look {
	FILE *out;
	size_t number; /* of the picture */
	bool all;
	struct frame_set *set; /* the first one that was met */
};

static bool
is_enough(const struct look *look)
{
	return look->all ? look->set->taken > 0 && look->set->taken == look->set->count
			 : frame_set_is_whole(look->set);
}

static void
take_symbol(void *closure, const char *text, size_t length)
{
	struct look *look = closure;
	struct frame frame;
	bool is_new;

	if (frame_from_text(&frame, text, length) != NULL)
		return;
	frame_set_take(look->set, &frame, &is_new);
	fprintf(look->out, "F %zu %.*s\n", look->number, (int)length, text);
}

static const char *
look_as_it_is(struct look *look, const struct picture *picture)
{
	symbol_find(picture, take_symbol, look);
	return NULL;
}

static const char *
look_scaled(struct look *look, const struct picture *picture, unsigned percent)
{
	struct picture scaled = {0, 0, NULL};
	const char *answer = picture_scale(&scaled, picture, percent);

	if (answer == NULL)
		symbol_find(&scaled, take_symbol, look);
	picture_free(&scaled);
	return answer;
}

static const char *
look_two_thirds(struct look *look, const struct picture *picture)
{
	return look_scaled(look, picture, 67);
}

static const char *
look_half(struct look *look, const struct picture *picture)
{
	return look_scaled(look, picture, 50);
}

static const char *
look_double(struct look *look, const struct picture *picture)
{
	return look_scaled(look, picture, 200);
}

static const char *
look_sharp(struct look *look, const struct picture *picture)
{
	struct picture sharp = {0, 0, NULL};
	const char *answer = picture_sharpen(&sharp, picture);

	if (answer == NULL)
		symbol_find(&sharp, take_symbol, look);
	picture_free(&sharp);
	return answer;
}

/* In this order, as long as something is missing. That one cannot be done with a picture is no failure. */
static const char *(*const ways[])(struct look *, const struct picture *) = {
	look_as_it_is, look_two_thirds, look_sharp, look_double, look_half,
};

static void
look_at(struct look *look, const struct bytes *file, size_t way)
{
	struct picture picture;
	const char *answer = picture_read(&picture, file->data, file->size);

	if (answer == NULL)
		ways[way](look, &picture);
	picture_free(&picture);
	if (way == 0)
		fprintf(look->out, "P %zu %s\n", look->number, answer == NULL ? "" : answer);
	fflush(look->out);
}

static void
limit(int what, rlim_t most)
{
	const struct rlimit both = {most, most};

	if (setrlimit((__rlimit_resource_t)what, &both) != 0)
		die_errno("cannot limit the process that looks at pictures");
}

static void
give_up_everything(void)
{
	static const struct rights none = {"", 0};

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		die_errno("cannot tie the process that looks at pictures to this one");
#ifndef SANDBOX_OFF /* sanitizers want more memory than there is */
	limit(RLIMIT_AS, MOST_MEMORY_BYTES);
#endif
	limit(RLIMIT_CPU, MOST_SECONDS);
	sandbox_enter(&none);
}

static _Noreturn void
look_at_all(int out, const struct bytes *pictures, size_t count, bool all)
{
	struct look look = {.out = fdopen(out, "w"), .all = all};

	give_up_everything();
	if (look.out == NULL)
		die("no memory to look at pictures");
	look.set = frame_set_new();
	for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++)
		for (look.number = 0; look.number < count; look.number++)
			if (!is_enough(&look))
				look_at(&look, &pictures[look.number], way);
	fclose(look.out);
	_exit(PROCESS_YES);
}

/* ---- the process that started it ---- */

void
decode_begin(struct decode *decode, const struct bytes *pictures, size_t count, bool all)
{
	int pipe_ends[2];

	if (pipe(pipe_ends) != 0)
		die_errno("cannot start to look at pictures");
	fflush(NULL);
	decode->child = fork();
	if (decode->child < 0)
		die_errno("cannot start to look at pictures");
	if (decode->child == 0) {
		close(pipe_ends[0]);
		look_at_all(pipe_ends[1], pictures, count, all);
	}
	close(pipe_ends[1]);
	decode->lines = fdopen(pipe_ends[0], "r");
	if (decode->lines == NULL)
		die("no memory to look at pictures");
}

static _Noreturn void
die_of_line(void)
{
	process_hint("one of the pictures is hostile: give them one by one to find out which");
	die("the process that looks at pictures says what it cannot say");
}

enum decode_line
decode_next(struct decode *decode, size_t *number, char *text)
{
	char line[LINE_BYTES], *space;
	uint64_t value;
	size_t length;

	if (fgets(line, sizeof line, decode->lines) == NULL)
		return DECODE_END;
	length = strlen(line);
	if (length < 4 || line[length - 1] != '\n' || line[1] != ' ' ||
	    (line[0] != 'F' && line[0] != 'P') || !text_is_ascii(line, length - 1))
		die_of_line();
	line[length - 1] = '\0';
	space = strchr(line + 2, ' ');
	if (space == NULL || text_to_number(&value, line + 2, (size_t)(space - line - 2),
					    DECODE_MOST_PICTURES - 1) != NULL)
		die_of_line();
	*number = (size_t)value;
	if (strlen(space + 1) > FRAME_TEXT_MOST)
		die_of_line();
	memcpy(text, space + 1, strlen(space + 1) + 1);
	return line[0] == 'F' ? DECODE_FRAME : DECODE_PICTURE;
}

void
decode_end(struct decode *decode)
{
	int status;

	fclose(decode->lines);
	while (waitpid(decode->child, &status, 0) < 0)
		;
	if (WIFSIGNALED(status)) {
		process_hint(
			"one of the pictures is damaged or hostile: give them one by one to find "
			"out which");
		die("a picture stopped the process that looks at it (signal %d)", WTERMSIG(status));
	}
	if (WEXITSTATUS(status) != PROCESS_YES)
		die("the pictures could not all be looked at");
}
