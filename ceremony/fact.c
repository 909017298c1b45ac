#include "fact.h"

#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/fact_needs.h"
#include "ceremony/folder.h"
#include "ceremony/grammar.h"
#include "ceremony/otp.h"
#include "ceremony/presence.h"
#include "ceremony/text.h"

enum { SIGNER_DIGITS = 80 }; /* key id and public key in hexadecimal */

static const char *
side(const char *value, size_t length)
{
	static const char *const sides[] = {"connected", "disconnected", NULL};

	(void)length;
	return grammar_is_one_of(value, sides) ? NULL : "is no side";
}

static const char *
signer(const char *value, size_t length)
{
	if (strcmp(value, "none") == 0)
		return NULL;
	return length == SIGNER_DIGITS ? grammar_hex(value, length)
				       : "is not the name of a signing key";
}

static const char *
note(const char *value, size_t length)
{
	static const char *const notes[] = {"bag",      "label",    "exception", "time",
					    "left",     "returned", "present",   "frozen",
					    "assessed", "deleted",  "destroyed", NULL};

	(void)length;
	return grammar_is_one_of(value, notes)
		       ? NULL
		       : "is none of bag, label, exception, time, left, returned, present, frozen, "
			 "assessed, deleted, destroyed";
}

/* A note is read on screens too: printable ASCII. */
static const char *
note_text(const char *value, size_t length)
{
	if (length > 500)
		return "is longer than 500 characters";
	return text_is_ascii(value, length) ? text_check_people(value, length)
					    : "is not printable ASCII";
}

static const char *
package_kind(const char *value, size_t length)
{
	static const char *const kinds[] = {"request", "transfer", "archive", NULL};

	(void)length;
	return grammar_is_one_of(value, kinds) ? NULL : "is none of request, transfer, archive";
}

static const char *
outcome(const char *value, size_t length)
{
	static const char *const outcomes[] = {"complete", "unfinished", NULL};

	(void)length;
	return grammar_is_one_of(value, outcomes) ? NULL : "is neither complete nor unfinished";
}

static const char *
verdict(const char *value, size_t length)
{
	static const char *const verdicts[] = {"pass", "warn", "fail", NULL};

	(void)length;
	return grammar_is_one_of(value, verdicts) ? NULL : "is none of pass, warn, fail";
}

static const char *
import_verdict(const char *value, size_t length)
{
	static const char *const verdicts[] = {"pass", "test-roots", "unknown", "fail", NULL};

	(void)length;
	return grammar_is_one_of(value, verdicts) ? NULL
						  : "is none of pass, test-roots, unknown, fail";
}

static const char *
medium_direction(const char *value, size_t length)
{
	static const char *const directions[] = {"inbound", "outbound", "archive", NULL};

	(void)length;
	return grammar_is_one_of(value, directions) ? NULL
						    : "is none of inbound, outbound, archive";
}

static const char *
qr_form(const char *value, size_t length)
{
	static const char *const forms[] = {"office", "archive", "screen", "frames", NULL};

	(void)length;
	return grammar_is_one_of(value, forms) ? NULL
					       : "is none of office, archive, screen, frames";
}

static const char *
touches(const char *value, size_t length)
{
	static const char *const numbers[] = {"1", "2", NULL};

	(void)length;
	return grammar_is_one_of(value, numbers) ? NULL : "is neither 1 nor 2";
}

static const char *
time_of_day(const char *value, size_t length)
{
	int64_t seconds;

	return text_from_time(&seconds, value, length);
}

static const char *
keep_or_new(const char *value, size_t length)
{
	static const char *const words[] = {"keep", "new", NULL};

	(void)length;
	return grammar_is_one_of(value, words) ? NULL : "is neither keep nor new";
}

/* Items with one comma between. */
static const char *
list(const char *value, record_grammar *item)
{
	for (;;) {
		size_t length = strcspn(value, ",");
		char one[64];
		const char *answer;

		if (length >= sizeof one)
			return "has a part that is too long";
		memcpy(one, value, length);
		one[length] = '\0';
		answer = item(one, length);
		if (answer != NULL || value[length] == '\0')
			return answer;
		value += length + 1;
	}
}

/* "1,3" */
static const char *
card_numbers(const char *value, size_t length)
{
	(void)length;
	return list(value, grammar_card_number);
}

/* "documents,mail" */
static const char *
names(const char *value, size_t length)
{
	(void)length;
	return list(value, grammar_id);
}

static const struct fact_form table[] = {
	{"opened",
	 {{"plan", grammar_digest}, {"mode", grammar_mode}, {"side", side}, {"signer", signer}},
	 fact_needs_nothing},
	{"resumed", {{"torn", grammar_number}, {"signer", signer}}, fact_needs_nothing},
	{"noted", {{"about", note}, {"text", note_text}}, fact_needs_note},
	{"preflight",
	 {{"verdict", verdict}, {"wall", time_of_day}, {"not-passed", names}},
	 fact_needs_nothing},
	{"enrolled",
	 {{"person", grammar_id},
	  {"public-id", otp_public_id},
	  {"use", otp_use},
	  {"session", otp_session},
	  {"roster", grammar_digest}},
	 fact_needs_new_token},
	{"otp-present",
	 {{"person", grammar_id},
	  {"public-id", otp_public_id},
	  {"use", otp_use},
	  {"session", otp_session},
	  {"touches", touches}},
	 fact_needs_token},
	{"medium-read",
	 {{"medium", grammar_word}, {"file", grammar_digest}, {"name", grammar_word}},
	 fact_needs_nothing},
	{"received", {{"kind", package_kind}, {"package", grammar_digest}}, fact_needs_new_package},
	{"verified", {{"package", grammar_digest}}, fact_needs_nothing},
	{"import-checked",
	 {{"target", grammar_id},
	  {"public", grammar_digest},
	  {"evidence", grammar_digest},
	  {"verdict", import_verdict}},
	 fact_needs_import},
	{"attestation",
	 {{"target", grammar_id},
	  {"number", grammar_card_number},
	  {"file", grammar_digest},
	  {"request", grammar_digest}},
	 fact_needs_attestation},
	{"request", {{"target", grammar_id}, {"request", grammar_digest}}, fact_needs_target},
	{"attested",
	 {{"target", grammar_id},
	  {"request", grammar_digest},
	  {"spki", grammar_digest},
	  {"statement", grammar_digest_or_none},
	  {"policy", grammar_id},
	  {"verdict", attested_verdict}},
	 fact_needs_accepted},
	{"not-attested",
	 {{"target", grammar_id},
	  {"request", grammar_digest},
	  {"spki", grammar_digest},
	  {"statement", grammar_digest_or_none},
	  {"policy", grammar_id},
	  {"verdict", attested_verdict}},
	 fact_needs_judged},
	{"request-confirmed",
	 {{"target", grammar_id}, {"request", grammar_digest}, {"person", grammar_id}},
	 fact_needs_request},
	{"world-begun", {{"set", grammar_number}}, fact_needs_no_world},
	{"world-void", {{"set", grammar_number}}, fact_needs_begun_set},
	{"world-made",
	 {{"set", grammar_number},
	  {"world", grammar_digest},
	  {"quorum", grammar_card_number},
	  {"cards", grammar_card_number}},
	 fact_needs_begun_set},
	{"card-confirmed",
	 {{"card", grammar_card_number}, {"world", grammar_digest}},
	 fact_needs_world},
	{"key-made",
	 {{"key", grammar_id},
	  {"public", grammar_digest},
	  {"pem", grammar_digest},
	  {"escrow", grammar_digest},
	  {"world", grammar_digest}},
	 fact_needs_all_cards},
	{"world-recovered",
	 {{"world", grammar_digest}, {"cards", card_numbers}},
	 fact_needs_old_world},
	{"world-restored",
	 {{"set", grammar_number},
	  {"world", grammar_digest},
	  {"quorum", grammar_card_number},
	  {"cards", grammar_card_number}},
	 fact_needs_going_on},
	{"key-restored",
	 {{"key", grammar_id},
	  {"public", grammar_digest},
	  {"pem", grammar_digest},
	  {"escrow", grammar_digest},
	  {"world", grammar_digest}},
	 fact_needs_restored_key},
	{"key-kept",
	 {{"key", grammar_id},
	  {"public", grammar_digest},
	  {"pem", grammar_digest},
	  {"escrow", grammar_digest},
	  {"world", grammar_digest},
	  {"secret", keep_or_new}},
	 fact_needs_kept_key},
	{"package-written",
	 {{"kind", package_kind}, {"package", grammar_digest}},
	 fact_needs_contents},
	{"medium-known",
	 {{"medium", grammar_word},
	  {"direction", medium_direction},
	  {"signer", signer},
	  {"plug", grammar_number},
	  {"model", grammar_word}},
	 fact_needs_one_direction},
	{"qr-written",
	 {{"package", grammar_digest},
	  {"form", qr_form},
	  {"set", grammar_hex},
	  {"symbols", grammar_number}},
	 fact_needs_package},
	{"medium-written",
	 {{"package", grammar_digest}, {"medium", grammar_word}, {"read-back", grammar_id}},
	 fact_needs_carried},
	{"medium-checked",
	 {{"package", grammar_digest}, {"medium", grammar_word}, {"how", grammar_id}},
	 fact_needs_written},
	{"recovered",
	 {{"keys", names}, {"cards", card_numbers}, {"for", grammar_id}},
	 fact_needs_keys},
	{"key-confirmed", {{"key", grammar_id}, {"public", grammar_digest}}, fact_needs_key},
	{"wrapped",
	 {{"target", grammar_id}, {"request", grammar_digest}, {"blob", grammar_digest}},
	 fact_needs_wrap},
	{"exported", {{"target", grammar_id}, {"blob", grammar_digest}}, fact_needs_export},
	{"closed", {{"outcome", outcome}}, fact_needs_end},
	{NULL, {{NULL, NULL}}, NULL},
};

const struct fact_form *
fact_table(void)
{
	return table;
}

const struct fact_form *
fact_form(const char *name)
{
	for (const struct fact_form *form = table; form->name != NULL; form++)
		if (strcmp(form->name, name) == 0)
			return form;
	return NULL;
}

const char *
fact_value(const struct fact *fact, const char *field)
{
	for (size_t i = 0; i < FACT_MOST_FIELDS && fact->form->fields[i].name != NULL; i++)
		if (strcmp(fact->form->fields[i].name, field) == 0)
			return fact->values[i];
	return NULL;
}

const char *
fact_may_follow(const struct folder *folder, const struct fact *fact)
{
	const struct transcript *transcript = &folder->transcript;
	bool opens = strcmp(fact->form->name, "opened") == 0;
	const char *answer;

	if (opens != (transcript->count == 0))
		return opens ? "the ceremony is open already"
			     : "the ceremony is not open yet: ceremony-open first";
	if (transcript_is_closed(transcript) && strcmp(fact->form->name, "resumed") != 0)
		return "the ceremony is closed: nothing is added to its transcript";
	answer = fact_needs_host(folder, fact);
	if (answer == NULL)
		answer = fact->form->needs(folder, fact);
	return answer != NULL ? answer : presence_lacking(folder, fact);
}

const char *
fact_check_all(const struct folder *folder, const struct fact **where)
{
	struct folder before = *folder;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const char *answer;

		*where = &folder->transcript.facts[i];
		before.transcript.count = i;
		answer = fact_may_follow(&before, *where);
		if (answer != NULL)
			return answer;
	}
	return NULL;
}
