#include "plan_schema.h"

#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/grammar.h"
#include "ceremony/key_type.h"
#include "ceremony/plan.h"
#include "ceremony/profile.h"
#include "ceremony/text.h"

/* It begins the names of files that go onto FAT, where Windows has names of its own. */
static const char *
ceremony(const char *value, size_t length)
{
	static const char *const devices[] = {"con",  "prn",  "aux",  "nul",  "com1", "com2",
					      "com3", "com4", "com5", "com6", "com7", "com8",
					      "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
					      "lpt6", "lpt7", "lpt8", "lpt9", NULL};

	return grammar_is_one_of(value, devices) ? "is the name of a device on Windows"
						 : grammar_id(value, length);
}

static const char *
kind(const char *value, size_t length)
{
	static const char *const kinds[] = {
		"birth",   "rehearsal", "custody-check", "drill",       "rewrap", "rekey",
		"reshare", "revoke",    "export",        "destruction", NULL};

	(void)length;
	return grammar_is_one_of(value, kinds) ? NULL : "is no kind of ceremony";
}

static const char *
script(const char *value, size_t length)
{
	static const char *const scripts[] = {"light", "full", NULL};

	(void)length;
	return grammar_is_one_of(value, scripts) ? NULL : "is neither light nor full";
}

static const char *
language(const char *value, size_t length)
{
	return length == 2 && text_is_all(value, 2, "abcdefghijklmnopqrstuvwxyz")
		       ? NULL
		       : "is not a language of two letters (ISO 639-1)";
}

static const char *
paper(const char *value, size_t length)
{
	static const char *const papers[] = {"a4", "letter", NULL};

	(void)length;
	return grammar_is_one_of(value, papers) ? NULL : "is neither a4 nor letter";
}

static const char *
role(const char *value, size_t length)
{
	static const char *const roles[] = {"administrator",   "operator", "custodian",
					    "witness",         "auditor",  "connected-operator",
					    "media-librarian", NULL};

	(void)length;
	return grammar_is_one_of(value, roles) ? NULL : "is no role";
}

static const char *
form(const char *value, size_t length)
{
	static const char *const forms[] = {"paper", "medium", NULL};

	(void)length;
	return grammar_is_one_of(value, forms) ? NULL : "is neither paper nor medium";
}

static const char *
key_type(const char *value, size_t length)
{
	enum key_type type;

	(void)length;
	return key_type_from_name(&type, value);
}

static const char *
policy(const char *value, size_t length)
{
	static const char *const policies[] = {"aip", "customer-key", "plain", NULL};

	(void)length;
	return grammar_is_one_of(value, policies) ? NULL : "is none of aip, customer-key, plain";
}

static const char *
step(const char *value, size_t length)
{
	static const char *const steps[] = {"open", "split",   "keygen", "recover",
					    "wrap", "reshare", "close",  NULL};

	(void)length;
	return grammar_is_one_of(value, steps) ? NULL : "is no step that people can be wanted for";
}

static const char *
one_or_two(const char *value, size_t length)
{
	return length == 1 && (value[0] == '1' || value[0] == '2') ? NULL : "is neither 1 nor 2";
}

static const char *
direction(const char *value, size_t length)
{
	static const char *const directions[] = {"journal", "inbound", "outbound",
						 "archive", "former",  NULL};

	(void)length;
	return grammar_is_one_of(value, directions)
		       ? NULL
		       : "is none of journal, inbound, outbound, archive, former";
}

/* CEREMONY/MEDIUM */
static const char *
copy_of(const char *value, size_t length)
{
	const char *slash = strchr(value, '/');
	char id[40] = "";
	size_t before = slash == NULL ? 0 : (size_t)(slash - value);

	if (slash == NULL || before >= sizeof id)
		return "is not the id of a ceremony, a slash, and the name of its medium";
	memcpy(id, value, before);
	return grammar_id(id, before) == NULL && grammar_id(slash + 1, length - before - 1) == NULL
		       ? NULL
		       : "is not the id of a ceremony, a slash, and the name of its medium";
}

static const char *
medium_form(const char *value, size_t length)
{
	static const char *const forms[] = {"usb", "paper", "screen", NULL};

	(void)length;
	return grammar_is_one_of(value, forms) ? NULL : "is none of usb, paper, screen";
}

/* Stands in printed commands, before "/NAME". */
static const char *
mounts(const char *value, size_t length)
{
	if (length < 2 || length > 200 || value[0] != '/' || value[length - 1] == '/')
		return "is not the path of a folder, like /media";
	if (strstr(value, "//") != NULL || strstr(value, "/.") != NULL ||
	    strstr(value, "/-") != NULL)
		return "has a part that is empty, or begins with a dot or a dash";
	return text_is_all(value, length,
			   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-")
		       ? NULL
		       : "has a character that needs quoting in a command";
}

static const char *
reshare_reason(const char *value, size_t length)
{
	static const char *const reasons[] = {"refresh",      "quorum", "lost-destroyed",
					      "lost-unknown", "leaver", NULL};

	(void)length;
	return grammar_is_one_of(value, reasons)
		       ? NULL
		       : "is none of refresh, quorum, lost-destroyed, lost-unknown, leaver";
}

static const char *
keep_or_new(const char *value, size_t length)
{
	static const char *const words[] = {"keep", "new", NULL};

	(void)length;
	return grammar_is_one_of(value, words) ? NULL : "is neither keep nor new";
}

/* Whoever approves a plan with it has read what new cards do not mend. */
static const char *
understood(const char *value, size_t length)
{
	(void)length;
	return strcmp(value, "old-cards-open-old-escrow") == 0 ? NULL
							       : "is not old-cards-open-old-escrow";
}

static const struct record_field reshare_fields[] = {
	{"secret", 1, 1, keep_or_new, NULL},
	{"old-cards", 1, 1, form, NULL},
	{"understood", 1, 1, understood, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field person_fields[] = {
	{"role", 1, 1, role, NULL},
	{"name", 1, 1, grammar_people, NULL},
	{"organisation", 1, 1, grammar_people, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field card_fields[] = {
	{"custodian", 1, 1, grammar_id, NULL},
	{"place", 1, 1, grammar_people, NULL},
	{"form", 1, 1, form, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field key_fields[] = {
	{"type", 1, 1, key_type, NULL},           {"policy", 1, 1, policy, NULL},
	{"public", 0, 1, grammar_digest, NULL},   {"escrow", 0, 1, grammar_digest, NULL},
	{"replaces", 0, 1, grammar_digest, NULL}, {NULL, 0, 0, NULL, NULL},
};

/* plan.c says which targets have attestation and sheets. */
static const struct record_field target_fields[] = {
	{"key", 1, 1, grammar_id, NULL},
	{"profile", 1, 1, profile_name, NULL},
	{"region", 1, 1, grammar_word, NULL},
	{"where", 1, 1, grammar_word, NULL},
	{"name", 1, 1, grammar_word, NULL},
	{"attestation", 0, 1, attested_plan_word, NULL},
	{"owner-root", 0, 1, grammar_digest, NULL},
	{"sheets", 0, 1, one_or_two, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field presence_fields[] = {
	{"people", 1, 1, grammar_ids, NULL},
	{"need", 1, 1, grammar_card_number, NULL},
	{"window", 1, 1, grammar_number, NULL},
	{"touches", 1, 1, one_or_two, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field medium_fields[] = {
	{"direction", 1, 1, direction, NULL},
	{"form", 0, 1, medium_form, NULL},
	{"count", 1, 1, grammar_card_number, NULL},
	{"keeper", 0, 1, grammar_id, NULL},
	{"place", 0, 1, grammar_people, NULL},
	{"copy", 0, 1, copy_of, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field fields[] = {
	{"ceremony", 1, 1, ceremony, NULL},
	{"kind", 1, 1, kind, NULL},
	{"mode", 1, 1, grammar_mode, NULL},
	{"script", 1, 1, script, NULL},
	{"language", 1, 1, language, NULL},
	{"paper", 1, 1, paper, NULL},
	{"date", 1, 1, grammar_date, NULL},
	{"place", 1, 1, grammar_people, NULL},
	{"mounts", 0, 1, mounts, NULL},
	{"tenant", 1, 1, grammar_people, NULL},
	{"tools", 1, 1, grammar_digest_or_none, NULL},
	{"boot", 0, 1, grammar_digest, NULL},
	{"previous", 1, 1, grammar_digest_or_none, NULL},
	{"world", 1, 1, grammar_digest_or_none, NULL},
	{"roster", 1, 1, grammar_digest_or_none, NULL},
	{"reshare", 0, 1, reshare_reason, reshare_fields},
	{"quorum", 1, 1, grammar_card_number, NULL},
	{"cards", 1, 1, grammar_card_number, NULL},
	{"person", 1, PLAN_MOST_PEOPLE, grammar_id, person_fields},
	{"card", 2, PLAN_MOST_CARDS, grammar_card_number, card_fields},
	{"key", 0, PLAN_MOST_KEYS, grammar_id, key_fields},
	{"target", 0, PLAN_MOST_TARGETS, grammar_id, target_fields},
	{"presence", 0, PLAN_MOST_PRESENCES, step, presence_fields},
	{"medium", 1, PLAN_MOST_MEDIA, grammar_id, medium_fields},
	{"device", 0, 64, grammar_word, NULL},
	{NULL, 0, 0, NULL, NULL},
};

const struct record_schema plan_schema = {"plan", 1, fields};
