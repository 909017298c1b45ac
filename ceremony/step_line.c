#include "step_line.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

enum { EACH_BYTES = 256 };

/* Takes "name field=value field=value …" apart, in place; the last value may hold spaces. */
static void
read_fields(struct step_line *line)
{
	char *at = line->text;
	size_t i = 0;

	at[strcspn(at, " ")] = '\0';
	line->form = fact_form(at);
	if (line->form == NULL)
		die("a step leaves a fact '%s', which is none", at);
	for (; i < FACT_MOST_FIELDS && line->form->fields[i].name != NULL; i++) {
		const struct fact_field *field = &line->form->fields[i];
		size_t length = strlen(field->name);
		bool last = i + 1 == FACT_MOST_FIELDS || field[1].name == NULL;

		at += strlen(at) + 1;
		if (strncmp(at, field->name, length) != 0 || at[length] != '=')
			die("a step's fact '%s' lacks its field '%s'", line->form->name,
			    field->name);
		if (!last)
			at[strcspn(at, " ")] = '\0';
		line->values[i] = at + length + 1;
	}
}

/* The t-th target that the step concerns, or NULL. */
static const struct plan_target *
target_of(const struct step_context *context, size_t t)
{
	const struct plan *plan = context->plan;

	for (size_t i = 0; i < plan->target_count; i++) {
		if (!step_concerns(context->step, &plan->targets[i]))
			continue;
		if (t-- == 0)
			return &plan->targets[i];
	}
	return NULL;
}

static bool
fill_target(char out[EACH_BYTES], const struct step_context *context, size_t t)
{
	const struct plan_target *target = target_of(context, t);

	if (target != NULL)
		snprintf(out, EACH_BYTES, "target=%s request=@request-%s", target->name,
			 target->name);
	return target != NULL;
}

/* Keys that the plan goes on with. */
static bool
fill_old_key(char out[EACH_BYTES], const struct step_context *context, size_t t)
{
	const struct plan *plan = context->plan;

	for (size_t i = 0; i < plan->key_count; i++) {
		if (strcmp(plan->keys[i].public_digest, "none") == 0 || t-- > 0)
			continue;
		snprintf(out, EACH_BYTES, "key=%s public=%s pem=* escrow=%s", plan->keys[i].name,
			 plan->keys[i].public_digest,
			 plan->new_secret ? "*" : plan->keys[i].escrow_digest);
		return true;
	}
	return false;
}

static bool
fill_pfx(char out[EACH_BYTES], const struct step_context *context, size_t t)
{
	const struct plan_target *target = target_of(context, t);

	if (target != NULL)
		snprintf(out, EACH_BYTES, "target=%s", target->name);
	return target != NULL;
}

/* A target, and the other half of its pair. */
static bool
fill_judged(char out[EACH_BYTES], const struct step_context *context, size_t t)
{
	const struct plan_target *target = context->step->target, *other;
	bool is_second;

	other = plan_pair_of(&is_second, context->plan, target);
	if (t > 1 || (t == 1 && other == NULL))
		return false;
	snprintf(out, EACH_BYTES, "target=%s", t == 0 ? target->name : other->name);
	return true;
}

/* As many as are needed; where others would do too, any of them. */
static bool
fill_present(char out[EACH_BYTES], const struct step_context *context, size_t t)
{
	const struct plan_presence *presence = context->step->presence;

	if (presence == NULL || t >= presence->need)
		return false;
	snprintf(out, EACH_BYTES, "person=%s%s",
		 presence->need < plan_presence_count(presence) ? "~" : "",
		 plan_presence_person(context->plan, presence, t)->id);
	return true;
}

static const struct {
	const char *name;
	bool (*fill)(char out[EACH_BYTES], const struct step_context *context, size_t t);
} eaches[] = {
	{"{each-target}", fill_target},   {"{each-pfx}", fill_pfx},
	{"{each-present}", fill_present}, {"{each-old-key}", fill_old_key},
	{"{each-judged}", fill_judged},
};

/* One line of the template, for one target or person where it is for each. False when there is no such one. */
static bool
fill_line(struct step_line *line, const struct step_context *context, const char *template,
	  size_t length, size_t t)
{
	char one[STEP_LINE_BYTES], filled[STEP_TEXT_BYTES], each[EACH_BYTES] = "";
	size_t before = length, after = length;
	int used;

	for (size_t i = 0; i < sizeof eaches / sizeof eaches[0]; i++) {
		const char *at = strstr(template, eaches[i].name);

		if (at == NULL || at >= template + length)
			continue;
		if (!eaches[i].fill(each, context, t))
			return false;
		before = (size_t)(at - template);
		after = before + strlen(eaches[i].name);
	}
	if (t > 0 && before == length)
		return false;
	used = snprintf(one, sizeof one, "%.*s%s%.*s", (int)before, template, each,
			(int)(length - after), template + after);
	if (used < 0 || (size_t)used >= sizeof one)
		die("a step's fact is too long");
	step_fill(filled, one, context);
	if (snprintf(line->text, sizeof line->text, "%s", filled) >= (int)sizeof line->text)
		die("a step's fact is too long");
	return true;
}

bool
step_line_read(struct step_line *line, const struct step_context *context, size_t n)
{
	const char *template = context->step->form->facts;

	memset(line, 0, sizeof *line);
	while (*template != '\0') {
		size_t length = strcspn(template, "\n");

		for (size_t t = 0; fill_line(line, context, template, length, t); t++) {
			if (n-- > 0)
				continue;
			read_fields(line);
			return true;
		}
		template += length + (template[length] == '\n');
	}
	return false;
}
