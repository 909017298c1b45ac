#include "attestation_report.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"

static const char *
wish_text(enum attribute_wish wish)
{
	switch (wish) {
	case ATTRIBUTE_ANY:
		return "any";
	case ATTRIBUTE_MUST:
		return "1";
	case ATTRIBUTE_MUST_NOT:
		return "0";
	case ATTRIBUTE_NOT_IF_SAID:
		return "not 1";
	}
	return "";
}

static const char *
found_text(const struct statement_attribute *attribute)
{
	switch (attribute->value) {
	case ATTRIBUTE_UNSAID:
		return "not said";
	case ATTRIBUTE_NO:
		return attribute->implied ? "0, implied" : "0";
	case ATTRIBUTE_YES:
		return attribute->implied ? "1, implied" : "1";
	}
	return "";
}

static const char *
or_not_stated(const char *text)
{
	return text[0] != '\0' ? text : "not stated";
}

static void
report_verdict(const struct attestation *attestation, const struct attestation_question *question)
{
	const char *test = question->roots->test ? "TEST ROOTS: " : "";
	const char *policy = attribute_policy_name(question->policy);
	const struct statement *statement = &attestation->statement;

	switch (attestation->verdict) {
	case ATTESTATION_ATTESTED:
		say("%sATTESTED: the key is in a genuine HSM and cannot leave it; policy %s holds",
		    test, policy);
		break;
	case ATTESTATION_FAILED:
		if (attestation->accepted) {
			say("%s%s, as the plan accepts", test, statement->why);
			break;
		}
		say("%sFAILED%s%s%s: %s", test, attestation->shortfalls ? "" : " (",
		    attestation->shortfalls ? "" : statement_class_name(statement->failure),
		    attestation->shortfalls ? "" : ")", statement->why);
		break;
	case ATTESTATION_NOT_ATTESTABLE:
		attestation_report_unattestable(attestation->unattestable);
		break;
	}
	if (question->roots->test)
		say("These roots came from a file: whoever wrote it can make any statement. "
		    "Nothing is proved.");
	for (unsigned bit = 0; bit < ATTESTATION_SHORTFALLS; bit++)
		if (attestation->shortfalls & 1u << bit)
			say("  %s", attestation->details[bit]);
}

void
attestation_report_unattestable(const struct unattestable *unattestable)
{
	say("NOT ATTESTABLE: %s: %s", unattestable->title, unattestable->why);
	say("  Trust then rests on: %s.", unattestable->rests_on);
	say("  Instead: %s.", unattestable->instead);
}

static void
report_certificates(const struct certificates *certificates)
{
	for (size_t i = 0; i < certificates->count; i++) {
		const struct certificate *certificate = &certificates->list[i];
		char subject[CERTIFICATE_TEXT_BYTES], spki[DIGEST_TEXT_BYTES];
		char from[TEXT_TIME_BYTES] = "?", to[TEXT_TIME_BYTES] = "?";
		int64_t not_before, not_after;

		certificate_subject(certificate, subject);
		digest_to_text(spki, &certificate->spki);
		if (certificate_dates(certificate, &not_before, &not_after) == NULL) {
			text_to_time(from, not_before);
			text_to_time(to, not_after);
		}
		say("certificate %zu: %s", i + 1,
		    certificate->role == NULL ? "no role found" : certificate->role);
		say("  subject  %s", subject);
		say("  valid    %.10s to %.10s", from, to);
		say("  SPKI     %s", spki);
	}
}

static void
report_owner(const struct statement *statement)
{
	char digest[DIGEST_TEXT_BYTES];

	say("owner     %s%s", or_not_stated(statement->owner),
	    statement->owner[0] == '\0' ? ""
	    : statement->owner_shown    ? ", shown by a pinned root"
					: ", not shown by a pinned root");
	if (!statement->has_owner_root)
		return;
	digest_to_text(digest, &statement->owner_root);
	say("          owner's root: SPKI %s", digest);
}

static void
report_statement(const struct attestation *attestation, enum attribute_policy policy)
{
	const struct statement *statement = &attestation->statement;
	char spki[DIGEST_TEXT_BYTES];
	struct digest digest = public_key_digest(&statement->key);

	say("HSM       %s, serial %s, firmware %s", statement->make,
	    or_not_stated(statement->serial), or_not_stated(statement->firmware));
	say("FIPS mode %s", statement->fips == ATTRIBUTE_UNSAID ? "not stated"
			    : statement->fips == ATTRIBUTE_YES  ? "yes"
								: "no");
	report_owner(statement);
	if (statement->name[0] != '\0')
		say("name      %s", statement->name);
	if (statement->has_key) {
		digest_to_text(spki, &digest);
		say("key       %s, SPKI %s", key_type_name(statement->key.type), spki);
	}
	for (size_t i = 0; i < statement->note_count; i++)
		say("%s: %s%s", statement->notes[i].label, statement->notes[i].text,
		    statement->notes[i].is_signed ? "" : " (unsigned)");
	say("%-18s %-7s %s", "attribute", "wanted", "found");
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++) {
		enum attribute_wish wish = attribute_wish(i, policy);
		bool good = attribute_meets(wish, statement->attributes[i].value);

		say("%-18s %-7s %s%s", attribute_name(i), wish_text(wish),
		    found_text(&statement->attributes[i]), good ? "" : "   <- not as wanted");
	}
}

void
attestation_report(const struct attestation *attestation,
		   const struct attestation_question *question)
{
	const struct statement *statement = &attestation->statement;

	report_verdict(attestation, question);
	for (size_t i = 0; i < statement->warning_count; i++)
		warn("%s", statement->warnings[i]);
	if (attestation->format == NULL)
		return;
	say("format    %s (%s)", attestation->format->title, attestation->format->name);
	if (attestation->genuine)
		report_statement(attestation, question->policy);
	report_certificates(&statement->certificates);
}

void
attestation_report_formats(void)
{
	printf("Checked:\n");
	for (const struct format *const *row = format_table(); *row != NULL; row++)
		printf("  %-18s %s\n", (*row)->name, (*row)->title);
	printf("Not attestable by anybody:\n");
	for (size_t i = 0; unattestable_row(i) != NULL; i++)
		printf("  %-18s %s\n", unattestable_row(i)->name, unattestable_row(i)->title);
}
