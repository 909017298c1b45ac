#include "usage_query.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "verify/usage_check.h"
#include "verify/usage_operation.h"
#include "verify/usage_service.h"
#include "verify/usage_time.h"

enum { VALUE_BYTES = 1024 };

static const char *const act_names[USAGE_ACTS] = {"decrypt", "sign", "look"};

struct list {
	char text[VALUE_BYTES];
};

static struct list acts[USAGE_SIDES], operations[USAGE_SIDES], uses, reads, host_url, key_url;
static char window[16], near[16], line_bytes[16], columns[16];

/* The table is far smaller than a list may be. */
static void
append(struct list *list, const char *text)
{
	const size_t used = strlen(list->text), size = strlen(text);

	if (used + size >= sizeof list->text)
		die("a query is too long");
	memcpy(list->text + used, text, size + 1);
}

static void
append_quoted(struct list *list, const char *text)
{
	append(list, list->text[0] == '\0' ? "'" : ", '");
	append(list, text);
	append(list, "'");
}

/* "when operation = 'A' then 'b'", or in KQL "A": "b". */
static void
append_act(struct list *list, enum usage_query language, const struct usage_operation *row)
{
	static const char *const forms[][4] = {
		[USAGE_QUERY_SQL] = {" ", "when operation = '", "' then '", "'"},
		[USAGE_QUERY_KQL] = {", ", "\"", "\": \"", "\""},
	};

	append(list, list->text[0] == '\0' ? "" : forms[language][0]);
	append(list, forms[language][1]);
	append(list, row->name);
	append(list, forms[language][2]);
	append(list, act_names[row->act]);
	append(list, forms[language][3]);
}

static void
list_operations(enum usage_query language)
{
	for (const struct usage_operation *row = usage_operation_table(); row->name != NULL;
	     row++) {
		append_quoted(&operations[row->side], row->name);
		if (row->side == USAGE_VAULT && row->is_use)
			append_quoted(&uses, row->name);
		if (row->act != USAGE_NO_ACT)
			append_act(&acts[row->side], language, row);
	}
	for (const char *const *read = usage_operation_reads(); *read != NULL; read++)
		append_quoted(&reads, *read);
}

/* Patterns, in which a point would be any character. */
static void
make_urls(const struct usage_key *key)
{
	append(&host_url, "^https://");
	for (const char *at = key->host; *at != '\0'; at++)
		append(&host_url, *at == '.' ? "[.]" : (const char[]){*at, '\0'});
	append(&host_url, "(:443)?");
	append(&key_url, host_url.text);
	append(&key_url, "/(?:deleted)?keys/");
	append(&key_url, key->name);
}

unsigned
usage_query_near_seconds(unsigned window_minutes)
{
	return (unsigned)usage_check_near_seconds(60 * (int64_t)window_minutes);
}

static void
make_texts(enum usage_query language, const struct usage_key *key, unsigned window_minutes)
{
	memset(acts, 0, sizeof acts);
	memset(operations, 0, sizeof operations);
	uses.text[0] = reads.text[0] = host_url.text[0] = key_url.text[0] = '\0';
	list_operations(language);
	make_urls(key);
	snprintf(window, sizeof window, "%u", window_minutes);
	snprintf(near, sizeof near, "%u", usage_query_near_seconds(window_minutes));
	snprintf(line_bytes, sizeof line_bytes, "%d", USAGE_FILE_MOST_LINE);
	snprintf(columns, sizeof columns, "%d", USAGE_SERVICE_MOST_COLUMNS);
}

static void
name_texts(struct usage_template_name *names, const struct usage_key *key)
{
	const struct usage_template_name all[] = {
		{"host", key->host},
		{"key", key->name},
		{"version", key->version},
		{"principal", key->principal},
		{"vault", key->vault},
		{"host_url", host_url.text},
		{"key_url", key_url.text},
		{"window", window},
		{"near", near},
		{"line_bytes", line_bytes},
		{"columns", columns},
		{"service_operations", operations[USAGE_SERVICE].text},
		{"vault_operations", operations[USAGE_VAULT].text},
		{"service_acts", acts[USAGE_SERVICE].text},
		{"vault_acts", acts[USAGE_VAULT].text},
		{"uses", uses.text},
		{"reads", reads.text},
		{"date", USAGE_TIME_DATE_PATTERN},
		{"clock", USAGE_TIME_CLOCK_PATTERN},
		{NULL, NULL}};

	_Static_assert(sizeof all <= USAGE_TEMPLATE_MOST_NAMES * sizeof all[0], "too many names");
	memcpy(names, all, sizeof all);
}

void
usage_query_names(struct usage_template_name *names, enum usage_query language,
		  const struct usage_key *key, unsigned window_minutes)
{
	make_texts(language, key, window_minutes);
	name_texts(names, key);
}

void
usage_query_find(const char *const findings[USAGE_QUERY_RULES], const char *between,
		 struct usage_template_name *names)
{
	for (enum usage_rule rule = 0; rule < USAGE_QUERY_RULES; rule++) {
		const char *name = usage_rule_row(rule)->name;

		if (findings[rule] == NULL)
			die("a query has nothing that finds '%s'", name);
		usage_template_add(names, "rule", name);
		fputs(rule > 0 ? between : "", stdout);
		usage_template_print(findings[rule], names);
	}
}
