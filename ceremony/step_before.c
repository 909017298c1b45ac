#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	EVERY = (STEP_DESTRUCTION << 1) - 1,
	OPENS = STEP_OPENED,
	WRAPS = STEP_WRAPPING,
};

const struct step_form step_before[] = {
	{
		.name = "life-freeze",
		.phase = STEP_PREPARE,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = STEP_REVOKE,
		.title = N_("Freeze the key at {target}"),
		.act = N_("Before anything else, this paper included; it can be undone. Whoever "
			  "administers {where} disables the key '{name}', each version of it that "
			  "is in use: {freeze}. Everything "
			  "under it becomes unreadable, for everybody. Write down who decided it; "
			  "and into the box when it was done, by the wall clock, like "
			  "2026-11-26T15:04+01:00."),
		.expect = N_("The service can no longer use the key."),
		.boxes = {{N_("frozen, date and time"), PAPER_CHARACTERS, 22, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "print",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_ADMINISTRATOR,
		.kinds = EVERY,
		.title = N_("Print this script"),
		.act = N_("The plan is the file {ceremony}.plan. A machine that paints this script "
			  "could lie: "
			  "the next step finds that out."),
		.command = "ceremony-script{script-options} {ceremony}.plan >{ceremony}.pdf\n"
			   "sha256sum {ceremony}.pdf",
		.expect = N_("64 digits and the name of the file."),
		.boxes = {{N_("first 8 digits"), PAPER_CHARACTERS, 8, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "print-again",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.who = STEP_WITNESS,
		.kinds = EVERY,
		.gives = STEP_SCRIPT_COMPARED,
		.title = N_("Print it on a second machine, and compare"),
		.act = N_("The second machine is administered by somebody else, and has the same "
			  "version of "
			  "this program and of the fonts that the last page names. All 64 digits "
			  "are those of step "
			  "{step:print}: the scripts are the same, byte by byte. If they differ: "
			  "stop; one machine "
			  "has another plan, another version or other fonts, or lies."),
		.command = "ceremony-script{script-options} {ceremony}.plan >{ceremony}.pdf\n"
			   "sha256sum {ceremony}.pdf",
		.expect = N_("The 64 digits of step {step:print}."),
		.boxes = {{N_("first 8 digits"), PAPER_CHARACTERS, 8, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "send-plan",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_ADMINISTRATOR,
		.kinds = OPENS,
		.when = STEP_BY_USB,
		.needs = STEP_SCRIPT_COMPARED,
		.gives = STEP_PLAN_SENT,
		.title = N_("Copy the plan onto the medium '{medium}'"),
		.act = N_("A new medium, vfat, mounted at {medium-path}."),
		.command = "cp {ceremony}.plan {medium-path}/{ceremony}.plan",
		.expect = N_("Nothing: the command is silent."),
	},
	{
		.name = "send-plan",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_ADMINISTRATOR,
		.kinds = OPENS,
		.when = STEP_BY_PAPER,
		.needs = STEP_SCRIPT_COMPARED,
		.gives = STEP_PLAN_SENT,
		.title = N_("Make QR symbols of the plan"),
		.act = N_("The second command reads every symbol from the very pictures that are "
			  "printed. Then print {ceremony}.plan.qr.pdf at 100 %."),
		.command = "media-qr-write --outside {ceremony}.plan\n"
			   "media-qr-read --outside --check {ceremony}.plan "
			   "{ceremony}.plan.qr-*.png",
		.expect = N_("Every symbol was read back."),
	},
	{
		.name = "open-connected",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_TARGETS,
		.needs = STEP_SCRIPT_COMPARED,
		.title = N_("Open the connected side's folder"),
		.act = N_("Type the 20 words of the plan from the cover of this paper, not from "
			  "any screen."),
		.command = "ceremony-open --side connected {ceremony}.plan {ceremony}\n"
			   "cd {ceremony}",
		.expect = N_("The ceremony is open on the connected side."),
		.facts = "opened plan=@plan mode={mode} side=connected signer=none",
	},
	{.name = NULL},
};
