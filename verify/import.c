#include "import.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ceremony/process.h"
#include "verify/import_command.h"
#include "verify/import_rule.h"
#include "verify/import_shape.h"

bool
import_is_of(const struct import_file *file, enum import_service service)
{
	return (file->shape->services & service) != 0;
}

const char *
import_answer_name(enum import_answer answer)
{
	static const char *const names[] = {"PASS", "NOTE", "UNKNOWN", "FAIL"};

	return names[answer];
}

size_t
import_count(const struct import_finding *findings, size_t count, enum import_answer answer)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += findings[i].answer == answer;
	return found;
}

/* A note is no less than a pass. */
enum import_answer
import_verdict(const struct import_finding *findings, size_t count)
{
	enum import_answer worst = count == 0 ? IMPORT_UNKNOWN : IMPORT_PASS;

	for (size_t i = 0; i < count; i++)
		if (findings[i].answer > worst && findings[i].answer != IMPORT_NOTE)
			worst = findings[i].answer;
	return worst;
}

const struct import_finding *
import_answer_of(const struct import_case *subject, const char *rule)
{
	for (size_t i = 0; i < subject->finding_count; i++)
		if (strcmp(subject->findings[i].rule->id, rule) == 0)
			return &subject->findings[i];
	return NULL;
}

const char *
import_identifier(const struct import_case *subject)
{
	const struct import_finding *name = import_answer_of(subject, "name");

	return name != NULL && name->answer == IMPORT_PASS ? name->found : NULL;
}

const char *
import_either(const struct import_case *subject, enum import_field field)
{
	const char *value = import_said_value(&subject->said[0], field);

	return value != NULL || !subject->second ? value
						 : import_said_value(&subject->said[1], field);
}

static struct import_finding
fresh(const struct import_rule *rule)
{
	return (struct import_finding){.rule = rule, .lacks = rule->source, .mend = rule->mend};
}

static struct import_finding *
new_finding(struct import_finding *findings, size_t *count, const struct import_rule *rule)
{
	if (*count == IMPORT_MOST_FINDINGS)
		die("there are more rules than findings");
	findings[*count] = fresh(rule);
	return &findings[(*count)++];
}

/* A check that knows better whose word it is has said so. */
static void
ask(struct import_finding *finding, const struct import_case *subject, unsigned host)
{
	finding->answer = finding->rule->check(finding, subject, &subject->said[host]);
	if (finding->told == IMPORT_TOLD_NOBODY && finding->file != NULL)
		finding->told = host == 0 ? IMPORT_TOLD_FIRST : IMPORT_TOLD_SECOND;
}

/* Two answers of one kind: the hosts must have been told the same. */
static void
compare(struct import_finding *first, const struct import_finding *second)
{
	bool same = strcasecmp(first->found, second->found) == 0;

	if (same && first->told == IMPORT_TOLD_FIRST)
		first->told = IMPORT_TOLD_BOTH;
	if (same || first->rule->weight == IMPORT_ADVISED || first->answer == IMPORT_FAIL)
		return;
	first->told = IMPORT_TOLD_APART;
	first->answer =
		import_rule_says(first, IMPORT_FAIL,
				 "the two hosts were told different things: the second one %.200s",
				 second->found[0] == '\0' ? "nothing" : second->found);
}

/* What a second host was told counts where it was told something; the worse answer is the word of who gave it. */
static void
ask_second(struct import_finding *first, const struct import_case *subject)
{
	struct import_finding second = fresh(first->rule);

	ask(&second, subject, 1);
	if (second.told == IMPORT_TOLD_NOBODY)
		return;
	if (first->told == IMPORT_TOLD_NOBODY || second.answer > first->answer)
		*first = second;
	else if (second.answer == first->answer)
		compare(first, &second);
}

static void
weigh(struct import_finding *finding)
{
	enum import_weight weight = finding->rule->weight;

	if ((weight == IMPORT_ADVISED && finding->answer > IMPORT_NOTE) ||
	    (weight == IMPORT_OFFERED && finding->answer == IMPORT_UNKNOWN))
		finding->answer = IMPORT_NOTE;
}

static bool
was_asked(const struct import_case *subject, enum import_subject about)
{
	return import_said_file(&subject->said[0], about) != NULL ||
	       (subject->second && import_said_file(&subject->said[1], about) != NULL);
}

/* What is not known because nobody asked is asked; what is known, or was asked in vain, is mended, or asked again. */
static void
choose_command(struct import_finding *finding, const struct import_case *subject)
{
	bool unknown = finding->answer == IMPORT_UNKNOWN;

	if (finding->answer == IMPORT_PASS)
		return;
	if (unknown && (!was_asked(subject, finding->lacks) || finding->mend == NULL))
		import_command_ask(finding->command, finding->lacks, subject);
	else
		import_command_fill(finding->command, finding->mend, subject, finding);
}

void
import_judge(struct import_case *subject)
{
	enum import_policy policy = import_rule_policy(subject->target->key);

	subject->finding_count = 0;
	for (const struct import_rule *rule = import_rule_table; rule->id != NULL; rule++) {
		struct import_finding *finding;

		if ((rule->policies & policy) == 0 || (rule->services & subject->service) == 0)
			continue;
		finding = new_finding(subject->findings, &subject->finding_count, rule);
		ask(finding, subject, 0);
		if (subject->second)
			ask_second(finding, subject);
		choose_command(finding, subject);
		weigh(finding);
	}
	if (import_answer_of(subject, "identity") == NULL ||
	    import_answer_of(subject, "name") == NULL)
		die("no rule asks which key target '%s' has in the cloud", subject->target->name);
}

void
import_judge_pair(struct import_pair *pair, const struct import_case *one,
		  const struct import_case *other)
{
	pair->finding_count = 0;
	for (const struct import_rule *rule = import_rule_pairs; rule->id != NULL; rule++) {
		struct import_finding *finding =
			new_finding(pair->findings, &pair->finding_count, rule);

		finding->answer = rule->pair(finding, one, other);
		if (other == NULL)
			break;
	}
}
