#include "script.h"

#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/step_fill.h"

static const char *
phase_title(enum step_phase phase)
{
	static const char *const titles[STEP_PHASES] = {
		[STEP_PREPARE] = N_("Before the day"), [STEP_OPEN] = N_("The room"),
		[STEP_HOST] = N_("The workstation"),   [STEP_REQUESTS] = N_("What comes in"),
		[STEP_CARDS] = N_("The cards"),        [STEP_KEYS] = N_("The keys"),
		[STEP_ARCHIVE] = N_("The archive"),    [STEP_WRAP] = N_("Recovery"),
		[STEP_OUT] = N_("What goes out"),      [STEP_CLOSE] = N_("The close"),
		[STEP_AFTER] = N_("Afterwards"),
	};

	return T_(titles[phase]);
}

static const char *
side_title(enum step_side side)
{
	static const char *const titles[STEP_SIDES] = {
		[STEP_TABLE] = N_("at the table"),
		[STEP_DISCONNECTED] = N_("at the DISCONNECTED workstation"),
		[STEP_CONNECTED] = N_("at the CONNECTED workstation"),
		[STEP_SECOND] = N_("at the SECOND connected workstation"),
		[STEP_AUDITOR] = N_("at the AUDITOR's machine"),
	};

	return T_(titles[side]);
}

static const char *
or_null(const struct script *script, const struct step *step, const char *message)
{
	return message == NULL ? NULL : script_text(script, step, message);
}

static void
write_step(const struct script *script, const struct step *step)
{
	static char title[STEP_TEXT_BYTES], who[STEP_TEXT_BYTES], command[STEP_TEXT_BYTES];
	const struct step_context context = {
		.plan = script->plan,
		.list = &script->list,
		.step = step,
		.by_name = true,
		.script_options = script->options,
	};
	const struct step_form *form = step->form;
	struct paper_step on_paper = {
		.number = step->number,
		.title = title,
		.who = who,
		.where = side_title(form->side),
		.act = or_null(script, step, form->act),
		.expect = or_null(script, step, form->expect),
		.marks = form->marks,
	};

	step_fill(title, T_(form->title), &context);
	step_fill_people(who, &context);
	if (form->command != NULL) {
		step_fill(command, form->command, &context);
		on_paper.command = command;
	}
	for (size_t i = 0; i < STEP_MOST_BOXES && form->boxes[i].label != NULL; i++)
		on_paper.boxes[i] = (struct paper_box){T_(form->boxes[i].label),
						       form->boxes[i].kind, form->boxes[i].count};
	paper_step(script->paper, &on_paper);
}

void
script_steps(const struct script *script)
{
	int phase = -1;

	for (size_t i = 0; i < script->list.count; i++) {
		const struct step *step = &script->list.steps[i];

		if ((int)step->form->phase != phase) {
			phase = (int)step->form->phase;
			paper_heading(script->paper, 2, phase_title(step->form->phase));
		}
		write_step(script, step);
	}
	paper_break(script->paper);
}
