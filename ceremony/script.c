#include "script.h"

#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/step_fill.h"

enum { TEXTS_AT_A_TIME = 4 };

const char *
script_text(const struct script *script, const struct step *step, const char *message)
{
	static char texts[TEXTS_AT_A_TIME][STEP_TEXT_BYTES];
	static unsigned next;
	const struct step_context context = {
		.plan = script->plan,
		.list = &script->list,
		.step = step,
		.by_name = true,
		.script_options = script->options,
	};
	char *text = texts[next++ % TEXTS_AT_A_TIME];

	step_fill(text, T_(message), &context);
	return text;
}

bool
script_has_step(const struct script *script, const char *name)
{
	return step_is_in(&script->list, name);
}

const char *
script_title(const char *kind_name)
{
	static const struct {
		const char *kind, *title;
	} titles[] = {
		{"birth", N_("Key ceremony: new keys and new cards")},
		{"rehearsal", N_("Key ceremony: a rehearsal")},
		{"custody-check", N_("Custody check of the cards")},
		{"drill", N_("Recovery drill")},
		{"rewrap", N_("Key ceremony: known keys for a new place")},
		{"rekey", N_("Key ceremony: new keys, known cards")},
		{"reshare", N_("Key ceremony: a new set of cards")},
		{"revoke", N_("Revocation of a key")},
		{"export", N_("Key ceremony: leaving a cloud")},
		{"destruction", N_("Destruction of keys and cards")},
	};

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i].kind, kind_name) == 0)
			return T_(titles[i].title);
	return kind_name;
}

void
script_write(const struct script *script)
{
	script_cover(script);
	script_trust(script);
	script_people(script);
	script_steps(script);
	script_failures(script);
	script_sheets(script);
	script_reference(script);
}
