#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/catalogue.h"
#include "ceremony/file.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/script.h"
#include "ceremony/script_names.h"
#include "ceremony/step_check.h"
#include "ceremony/values.h"
#include "ceremony/words.h"

static const char usage[] =
	"ceremony-script [--text | --values] [--large] [--kind KIND] PLAN [TARGET=TIME...]";

enum { TEXT, VALUES, LARGE, KIND, OPTION_COUNT };

static void
read_plan(struct plan *plan, const struct bytes *bytes, const char *name)
{
	struct record_problem problem;
	const char *answer = plan_read(plan, bytes->data, bytes->size, &problem);

	if (answer != NULL)
		record_refuse(name, &problem, answer);
	answer = catalogue_choose(plan->language);
	if (answer != NULL)
		refuse("the plan's language '%s' %s", plan->language, answer);
	answer = script_names_check(plan);
	if (answer != NULL)
		refuse("'%s': %s", name, answer);
}

/* What nobody could follow ends here, before a page is drawn; the rest is said, and stands on the cover. */
static void
check_rules(struct script *script)
{
	char text[512];
	bool refuses = false;

	script->finding_count = plan_rules(script->findings, script->plan, script->kind);
	for (size_t i = 0; i < script->finding_count; i++) {
		plan_finding_text(text, sizeof text, &script->findings[i]);
		if (!script->findings[i].refuses)
			warn("%s", text);
	}
	for (size_t i = 0; i < script->finding_count && !refuses; i++)
		if (script->findings[i].refuses) {
			plan_finding_text(text, sizeof text, &script->findings[i]);
			refuse("%s", text);
		}
}

static void
check_steps(const struct script *script)
{
	const struct step *where;
	const char *answer = step_check(&script->list, script->plan, script->kind, &where);

	if (answer == NULL)
		return;
	if (where != NULL)
		refuse("step %u, '%s', cannot be done: %s", where->number, where->form->name,
		       answer);
	refuse("the script is not whole: %s", answer);
}

static void
paint(struct script *script, bool text, bool large)
{
	char label[WORDS_LABEL_TEXT_BYTES], footer[256];
	const struct paper_style style = {
		.letter = strcmp(script->plan->paper, "letter") == 0,
		.large = large,
		.title = script_title(script->kind_name),
		.footer = footer,
		.date = script->plan->date,
	};

	words_label_of(label, &script->digest);
	snprintf(footer, sizeof footer, "%s, %s: %s", script->plan->ceremony,
		 script_is_planning(script) ? T_("for planning only") : script->plan->mode, label);
	script->paper = text ? paper_text_begin(&style) : paper_pdf_begin(&style);
	script_write(script);
	paper_end(script->paper);
}

/* As the step that prints the script again is to call it. */
static const char *
spell_options(char out[256], const struct option *options)
{
	size_t used = 0;

	out[0] = '\0';
	if (options[LARGE].value != NULL)
		used += (size_t)snprintf(out + used, 256 - used, " --large");
	if (options[KIND].value != NULL)
		snprintf(out + used, 256 - used, " --kind %s", options[KIND].value);
	return out;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--text", false, NULL},
				   {"--values", false, NULL},
				   {"--large", false, NULL},
				   {"--kind", true, NULL},
				   {NULL, false, NULL}};
	static struct script script;
	static struct plan plan;
	char spelled[256], **operands;
	struct bytes bytes;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) < 1)
		misuse("a plan is wanted");
	if (options[TEXT].value != NULL && options[VALUES].value != NULL)
		misuse("--text or --values, not both");
	if (options[TEXT].value == NULL && options[VALUES].value == NULL && isatty(STDOUT_FILENO))
		misuse("a PDF is not for a terminal: put > and the name of a file behind the "
		       "command");
	bytes = file_read(FILE_HERE, operands[0], PLAN_MOST_BYTES);
	process_lock();
	read_plan(&plan, &bytes, operands[0]);
	script.plan = &plan;
	script.digest = digest_of(bytes.data, bytes.size);
	script.kind_name = options[KIND].value != NULL ? options[KIND].value : plan.kind;
	script.kind = step_kind_of(script.kind_name);
	script.options = spell_options(spelled, options);
	script.expiries = (const char *const *)operands + 1;
	if (script.kind == 0)
		misuse("'%s' is no kind of ceremony", script.kind_name);
	for (char **expiry = operands + 1; *expiry != NULL; expiry++) {
		const char *answer = script_check_expiry(&plan, *expiry);

		if (answer != NULL)
			misuse("'%s' %s", *expiry, answer);
	}
	step_expand(&script.list, step_table(), &plan, script.kind);
	check_rules(&script);
	check_steps(&script);
	if (options[VALUES].value != NULL) {
		values_print_form(&plan, &script.list);
		return process_end(PROCESS_YES);
	}
	paint(&script, options[TEXT].value != NULL, options[LARGE].value != NULL);
	return process_end(PROCESS_YES);
}
