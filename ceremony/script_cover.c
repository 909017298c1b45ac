#include "script.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

enum { HALF_AN_HOUR = 30, VALUE_BYTES = 512 };

const char *
script_check_expiry(const struct plan *plan, const char *operand)
{
	size_t length = strcspn(operand, "=");
	char name[64] = "";
	int64_t seconds;

	if (operand[length] == '\0' || length >= sizeof name)
		return "is not TARGET=TIME";
	memcpy(name, operand, length);
	if (plan_target(plan, name) == NULL)
		return "names a target that the plan has not";
	if (!profile_wraps(plan_target(plan, name)->profile))
		return "names a target without a wrapping key: nothing of it expires";
	return text_from_time(&seconds, operand + length + 1, strlen(operand + length + 1)) == NULL
		       ? NULL
		       : "has a time that is not like 2026-11-30T10:00:00Z";
}

unsigned
script_minutes(const struct script *script)
{
	unsigned steps = 0, minutes;

	for (size_t i = 0; i < script->list.count; i++) {
		enum step_phase phase = script->list.steps[i].form->phase;

		steps += phase != STEP_PREPARE && phase != STEP_AFTER;
	}
	minutes = steps * step_minutes(script->plan);
	return (minutes + HALF_AN_HOUR - 1) / HALF_AN_HOUR * HALF_AN_HOUR;
}

static void
write_people_values(const struct script *script)
{
	const struct plan *plan = script->plan;
	char text[VALUE_BYTES];
	unsigned minutes = script_minutes(script);

	paper_value(script->paper, T_("Ceremony"), plan->ceremony);
	paper_value(script->paper, T_("Tenant"), plan->tenant);
	paper_value(script->paper, T_("Date"), plan->date);
	paper_value(script->paper, T_("Place"), plan->place);
	paper_value(
		script->paper, T_("Cards"),
		script_text(script, NULL, N_("any {k} of {n} open the keys; fewer open nothing")));
	snprintf(text, sizeof text, "%u:%02u", minutes / 60, minutes % 60);
	paper_value(script->paper, T_("Takes about (hours)"), text);
	paper_value(script->paper, T_("Script"),
		    strcmp(plan->script, "full") == 0 ? T_("full") : T_("light"));
	paper_value(script->paper, T_("Made by"), "Claviger " PROCESS_VERSION);
}

static void
write_keys(const struct script *script)
{
	const struct plan *plan = script->plan;
	char text[VALUE_BYTES];

	for (size_t i = 0; i < plan->key_count; i++) {
		snprintf(text, sizeof text, "%s, %s, policy %s", plan->keys[i].name,
			 key_type_name(plan->keys[i].type), plan->keys[i].policy);
		paper_value(script->paper, T_("Key"), text);
	}
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct plan_target *target = &plan->targets[i];

		snprintf(text, sizeof text, "%s: %s -> %s, %s (%s)", target->name,
			 target->key->name, target->where, target->cloud_name,
			 target->profile->title);
		paper_value(script->paper, T_("Target"), text);
	}
}

static void
write_digests(const struct script *script)
{
	const struct plan *plan = script->plan;
	char digest[DIGEST_TEXT_BYTES], text[VALUE_BYTES];

	digest_to_text(digest, &script->digest);
	paper_words(script->paper, T_("The 20 words of the plan"), &script->digest);
	paper_value(script->paper, T_("SHA-256 of the plan"), digest);
	paper_value(script->paper, T_("SHA-256 of the programs"),
		    strcmp(plan->tools, "none") == 0 ? T_("the plan names none") : plan->tools);
	paper_value(script->paper, T_("SHA-256 of the boot medium"),
		    strcmp(plan->boot, "none") == 0 ? T_("the plan names none") : plan->boot);
	snprintf(text, sizeof text, "claviger plan %s sha256 %s", plan->ceremony, digest);
	paper_qr(script->paper,
		 T_("The digest of the plan, for comparing with a telephone in another room"),
		 text);
}

static const char *
expiry_of(const struct script *script, const struct plan_target *target)
{
	size_t length = strlen(target->name);

	for (const char *const *given = script->expiries; *given != NULL; given++)
		if (strncmp(*given, target->name, length) == 0 && (*given)[length] == '=')
			return *given + length + 1;
	return NULL;
}

static void
write_expiry(const struct script *script, const struct plan_target *target)
{
	const char *expires = expiry_of(script, target);
	char latest[TEXT_TIME_BYTES] = "", lives[64];
	const char *const cells[] = {target->name, lives, expires == NULL ? "" : expires, latest};
	int64_t seconds;

	if (target->profile->kek_lives_hours > 0)
		snprintf(lives, sizeof lives, "%d h", target->profile->kek_lives_hours);
	else
		snprintf(lives, sizeof lives, "%s", T_("as its terms say"));
	if (expires != NULL && text_from_time(&seconds, expires, strlen(expires)) == NULL)
		text_to_time(latest, seconds - (int64_t)script_minutes(script) * 60);
	paper_row(script->paper, cells);
}

/* What must be over by when; what is not known yet is written by hand from the Request Sheets. */
static void
write_expiries(const struct script *script)
{
	const struct paper_column columns[] = {
		{T_("Target"), 3},
		{T_("Its wrapping key lives"), 3},
		{T_("Expires (UTC)"), 4},
		{T_("Latest start (UTC)"), 4},
	};
	char text[VALUE_BYTES];
	unsigned minutes = script_minutes(script);

	if (!script_has_step(script, "confirm"))
		return;
	paper_heading(script->paper, 3, T_("Expiry"));
	paper_table_begin(script->paper, columns, 4, 1);
	for (size_t i = 0; i < script->plan->target_count; i++)
		if (profile_wraps(script->plan->targets[i].profile))
			write_expiry(script, &script->plan->targets[i]);
	paper_table_end(script->paper);
	snprintf(
		text, sizeof text, "%s %u:%02u.",
		T_("What is empty is written here from the Request Sheets. The import must be over "
		   "before the expiry too: allow for the way to the connected workstation. The "
		   "latest start is the expiry less what the steps in the room take, in hours:"),
		minutes / 60, minutes % 60);
	paper_text(script->paper, text);
}

static void
write_findings(const struct script *script)
{
	char text[VALUE_BYTES];

	if (script->finding_count == 0)
		return;
	paper_heading(script->paper, 3, T_("Accepted with this plan"));
	paper_text(script->paper, T_("Whoever approves the plan accepts:"));
	for (size_t i = 0; i < script->finding_count; i++) {
		plan_finding_text(text, sizeof text, &script->findings[i]);
		paper_point(script->paper, text);
	}
}

static void
write_boxes(const struct script *script)
{
	static const struct paper_box boxes[] = {
		{N_("starts at"), PAPER_TIME, 1},
		{N_("first 8 digits of the SHA-256 of the PDF file"), PAPER_CHARACTERS, 8},
		{N_("approved by, date"), PAPER_LINE, 1},
	};
	static const char *const names[] = {"A", "B", "C"};

	for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
		struct paper_box box = boxes[i];

		box.label = T_(box.label);
		paper_box(script->paper, names[i], &box);
	}
}

bool
script_is_planning(const struct script *script)
{
	return script->kind != step_kind_of(script->plan->kind);
}

static void
write_limits(const struct script *script)
{
	if (script_is_planning(script))
		paper_notice(script->paper,
			     T_("For planning only: the plan is of another kind. The ceremony "
				"itself has a plan of its own, which names the last transcript, "
				"the world and the keys that it goes on with."));
}

void
script_cover(const struct script *script)
{
	paper_heading(script->paper, 1, script_title(script->kind_name));
	paper_notice(script->paper,
		     plan_is_production(script->plan)
			     ? T_("PRODUCTION")
			     : T_("REHEARSAL: no key of this ceremony may protect anything."));
	write_limits(script);
	write_people_values(script);
	write_keys(script);
	write_digests(script);
	write_boxes(script);
	write_expiries(script);
	paper_break(script->paper);
	write_findings(script);
}
