#include "usage_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "verify/usage_number.h"
#include "verify/usage_time.h"

enum { TEXT_MOST = 200 };

static bool is_json, has_any;

static const char *const side_names[USAGE_SIDES] = {"service", "vault"};

void
usage_report_begin(bool json)
{
	is_json = json;
	has_any = false;
	if (json)
		fputs("{\n\"findings\": [", stdout);
}

/* Printable ASCII, and for JSON without what ends a string. */
static void
put_text(const uint8_t *text, size_t size)
{
	for (size_t i = 0; i < size && i < TEXT_MOST; i++) {
		if (is_json && (text[i] == '"' || text[i] == '\\'))
			putchar('\\');
		putchar(text[i] >= 0x20 && text[i] <= 0x7e ? text[i] : '?');
	}
	if (size > TEXT_MOST)
		fputs("...", stdout);
}

static void
put_member(const char *name, struct cursor value)
{
	if (cursor_left(&value) == 0)
		return;
	printf(", \"%s\": \"", name);
	put_text(value.at, cursor_left(&value));
	putchar('"');
}

static void
put_member_text(const char *name, const char *value)
{
	if (value != NULL)
		put_member(name, cursor_over(value, strlen(value)));
}

static void
put_time(const char *before, int64_t ticks, const char *after)
{
	char time[USAGE_TIME_BYTES];

	if (ticks == 0)
		return;
	usage_time_write(time, ticks);
	printf("%s%s%s", before, time, after);
}

static void
put_json(const struct usage_finding *finding)
{
	printf("%s\n{\"rule\": \"%s\", \"severity\": \"%s\"", has_any ? "," : "",
	       usage_rule_row(finding->rule)->name, usage_rule_severity(finding->rule));
	if (finding->rule != USAGE_NO_USE)
		put_member_text("side", side_names[finding->side]);
	put_time(", \"time\": \"", finding->begin, "\"");
	put_time(", \"until\": \"", finding->end, "\"");
	if (finding->log != NULL) {
		put_member_text("log", finding->log);
		printf(", \"line\": %" PRIu64, finding->line);
	}
	put_member("operation", finding->operation);
	put_member("who", finding->who);
	put_member("address", finding->address);
	put_member("result", finding->result);
	put_member_text("why", finding->why);
	putchar('}');
}

static void
put_word(const char *before, struct cursor text)
{
	if (cursor_left(&text) == 0)
		return;
	fputs(before, stdout);
	put_text(text.at, cursor_left(&text));
}

static void
put_line(const struct usage_finding *finding)
{
	const struct usage_rule_row *row = usage_rule_row(finding->rule);

	printf("%-8s %s", usage_rule_severity(finding->rule), row->name);
	if (finding->log != NULL) {
		putchar(' ');
		put_text((const uint8_t *)finding->log, strlen(finding->log));
		printf(":%" PRIu64, finding->line);
	}
	put_time(" ", finding->begin, "");
	put_time(" to ", finding->end, "");
	if (finding->rule == USAGE_SILENT)
		printf(" %s", side_names[finding->side]);
	put_word(" ", finding->operation);
	put_word(" by ", finding->who);
	put_word(" from ", finding->address);
	if (finding->rule == USAGE_FAILED)
		put_word(" as ", finding->result);
	printf(": %s%s\n", finding->why != NULL ? "it " : "",
	       finding->why != NULL ? finding->why : row->sentence);
}

static bool
is_named(enum usage_rule rule, uint64_t count)
{
	return (rule != USAGE_MALFORMED && rule != USAGE_LATE) || count <= USAGE_REPORT_MOST_NAMED;
}

void
usage_report_add(struct usage_counts *counts, const struct usage_finding *finding)
{
	if (!is_named(finding->rule, ++counts->found[finding->rule]))
		return;
	is_json ? put_json(finding) : put_line(finding);
	has_any = true;
}

static void
say_sides(const struct usage_counts *counts)
{
	say("service: %" PRIu64 " rows, %" PRIu64 " of them about the key, %" PRIu64
	    " to be matched",
	    counts->rows[USAGE_SERVICE], counts->of_key[USAGE_SERVICE],
	    counts->uses[USAGE_SERVICE]);
	say("vault: %" PRIu64 " rows, %" PRIu64 " of them about the key, %" PRIu64
	    " about the vault, %" PRIu64 " to be matched",
	    counts->rows[USAGE_VAULT], counts->of_key[USAGE_VAULT], counts->of_vault,
	    counts->uses[USAGE_VAULT]);
}

static uint64_t
say_rules(const struct usage_counts *counts)
{
	uint64_t all = 0;

	for (enum usage_rule rule = 0; rule < USAGE_RULES; rule++) {
		const uint64_t found = counts->found[rule];
		const bool is_cut = !is_named(rule, found);

		all += found;
		if (found > 0)
			say("%-8s %s: %" PRIu64 " (%s)%s", usage_rule_severity(rule),
			    usage_rule_row(rule)->name, found, usage_rule_row(rule)->sentence,
			    is_cut ? "; the first " USAGE_NUMBER_TEXT(
					     USAGE_REPORT_MOST_NAMED) " are named"
				   : "");
	}
	return all;
}

static void
put_side(const struct usage_counts *counts, enum usage_side side)
{
	printf("\"%s\": {\"rows\": %" PRIu64 ", \"about_key\": %" PRIu64, side_names[side],
	       counts->rows[side], counts->of_key[side]);
	if (side == USAGE_VAULT)
		printf(", \"about_vault\": %" PRIu64, counts->of_vault);
	printf(", \"to_match\": %" PRIu64 "},\n", counts->uses[side]);
}

static void
put_sum(const struct usage_counts *counts, bool needs_person)
{
	printf("\n],\n\"rules\": [");
	for (enum usage_rule rule = 0; rule < USAGE_RULES; rule++)
		printf("%s\n{\"rule\": \"%s\", \"severity\": \"%s\", \"count\": %" PRIu64
		       ", \"sentence\": \"%s\"}",
		       rule > 0 ? "," : "", usage_rule_row(rule)->name, usage_rule_severity(rule),
		       counts->found[rule], usage_rule_row(rule)->sentence);
	printf("\n],\n");
	put_side(counts, USAGE_SERVICE);
	put_side(counts, USAGE_VAULT);
	printf("\"matched\": %" PRIu64 ",\n\"needs_a_person\": %s\n}\n", counts->pairs,
	       needs_person ? "true" : "false");
}

bool
usage_report_end(const struct usage_counts *counts)
{
	uint64_t all;

	fflush(stdout);
	say_sides(counts);
	say("matched: %" PRIu64, counts->pairs);
	all = say_rules(counts);
	if (all == 0)
		say("nothing needs a person");
	else
		say("%s: findings that need a person: %" PRIu64, process_name(), all);
	if (is_json)
		put_sum(counts, all > 0);
	return all > 0;
}
