#include "import_report.h"

#include <string.h>

#include "ceremony/process.h"
#include "verify/import_rule.h"
#include "verify/import_shape.h"

const char *
import_report_verdict(const struct import_report *report)
{
	bool test = report->cases[0]->roots->test;

	switch (report->verdict) {
	case IMPORT_FAIL:
		return test ? "TEST ROOTS: FAIL" : "FAIL";
	case IMPORT_UNKNOWN:
		return test ? "TEST ROOTS: UNKNOWN" : "UNKNOWN";
	default:
		return test ? "TEST ROOTS: PASS" : "PASS";
	}
}

const char *
import_report_word(const struct import_finding *finding)
{
	static const char *const words[] = {
		[IMPORT_TOLD_NOBODY] = "nobody", [IMPORT_TOLD_FIRST] = "host",
		[IMPORT_TOLD_SECOND] = "second", [IMPORT_TOLD_BOTH] = "hosts",
		[IMPORT_TOLD_APART] = "differ",  [IMPORT_TOLD_HSM] = "HSM",
		[IMPORT_TOLD_PLAN] = "plan",
	};

	return words[finding->told];
}

/* In all findings. */
static size_t
count(const struct import_report *report, enum import_answer answer)
{
	size_t found = report->pair == NULL ? 0
					    : import_count(report->pair->findings,
							   report->pair->finding_count, answer);

	for (size_t i = 0; i < report->count; i++)
		found += import_count(report->cases[i]->findings, report->cases[i]->finding_count,
				      answer);
	return found;
}

static void
say_verdict(const struct import_report *report)
{
	const struct plan_target *one = report->cases[0]->target;
	const char *verdict = import_report_verdict(report);
	bool two = report->count == 2;
	const char *and = two ? "' and '" : "", *other = two ? report->cases[1]->target->name : "";

	switch (report->verdict) {
	case IMPORT_FAIL:
		say("%s: target '%s%s%s', policy %s: %zu not as wanted, %zu not known", verdict,
		    one->name, and, other, one->key->policy, count(report, IMPORT_FAIL),
		    count(report, IMPORT_UNKNOWN));
		break;
	case IMPORT_UNKNOWN:
		say("%s: target '%s%s%s', policy %s: nothing is wrong, and %zu not known", verdict,
		    one->name, and, other, one->key->policy, count(report, IMPORT_UNKNOWN));
		break;
	default:
		say("%s: target '%s%s%s', policy %s: the ceremony's key, kept as the policy wants "
		    "it",
		    verdict, one->name, and, other, one->key->policy);
	}
	if (one->profile != NULL && report->cases[0]->roots->test)
		say("These roots came from a file: whoever wrote it can make any statement. "
		    "Nothing is proved.");
}

static void
say_finding(const struct import_finding *finding)
{
	const char *file = finding->file == NULL ? "" : finding->file->name;
	bool good = finding->answer == IMPORT_PASS;

	say("%-7s  %-18s %-6s  %s%s%s%s", import_answer_name(finding->answer), finding->rule->id,
	    import_report_word(finding), good ? finding->rule->good : finding->why,
	    file[0] == '\0' ? "" : " (", file, file[0] == '\0' ? "" : ")");
	if (good)
		return;
	if (finding->wanted[0] != '\0')
		say("           wanted  %s", finding->wanted);
	if (finding->found[0] != '\0')
		say("           found   %s", finding->found);
	if (finding->command[0] != '\0')
		say("           $ %s", finding->command);
}

/* Whoever gave it took it for an answer. */
static void
say_empty(const struct import_case *subject)
{
	for (unsigned host = 0; host < IMPORT_HOSTS; host++)
		for (size_t i = 0; i < subject->said[host].file_count; i++) {
			const struct import_file *file = &subject->said[host].files[i];

			if (file->shape->subject == IMPORT_OF_NOTHING)
				say("%s is an empty list: it does not say of what, and counts for "
				    "nothing",
				    file->name);
		}
}

static void
say_case(const struct import_case *subject)
{
	const char *id = import_either(subject, IMPORT_ID);

	say("target   %s: key %s, %s", subject->target->name, subject->target->key->name,
	    subject->target->profile->title);
	say("key      %s", id == NULL ? "its identifier is not said" : id);
	for (size_t i = 0; i < subject->finding_count; i++)
		say_finding(&subject->findings[i]);
	say_empty(subject);
}

void
import_report(const struct import_report *report)
{
	say_verdict(report);
	for (size_t i = 0; i < report->count; i++)
		say_case(report->cases[i]);
	if (report->pair != NULL) {
		say("pair");
		for (size_t i = 0; i < report->pair->finding_count; i++)
			say_finding(&report->pair->findings[i]);
	}
	say("Whose word: host, the computer that asked the cloud (second: the other one; hosts: "
	    "both said the same; differ: they did not); HSM, signed by it; plan, no file's.");
}
