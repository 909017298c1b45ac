#include "import_target.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/folder.h"
#include "ceremony/process.h"
#include "kek/request.h"
#include "package/package.h"
#include "verify/import_command.h"
#include "verify/import_report.h"
#include "verify/import_service.h"
#include "verify/import_use.h"

enum { NAME_BYTES = 120 };

/* The transfer package that was verified and received here, by its digest. */
static void
open_package(struct package *package, struct bytes *bytes, const struct folder *folder)
{
	const char *digest = folder_value(folder, "received", "kind", "transfer", "package");
	char name[NAME_BYTES];

	snprintf(name, sizeof name, "in/%s.transfer.tar", folder->plan.ceremony);
	if (!file_exists(FILE_HERE, name)) {
		process_hint("copy the transfer package that was verified there");
		die("'%s' is not there, and the ceremony's public key is in it", name);
	}
	*bytes = folder_read(name, PACKAGE_MOST_BYTES, digest);
	package_read_or_refuse(package, bytes, name);
}

static void
take_key(struct import_case *subject, const struct package *package)
{
	const char *key = subject->target->key->name, *why = "is not there";
	const struct member *member;
	char name[NAME_BYTES];

	snprintf(name, sizeof name, "keys/%s.pub.pem", key);
	member = package_member(package, name);
	if (member != NULL)
		why = public_key_from_pem(&subject->key, (const char *)member->data, member->size);
	if (why != NULL)
		refuse("'%s' in the transfer package %s", name, why);
}

static void
take_files(struct import_case *subject, const struct import_operands *operands)
{
	for (unsigned host = 0; host < IMPORT_HOSTS; host++)
		for (size_t i = 0; i < operands->count[host]; i++) {
			const struct bytes *bytes = &operands->bytes[host][i];
			const char *name = operands->names[host][i];
			const char *why = import_said_add(&subject->said[host], name, bytes->data,
							  bytes->size);

			if (why != NULL)
				die("'%s' %s", name, why);
		}
	subject->second = operands->second;
}

static void
begin(struct import_case *subject, const struct folder *folder, const char *target)
{
	subject->target = folder_target(folder, target);
	subject->service = import_service_of(subject->target);
	subject->production = plan_is_production(&folder->plan);
	subject->twice = plan_asks_twice(&folder->plan, subject->target);
	subject->now = (int64_t)time(NULL);
}

/* Files that say something of another service than the target's are somebody's mistake. */
static void
check_services(const struct import_case *subject)
{
	for (unsigned host = 0; host < IMPORT_HOSTS; host++)
		for (size_t i = 0; i < subject->said[host].file_count; i++) {
			const struct import_file *file = &subject->said[host].files[i];

			if (!import_is_of(file, subject->service))
				refuse("'%s' is of another service than target '%s' is in",
				       file->name, subject->target->name);
		}
}

static void
judge(struct import_case *subject, const struct folder *folder, const struct package *package,
      const struct import_operands *operands, struct roots *roots)
{
	struct request request = {.target = NULL};

	begin(subject, folder, operands->target);
	/* Reading them takes longer than all else, and most targets have no use for them. */
	if (roots->count == 0 && (subject->service & (IMPORT_MANAGED_HSM | IMPORT_GOOGLE)) != 0)
		root_pinned(roots);
	subject->roots = roots;
	if (profile_wraps(subject->target->profile))
		request_open(&request, folder, subject->target);
	subject->kek_id = request.kek_id;
	take_key(subject, package);
	take_files(subject, operands);
	check_services(subject);
	import_judge(subject);
	request_free(&request);
}

/* SHA-256 over the digests of the files, a line each, in their order: sha256sum FILE... | cut -c1-64 | sha256sum */
static void
name_evidence(char text[DIGEST_TEXT_BYTES], const struct import_operands *operands)
{
	char lines[IMPORT_HOSTS * IMPORT_MOST_FILES * DIGEST_TEXT_BYTES];
	struct digest digest;
	size_t length = 0;

	for (unsigned host = 0; host < IMPORT_HOSTS; host++)
		for (size_t i = 0; i < operands->count[host]; i++) {
			digest = digest_of(operands->bytes[host][i].data,
					   operands->bytes[host][i].size);
			digest_to_text(lines + length, &digest);
			length += DIGEST_TEXT_BYTES;
			lines[length - 1] = '\n';
		}
	digest = digest_of(lines, length);
	digest_to_text(text, &digest);
}

static void
record(struct folder *folder, const struct import_case *subject,
       const struct import_operands *operands, const struct import_report *report)
{
	static const char *const verdicts[] = {[IMPORT_PASS] = "pass",
					       [IMPORT_NOTE] = "pass",
					       [IMPORT_UNKNOWN] = "unknown",
					       [IMPORT_FAIL] = "fail"};
	bool test = report->verdict == IMPORT_PASS && subject->roots->test;
	char public[DIGEST_TEXT_BYTES], evidence[DIGEST_TEXT_BYTES];
	struct digest digest = public_key_digest(&subject->key);

	digest_to_text(public, &digest);
	name_evidence(evidence, operands);
	folder_record(folder, "import-checked", "target", subject->target->name, "public", public,
		      "evidence", evidence, "verdict",
		      test ? "test-roots" : verdicts[report->verdict], NULL);
}

static int
status_of(enum import_answer verdict)
{
	switch (verdict) {
	case IMPORT_FAIL:
		return PROCESS_NO;
	case IMPORT_UNKNOWN:
		return PROCESS_UNKNOWN;
	default:
		return PROCESS_YES;
	}
}

static enum import_answer
worse(enum import_answer one, enum import_answer other)
{
	return one > other ? one : other;
}

static void
conclude(struct import_report *report, const struct import_pair *pair, const char *ceremony,
	 char use[IMPORT_USE_BYTES])
{
	const struct import_case *other = report->count == 2 ? report->cases[1] : NULL;

	report->pair = plan_is_half(report->cases[0]->target) ? pair : NULL;
	report->verdict = IMPORT_PASS;
	for (size_t i = 0; i < report->count; i++)
		report->verdict =
			worse(report->verdict, import_verdict(report->cases[i]->findings,
							      report->cases[i]->finding_count));
	if (report->pair != NULL)
		report->verdict =
			worse(report->verdict, import_verdict(pair->findings, pair->finding_count));
	if (report->verdict == IMPORT_PASS)
		import_use(use, ceremony, report->cases[0], other);
	report->use = use;
}

static struct folder *
enter(const struct import_operands *operands, size_t count, const struct roots *roots)
{
	struct folder *folder = folder_enter_connected();

	if (roots->test && plan_is_production(&folder->plan))
		refuse("production takes no roots of a test");
	for (size_t i = 0; i < count; i++) {
		const struct plan_target *target = folder_target(folder, operands[i].target);

		if (count == 2 && !plan_is_half(target))
			refuse("the key of target '%s' is not of policy customer-key: it is no "
			       "half of a pair",
			       target->name);
		folder_require(folder, "import-checked", "target", target->name, NULL);
	}
	if (count == 2 && strcmp(operands[0].target, operands[1].target) == 0)
		refuse("'%s' is no pair with itself", operands[0].target);
	return folder;
}

int
import_target_judge(const struct import_operands *operands, size_t count, struct roots *roots,
		    bool json)
{
	static struct import_case cases[2];
	static struct import_pair pair;
	static struct package package;
	static char use[IMPORT_USE_BYTES];
	struct folder *folder = enter(operands, count, roots);
	struct import_report report = {.cases = {&cases[0], &cases[1]}, .count = count};
	struct bytes bytes;

	open_package(&package, &bytes, folder);
	for (size_t i = 0; i < count; i++)
		judge(&cases[i], folder, &package, &operands[i], roots);
	import_judge_pair(&pair, &cases[0], count == 2 ? &cases[1] : NULL);
	conclude(&report, &pair, folder->plan.ceremony, use);
	import_report(&report);
	for (size_t i = 0; i < count; i++)
		record(folder, &cases[i], &operands[i], &report);
	if (json)
		import_report_json(&report);
	else
		fputs(use, stdout);
	for (size_t i = 0; i < count; i++)
		for (unsigned host = 0; host < IMPORT_HOSTS; host++)
			import_said_free(&cases[i].said[host]);
	package_free(&package);
	file_free(&bytes);
	return status_of(report.verdict);
}

void
import_target_ask(const char *name)
{
	static struct import_case one, two;
	struct folder *folder = folder_enter_connected();
	const struct plan_target *target = folder_target(folder, name), *other;
	bool is_second;

	other = plan_pair_of(&is_second, &folder->plan, target);
	if (is_second) {
		printf("# target %s is judged with target %s, as the other key of a pair\n",
		       target->name, other->name);
		return;
	}
	begin(&one, folder, target->name);
	if (other != NULL)
		begin(&two, folder, other->name);
	import_command_print(&one, other == NULL ? NULL : &two);
}
