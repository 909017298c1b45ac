#include "script.h"

#include <string.h>

#include "ceremony/catalogue.h"

/* A sentence, and when it stands. */
struct sentence {
	unsigned kinds;
	bool (*stands)(const struct plan *plan);
	const char *text;
};

enum {
	KEYS = STEP_WRAPPING,
	OPENS = STEP_OPENED,
};

static bool
has_new_secret(const struct plan *plan)
{
	return plan->new_secret;
}

static bool
keeps_secret(const struct plan *plan)
{
	return !plan->new_secret;
}

static bool
always(const struct plan *plan)
{
	(void)plan;
	return true;
}

static bool
has_presences(const struct plan *plan)
{
	return plan->presence_count > 0;
}

static bool
has_sha1(const struct plan *plan)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (profile_wraps(plan->targets[i].profile) &&
		    plan->targets[i].profile->hash == PROFILE_SHA1)
			return true;
	return false;
}

static bool
lacks_attestation(const struct plan *plan)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (profile_wraps(plan->targets[i].profile) &&
		    strcmp(plan->targets[i].attestation, "required") != 0)
			return true;
	return false;
}

static bool
has_targets(const struct plan *plan)
{
	return plan_wrapped_targets(plan) > 0;
}

static bool
has_pfx(const struct plan *plan)
{
	return plan_pfx_targets(plan) > 0;
}

static const struct sentence purpose[] = {
	{STEP_MAKING, always,
	 N_("Today a secret is made and split into {n} cards, and the keys on the cover are made "
	    "and sealed to it. Any {k} of the cards open them.")},
	{KEYS, has_targets,
	 N_("For each target the key is wrapped under that service's wrapping key: only what holds "
	    "the other half of that can open it.")},
	{KEYS, has_pfx,
	 N_("For a service that takes software-protected keys the key goes out in a .pfx, under a "
	    "password that is on one form of paper: who has both has the key.")},
	{STEP_CUSTODY_CHECK, always,
	 N_("Each card is proved by itself. No secret is put together.")},
	{STEP_DRILL, always,
	 N_("The keys are recovered from cards and archive, compared with the ones that were "
	    "made, and not kept.")},
	{STEP_REWRAP, always,
	 N_("No key is made: keys that exist are wrapped once more. The plan names their public "
	    "halves.")},
	{STEP_REKEY, always,
	 N_("New keys are made in the world that exists: the same cards open them. The old keys "
	    "stay: what was encrypted under them needs them.")},
	{STEP_EXPORT, always,
	 N_("A cloud gives no key back: the keys come from cards and archive, and go to another "
	    "service. What the first cloud has stays there until it is deleted, and it is not "
	    "deleted before the new one has signed with the key.")},
	{STEP_REVOKE, always,
	 N_("The use of a key is stopped first, which can be undone; then people decide.")},
	{STEP_RESHARE, always,
	 N_("New cards are made from old ones, for the keys that exist. The old cards do not stop "
	    "working by that: with any old archive they give the keys, in any program, until they "
	    "are destroyed. So they are destroyed, at the end and not before.")},
	{STEP_RESHARE, keeps_secret,
	 N_("The secret stays the same: the new archive too is opened by old cards.")},
	{STEP_RESHARE, has_new_secret,
	 N_("The new cards are of a new secret: old cards do not open the new archive. They still "
	    "open the old ones: those are destroyed too, and the old journal medium.")},
	{STEP_RESHARE, always,
	 N_("If a quorum of old cards and a copy of an archive may be in wrong hands, this does "
	    "not help: new keys are needed.")},
	{STEP_DESTRUCTION, always,
	 N_("What this plan lists is destroyed: the keys in the clouds, the cards, and each medium "
	    "of an earlier ceremony that has a step here. What it does not list goes on existing: "
	    "compare it with the ledger (ceremony-status --ledger), and with the paper: forms of "
	    "passwords, media that went out, what a printer remembers.")},
	{KEYS, always,
	 N_("Leaves this room: the cards, each with its custodian; archive media; the journal "
	    "medium; the outbound medium. None of these opens anything alone.")},
	{KEYS, has_pfx,
	 N_("Leaves this room too: the form of each password, in an envelope, not together with "
	    "the outbound medium.")},
	{KEYS, always,
	 N_("Is destroyed today: what the workstation had in its memory, and the signing key of "
	    "this ceremony, which opens nothing.")},
};

static const struct sentence limits[] = {
	{KEYS, always,
	 N_("These keys are made by a program on a disconnected computer. They are not born in an "
	    "HSM, and for a moment that computer holds them whole. Whoever controls it then, or "
	    "films it, has them.")},
	{KEYS, has_targets, N_("A wrapped key is as strong as the wrapping key it is under.")},
	{KEYS, has_pfx,
	 N_("A software-protected key shows its private half to the importing host, and after "
	    "that to the service's software: it will have been readable on a computer, and nobody "
	    "can ever prove that no copy was kept. Whoever controls that host while it imports, or "
	    "finds the .pfx and its password, has the key.")},
	{KEYS, lacks_attestation,
	 N_("Some services show no proof that their wrapping key is in an HSM and cannot leave it "
	    "(Azure Key Vault Premium, AWS, Vault and OCI offer none). What is trusted then is the "
	    "connection, "
	    "the cloud's access rules, and two people who fetched the same key.")},
	{KEYS, has_sha1,
	 N_("Azure's format, and each profile with sha1 in its name, wraps with OAEP and SHA-1, "
	    "because that is what the service takes. No attack on that use of SHA-1 is known.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("Deleting from a flash medium is not destruction. A medium that carried a card is "
	    "broken when it has served.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("The workstation cannot vouch for itself: a changed firmware, kernel or program could "
	    "lie on its screen. Hence words on paper, in several hands.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("Names are what people say and show. Presence is recorded, not proved.")},
	{OPENS, has_presences,
	 N_("A token says that somebody touched it, not who. What it types can be noted before and "
	    "typed later, and the workstation, which has its secrets, could type it itself. Two "
	    "touches with a pause that is drawn by lot make preparing harder, not impossible.")},
};

static const struct sentence conventions[] = {
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("Times are those of one clock on the wall, 24 hours, like 15:04. Dates are "
	    "year-month-day.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("Each step is done as it stands, in order, ticked, and closed with time and initials. "
	    "What is in a grey box is typed as it stands; [17a] in it means: what is written in "
	    "box a of step 17.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("A line that is indented in a grey box belongs to the line above it: it is typed in "
	    "one, without Enter between.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("READ ALOUD: one person reads, the others compare. NEVER SPEAK: no word of it is said. "
	    "CUSTODIAN ONLY: the one custodian whose card it is looks; everybody else, operator "
	    "and other custodians too, turns away, cameras too, until that custodian says 'ended'; "
	    "then the witness reads what is "
	    "expected. A black bar: it cannot be undone.")},
	{OPENS, has_presences,
	 N_("CUSTODIAN ONLY at a step with tokens means: whose token it is, and whoever types the "
	    "10 words of the roster's passphrase. The words are as secret as those of a card.")},
	{KEYS, has_pfx,
	 N_("CUSTODIAN ONLY at a step with a password means: whoever carries its form.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("20 words prove something, and are compared word by word. Four words are a label, for "
	    "finding things.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("A value is written in boxes, one letter or digit in each; zero with a stroke. What is "
	    "wrong is struck out, so that it can still be read, and initialled.")},
	{(STEP_DESTRUCTION << 1) - 1, always,
	 N_("If what is seen is not what is expected: stop. Call out 'exception', take an "
	    "exception sheet, and look at the pages 'When something else happens'.")},
};

static void
write(const struct script *script, const char *title, const struct sentence *sentences,
      size_t count)
{
	paper_heading(script->paper, 2, title);
	for (size_t i = 0; i < count; i++)
		if ((sentences[i].kinds & script->kind) && sentences[i].stands(script->plan))
			paper_point(script->paper, script_text(script, NULL, sentences[i].text));
}

#define EACH(sentences) (sentences), sizeof(sentences) / sizeof(sentences)[0]

void
script_trust(const struct script *script)
{
	write(script, T_("What this is for"), EACH(purpose));
	write(script, T_("What trust rests on"), EACH(limits));
	write(script, T_("How this paper is used"), EACH(conventions));
	paper_break(script->paper);
}
