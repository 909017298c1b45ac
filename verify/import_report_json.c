#include "import_report.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "ceremony/process.h"
#include "verify/import_rule.h"
#include "verify/import_shape.h"

/* All text here is printable ASCII already. An empty one is null. */
static void
put(json_t *object, const char *name, json_t *value)
{
	if (value == NULL || json_object_set_new(object, name, value) != 0)
		die("no memory for JSON");
}

static json_t *
text_or_null(const char *text)
{
	return text == NULL || text[0] == '\0' ? json_null() : json_string(text);
}

/* The name of a file is its operand's, of which a shell takes any bytes. */
static json_t *
name_or_null(const struct import_file *file)
{
	return file == NULL ? json_null() : json_string(file->name);
}

static json_t *
finding_json(const struct import_finding *finding)
{
	json_t *object = json_object(), *name = name_or_null(finding->file);

	put(object, "rule", json_string(finding->rule->id));
	put(object, "answer", json_string(import_answer_name(finding->answer)));
	put(object, "wanted", text_or_null(finding->wanted));
	put(object, "found", text_or_null(finding->found));
	put(object, "why", text_or_null(finding->answer == IMPORT_PASS ? "" : finding->why));
	put(object, "command", text_or_null(finding->command));
	put(object, "word", json_string(import_report_word(finding)));
	put(object, "client",
	    finding->file == NULL ? json_null() : json_string(finding->file->shape->client));
	put(object, "file", name == NULL ? json_string("?") : name);
	return object;
}

static json_t *
findings_json(const struct import_finding *findings, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		if (json_array_append_new(array, finding_json(&findings[i])) != 0)
			die("no memory for JSON");
	return array;
}

static json_t *
case_json(const struct import_case *subject)
{
	json_t *object = json_object();
	struct digest digest = public_key_digest(&subject->key);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &digest);
	put(object, "target", json_string(subject->target->name));
	put(object, "key", json_string(subject->target->key->name));
	put(object, "policy", json_string(subject->target->key->policy));
	put(object, "profile", json_string(subject->target->profile->name));
	put(object, "spki_sha256", json_string(text));
	put(object, "id", text_or_null(import_either(subject, IMPORT_ID)));
	put(object, "rules", findings_json(subject->findings, subject->finding_count));
	return object;
}

void
import_report_json(const struct import_report *report)
{
	json_t *object = json_object(), *targets = json_array();
	char *text;

	for (size_t i = 0; i < report->count; i++)
		if (json_array_append_new(targets, case_json(report->cases[i])) != 0)
			die("no memory for JSON");
	put(object, "verdict", json_string(import_report_verdict(report)));
	put(object, "targets", targets);
	put(object, "pair",
	    report->pair == NULL
		    ? json_null()
		    : findings_json(report->pair->findings, report->pair->finding_count));
	put(object, "use", text_or_null(report->use));
	text = json_dumps(object, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	if (text == NULL)
		die("no memory for JSON");
	printf("%s\n", text);
	free(text);
	json_decref(object);
}
