#include "step_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/process.h"
#include "ceremony/step_fill.h"
#include "ceremony/step_line.h"
#include "ceremony/text.h"

static const char *
value_of(const struct step_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->name[i], name) == 0)
			return names->value[i];
	return NULL;
}

/* Another name with the same beginning before ':' has this value already. */
static bool
is_taken(const struct step_names *names, const char *name, const char *value)
{
	size_t family = strcspn(name, ":");

	if (name[family] == '\0')
		return false;
	for (size_t i = 0; i < names->count; i++)
		if (strncmp(names->name[i], name, family + 1) == 0 &&
		    strcmp(names->name[i], name) != 0 && strcmp(names->value[i], value) == 0)
			return true;
	return false;
}

static void
bind(struct step_names *names, const char *name, const char *value)
{
	if (value_of(names, name) != NULL)
		return;
	if (names->count == STEP_MOST_NAMES)
		die("the steps have too many values to remember");
	snprintf(names->name[names->count], STEP_NAME_BYTES, "%s", name);
	snprintf(names->value[names->count], STEP_VALUE_BYTES, "%s", value);
	names->count++;
}

void
step_names_begin(struct step_names *names, const struct plan *plan)
{
	names->count = 0;
	if (plan_goes_on(plan) || plan_ends(plan))
		bind(names, "@world", plan->world);
}

/* One recovery may be of several keys: its fact belongs to the steps of all of them. */
static bool
is_shared(const struct step_line *line)
{
	for (size_t i = 0; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++)
		if (line->values[i][0] == '+')
			return true;
	return false;
}

/* One of what stands between '|'. */
static bool
is_either(const char *pattern, const char *value)
{
	for (size_t length; *pattern != '\0'; pattern += length + (pattern[length] == '|')) {
		length = strcspn(pattern, "|");
		if (strlen(value) == length && strncmp(pattern, value, length) == 0)
			return true;
	}
	return false;
}

static bool
meets(const struct step_names *names, const char *pattern, const char *value)
{
	size_t begins = strcspn(pattern, "*");

	if (pattern[0] == '@') {
		const char *known = value_of(names, pattern);

		return known == NULL ? !is_taken(names, pattern, value) : strcmp(known, value) == 0;
	}
	if (pattern[0] == '~')
		return true;
	if (pattern[0] == '+')
		return text_list_has(value, ',', pattern + 1);
	if (pattern[begins] == '*')
		return strncmp(pattern, value, begins) == 0;
	return is_either(pattern, value);
}

static bool
line_meets(const struct step_names *names, const struct step_line *line, const struct fact *fact)
{
	if (fact->form != line->form)
		return false;
	for (size_t i = 0; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++)
		if (!meets(names, line->values[i], fact->values[i]))
			return false;
	return true;
}

static bool
binds(const struct step_names *names, const struct step_line *line)
{
	for (size_t i = 0; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++)
		if (line->values[i][0] == '@' && strchr(line->values[i], ':') == NULL &&
		    value_of(names, line->values[i]) == NULL)
			return true;
	return false;
}

/* The latest where it gives something its value, as the archive that counts is the last one; else the first, medium by medium. */
static const struct fact *
find_one(const struct step_names *names, const bool *used, const struct step_line *line,
	 const struct transcript *transcript, enum step_which which)
{
	bool latest = which == STEP_LATEST && binds(names, line);

	for (size_t i = 0; i < transcript->count; i++) {
		size_t at = latest ? transcript->count - 1 - i : i;

		if ((used == NULL || !used[at]) && line_meets(names, line, &transcript->facts[at]))
			return &transcript->facts[at];
	}
	return NULL;
}

/* One of its own before one that is shared: two drills of a key are two facts. */
static const struct fact *
find(const struct step_names *names, const bool *used, const struct step_line *line,
     const struct transcript *transcript, enum step_which which)
{
	const struct fact *fact = find_one(names, used, line, transcript, which);

	return fact == NULL && is_shared(line) ? find_one(names, NULL, line, transcript, which)
					       : fact;
}

static void
take(struct step_names *names, bool *used, const struct step_line *line,
     const struct transcript *transcript, const struct fact *fact)
{
	used[fact - transcript->facts] = true;
	for (size_t i = 0; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++)
		if (line->values[i][0] == '@')
			bind(names, line->values[i], fact->values[i]);
}

static struct step_progress
follow_one(struct step_names *names, bool *used, const struct step_context *context,
	   const struct transcript *transcript, enum step_which which)
{
	struct step_progress progress = {.done = true};
	struct step_line line;

	for (size_t n = 0; step_line_read(&line, context, n); n++) {
		const struct fact *fact = find(names, used, &line, transcript, which);

		if (fact == NULL) {
			progress.done = false;
			continue;
		}
		take(names, used, &line, transcript, fact);
		if (progress.first == NULL || fact < progress.first)
			progress.first = fact;
		if (progress.last == NULL || fact > progress.last)
			progress.last = fact;
		progress.value = fact;
	}
	return progress;
}

static void *
new_zeros(size_t count, size_t size)
{
	void *zeros = calloc(count + 1, size);

	if (zeros == NULL)
		die("no memory for the steps");
	return zeros;
}

void
step_follow(struct step_progress *progress, bool *used, enum step_which which,
	    const struct step_list *list, const struct plan *plan,
	    const struct transcript *transcript, enum step_side side)
{
	struct step_names *names = new_zeros(1, sizeof *names);
	bool *own = new_zeros(transcript->count, sizeof *own);

	step_names_begin(names, plan);
	for (size_t i = 0; i < list->count; i++) {
		const struct step *step = &list->steps[i];
		const struct step_context context = {
			.plan = plan, .list = list, .step = step, .script_options = ""};

		if (step->form->side == side && step->form->facts != NULL && step->presence == NULL)
			progress[i] = follow_one(names, own, &context, transcript, which);
	}
	for (size_t i = 0; i < list->count; i++)
		if (list->steps[i].presence != NULL && list->steps[i].form->side == side)
			progress[i] = step_follow_presence(own, progress, list, i, transcript);
	if (used != NULL)
		memcpy(used, own, transcript->count * sizeof *own);
	free(own);
	free(names);
}

/* A value that the field can have, and that is another for every name. */
static void
pretend_value(char out[STEP_VALUE_BYTES], const struct step_names *names, const char *pattern,
	      const struct fact_field *field)
{
	static const char *const others[] = {"1", "none", "pass", "direct", "2026-01-01T00:00:00Z"};
	const char *known = value_of(names, pattern);
	struct digest digest = digest_of(pattern, strlen(pattern));
	size_t begins = strcspn(pattern, "*");

	if (pattern[0] != '@' && strcmp(pattern, "*") != 0) {
		bool open = pattern[begins] == '*';
		const char *rest = open && pattern[begins + 1] != '\0' ? pattern + begins + 1 : "1";

		if (pattern[0] == '~' || pattern[0] == '+') {
			pattern++;
			begins--;
		}
		snprintf(out, STEP_VALUE_BYTES, "%.*s%s", (int)begins, pattern, open ? rest : "");
		out[strcspn(out, "|")] = '\0';
		return;
	}
	digest_to_text(out, &digest);
	if (known != NULL)
		snprintf(out, STEP_VALUE_BYTES, "%s", known);
	for (size_t i = 0;
	     i < sizeof others / sizeof others[0] && field->grammar(out, strlen(out)) != NULL; i++)
		snprintf(out, STEP_VALUE_BYTES, "%s", others[i]);
}

static const char *
pretend_line(struct folder *folder, struct step_names *names, const struct step_line *line)
{
	char values[FACT_MOST_FIELDS][STEP_VALUE_BYTES], text[TRANSCRIPT_LINE_MOST_BYTES];
	struct fact fact = {
		.time = "2026-01-01T00:00:00Z",
		.program = "ceremony-script",
		.version = PROCESS_VERSION,
		.boot = "none",
		.form = line->form,
	};
	const char *answer;

	for (size_t i = 0; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++) {
		pretend_value(values[i], names, line->values[i], &line->form->fields[i]);
		fact.values[i] = values[i];
		if (line->values[i][0] == '@')
			bind(names, line->values[i], values[i]);
	}
	answer = fact_may_follow(folder, &fact);
	if (answer == NULL)
		answer = transcript_line(text, &folder->transcript, &fact);
	if (answer == NULL && !transcript_add(&folder->transcript, text))
		die("this plan has more facts than a check can hold");
	return answer;
}

const char *
step_pretend(struct folder *folder, struct step_names *names, const struct step_list *list,
	     const struct step *step)
{
	const struct step_context context = {
		.plan = &folder->plan, .list = list, .step = step, .script_options = ""};
	struct step_line line;

	if (step->form->facts == NULL)
		return NULL;
	for (size_t n = 0; step_line_read(&line, &context, n); n++) {
		const char *answer = pretend_line(folder, names, &line);

		if (answer != NULL)
			return answer;
	}
	return NULL;
}
