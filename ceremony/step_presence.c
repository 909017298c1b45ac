#include "step.h"

#include "ceremony/catalogue.h"

static const struct step_form presence = {
	.name = "presence",
	.side = STEP_DISCONNECTED,
	.who = STEP_PRESENT,
	.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_HOST_CHECKED,
	.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
	.title = N_("Record presence by tokens, for step {presence-for}"),
	.act = N_("{keeper} alone types the 10 words of the roster's passphrase, from paper. Then "
		  "the screen asks for one token after the other, by the id of its owner, who "
		  "touches it: {presence-touches}. {presence-enough} It counts for "
		  "{presence-window} minutes: go on with step {presence-for} at "
		  "once."),
	.command = "ceremony-present {presence-ids}",
	.expect = N_("'Presence recorded' and the number of a fact, for each of them."),
	.facts = "otp-present {each-present} public-id=* use=~{step-number} session=* "
		 "touches=~{presence-number}",
};

const struct step_form *
step_presence(enum step_phase phase)
{
	static struct step_form forms[STEP_PHASES];

	forms[phase] = presence;
	forms[phase].phase = phase;
	return &forms[phase];
}
