#include "usage_query.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/usage_rule.h"
#include "verify/usage_template.h"

/* Each round of the matching doubles how many uses of an act it sees at once. */
enum { ROUNDS = 24 };

static const char about[] =
	"-- The rules of verify-usage as SQL, for logs that outgrow one machine.\n"
	"-- key       https://{host}/keys/{key}/{version}\n"
	"-- principal {principal}\n"
	"-- window    {window} minutes\n"
	"--\n"
	"-- Part 1 is of DuckDB: duckdb <FILE. For Spark, make of it two views with the same "
	"columns (from text, and from json with\n"
	"-- get_json_object), and in part 2 write 'temporary view' for 'temporary table'.\n"
	"-- A log that is no JSON, or no UTF-8, ends it; a row that is out of order is not named. "
	"At most {most_uses} uses of a kind.\n"
	"\n";

static const char load_times[] =
	"-- 1. The logs as tables. A blob may stand behind another one: a row is read by the last "
	"header before it.\n"
	"create or replace temporary macro time_like(word, pattern) as\n"
	"  case when regexp_full_match(word, pattern) then try_cast(word as timestamp) end;\n"
	"create or replace temporary macro service_time(day, clock) as time_like(day || ' ' || "
	"clock, '{date} {clock}');\n"
	"create or replace temporary macro vault_time(word) as time_like(word, "
	"'{date}T{clock}(Z|[+]00:00)');\n"
	"\n";

static const char load_service[] =
	"create or replace temporary macro unquoted(word) as\n"
	"  case when length(word) >= 2 and starts_with(word, '''') and ends_with(word, '''') then "
	"substr(word, 2, length(word) - 2) else word end;\n"
	"\n"
	"create or replace temporary table service_line as\n"
	"select filename as log, case when starts_with(line, chr(65279) || '#') then substr(line, "
	"2) else line end as line\n"
	"from read_csv([";

static const char load_service_rows[] =
	"], columns = {'line': 'VARCHAR'}, delim = "
	"e'\\x01\\x02\\x03', quote = '', escape = '',\n"
	"              header = false, auto_detect = false, strict_mode = false, filename = true, "
	"max_line_size = {line_bytes});\n"
	"\n"
	"create or replace temporary table service as\n"
	"with header as (\n"
	"  select log, rowid as n, starts_with(line, '#Fields:') as is_fields, "
	"string_split(ltrim(substr(line, 9), ' ' || chr(9)), chr(9)) as names,\n"
	"    last_value(case when starts_with(line, '#Software:') then line = '#Software: RMS' end "
	"ignore nulls) over so_far as is_software,\n"
	"    last_value(case when starts_with(line, '#Software:') then false when "
	"starts_with(line, '#Version:') then line = '#Version: 1.1' end\n"
	"      ignore nulls) over so_far as is_version,\n"
	"    list_filter(names, lambda name: name in ('date', 'time', 'request-type', 'result', "
	"'c-ip')) as known\n"
	"  from service_line where line like '#Software:%' or line like '#Version:%' or line like "
	"'#Fields:%'\n"
	"  window so_far as (partition by log order by rowid)),\n"
	"named as (\n"
	"  select log, n, case when is_fields and is_software and is_version and len(names) <= "
	"{columns} "
	"and len(known) = len(list_distinct(known))\n"
	"    and len(list_filter(known, lambda name: name <> 'c-ip')) = 4 then names else [] end "
	"as names\n"
	"  from header),\n"
	"field as (select log, rowid as n, string_split(line, chr(9)) as parts from service_line "
	"where line <> '' and not starts_with(line, '#')),\n"
	"row_of as (\n"
	"  select field.log, len(names) > 0 and len(parts) = len(names) as is_whole, parts, names\n"
	"  from field asof left join named on field.log = named.log and field.n >= named.n)\n"
	"select log,\n"
	"  service_time(parts[list_position(names, 'date')], parts[list_position(names, 'time')]) "
	"as time,\n"
	"  unquoted(parts[list_position(names, 'request-type')]) as operation,\n"
	"  unquoted(parts[list_position(names, 'result')]) as result,\n"
	"  coalesce(unquoted(parts[list_position(names, 'c-ip')]), '') as address,\n"
	"  not coalesce(is_whole and time is not null, false) as is_malformed\n"
	"from row_of;\n"
	"\n";

/* A member that is there twice has two meanings. */
static const char load_vault[] =
	"create or replace temporary macro first_of(texts) as\n"
	"  coalesce(nullif(texts[1], ''), nullif(texts[2], ''), nullif(texts[3], ''), "
	"nullif(texts[4], ''), '');\n"
	"create or replace temporary macro has_twins(j, paths) as\n"
	"  coalesce(len(list_filter(json_keys(j, paths), lambda names: len(names) <> "
	"list_unique(names))) > 0, false);\n"
	"\n"
	"create or replace temporary table vault as\n"
	"with document as (\n"
	"  select filename as log, json as d from read_json_objects([";

static const char load_vault_rows[] =
	"], format = "
	"'unstructured', filename = true,\n"
	"    maximum_object_size = 268435456)),\n"
	"record as (\n"
	"  select log, unnest(case when json_type(d) = 'ARRAY' then from_json(d, '[\"JSON\"]')\n"
	"    when json_type(d, '$.records') = 'ARRAY' then from_json(d->'$.records', '[\"JSON\"]') "
	"else [d] end) as r from document),\n"
	"part as (\n"
	"  select log, has_twins(r, ['$', '$.properties']) as r_twins,\n"
	"    json_extract(r, ['$.identity', '$.Identity']) as identities,\n"
	"    json_extract_string(r, ['$.time', '$.TimeGenerated']) as times,\n"
	"    json_extract_string(r, ['$.operationName', '$.OperationName']) as operations,\n"
	"    json_extract_string(r, ['$.category', '$.Category']) as categories,\n"
	"    json_extract_string(r, ['$.resultType', '$.ResultType']) as results,\n"
	"    json_extract_string(r, ['$.properties.httpStatusCode', '$.HttpStatusCode']) as "
	"statuses,\n"
	"    json_extract_string(r, ['$.callerIpAddress', '$.CallerIpAddress', "
	"'$.callerIPAddress']) as addresses,\n"
	"    json_extract_string(r, ['$.resourceId', '$._ResourceId']) as resources,\n"
	"    json_extract_string(r, ['$.properties.id', '$.Id']) as ids,\n"
	"    json_extract_string(r, ['$.properties.requestUri', '$.RequestUri']) as uris\n"
	"  from record),\n"
	"person as (\n"
	"  select *, coalesce(identities[1], identities[2]) as i, coalesce(json_type(i) = "
	"'VARCHAR', false) as is_text,\n"
	"    case when is_text then try_cast(i->>'$' as json) else i end as identity\n"
	"  from part),\n"
	"claim as (\n"
	"  select *, has_twins(identity, ['$', '$.claim']) as i_twins,\n"
	"    json_extract_string(identity, ['$.claim.appid', '$.claim.upn',\n"
	"      '$.claim.\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn\"', "
	"'$.claim.appid',\n"
	"      '$.claim.\"http://schemas.microsoft.com/identity/claims/objectidentifier\"']) as "
	"claims\n"
	"  from person),\n"
	"row_of as (\n"
	"  select log, vault_time(first_of(times)) as time, first_of(operations) as operation,\n"
	"    lower(first_of(categories)) as category, first_of(results) as result,\n"
	"    coalesce(try_cast(coalesce(statuses[1], statuses[2]) as int), 0) as status, "
	"first_of(addresses) as address,\n"
	"    lower(first_of(resources)) as resource, lower(first_of(ids)) as id, "
	"lower(first_of(uris)) as uri,\n"
	"    case when i_twins then '' else lower(coalesce(claims[1], '')) end as application,\n"
	"    case when i_twins then '' else first_of(claims[2:]) end as who,\n"
	"    time is null or operation = '' or r_twins or (i_twins and not is_text) as "
	"is_malformed\n"
	"  from claim)\n"
	"select * exclude (category) from row_of where is_malformed or category <> "
	"'azurepolicyevaluationdetails';\n"
	"\n";

static const char judge[] =
	"-- 2. The rules: the same for every engine.\n"
	"create or replace temporary view service_row as\n"
	"select *, case {service_acts} end as act, result <> 'Success' as has_failed\n"
	"from service where not is_malformed and operation in ({service_operations});\n"
	"\n"
	"create or replace temporary view vault_url as\n"
	"select *,\n"
	"\n";

/* What usage_key_judge says; a key's own URL gives its version. */
static const char judge_url[] =
	"  case when regexp_extract({column}, '{key_url}([/?]|$)', 0) <> ''\n"
	"      then coalesce(nullif(regexp_extract({column}, '{key_url}/([0-9a-f]{32})([/?]|$)', "
	"2), ''), 'none')\n"
	"    when regexp_extract({column}, '{host_url}/(deleted)?keys/restore([?]|$)', 0) <> '' "
	"then 'unreadable'\n"
	"    when regexp_extract({column}, '{host_url}/(deleted)?keys/[a-z0-9-]+([/?]|$)', 0) <> "
	"'' then 'other'\n"
	"    when regexp_extract({column}, '{host_url}([/?]|$)', 0) <> '' then 'unreadable'\n"
	"    when regexp_extract({column}, '^https://[a-z0-9.-]*[a-z0-9-](:443)?([/?]|$)', 0) <> "
	"'' then 'elsewhere'\n"
	"    else 'unreadable' end as {column}_version";

static const char judge_row[] =
	"\n"
	"from vault where not is_malformed;\n"
	"\n"
	"create or replace temporary view vault_object as\n"
	"select *,\n"
	"  case when operation in ('KeyList', 'KeyListDeleted') then 'vault' when "
	"substr(operation, 1, 3) = 'Key' then 'key'\n"
	"    when substr(operation, 1, 6) = 'Secret' or substr(operation, 1, 11) = 'Certificate' "
	"then 'no key' else 'vault' end as object,\n"
	"  case when id_version = 'unreadable' then uri_version else id_version end as named,\n"
	"  case when uri_version = 'none' or id_version in ('unreadable', 'elsewhere', 'other') "
	"then uri_version else id_version end as version,\n"
	"  operation = 'Authentication' and status = 401 as is_challenge\n"
	"from vault_url;\n"
	"\n"
	"create or replace temporary table vault_about as\n"
	"select log, time, operation, result, status, address, application, who, object, version,\n"
	"  case when version not in ('unreadable', 'elsewhere', 'other') then case when "
	"is_challenge then 'nothing' else 'key' end\n"
	"    when resource = '' and object <> 'vault' and named = 'elsewhere' then 'elsewhere'\n"
	"    when regexp_extract(resource, '/(vaults|managedhsms)/[a-z0-9-]+$', 0) <> '' and "
	"resource not like '%/{vault}' then 'elsewhere'\n"
	"    when is_challenge or object = 'no key' or (object = 'key' and named = 'other') then "
	"'nothing' else 'vault' end as about\n"
	"from vault_object;\n"
	"\n"
	"create or replace temporary view vault_row as\n"
	"select *, application = '{principal}' as by_service,\n"
	"  (result <> '' and result <> 'Success') or status >= 300 or (status = 0 and result = '') "
	"as has_failed,\n"
	"  case {vault_acts} else 'none' end as act,\n"
	"  operation not in ({vault_operations}) and operation not in ({reads}) as administers\n"
	"from vault_about where about in ('key', 'vault');\n"
	"\n"
	"create or replace temporary table service_all as\n"
	"select act, time, log, operation, address, row_number() over (partition by act order by "
	"time, log) as n\n"
	"from service_row where not has_failed;\n"
	"\n"
	"create or replace temporary table vault_all as\n"
	"select act, time, log, operation, address, row_number() over (partition by act order by "
	"time, log) as n\n"
	"from vault_row where about = 'key' and by_service and not has_failed and not administers "
	"and act <> 'none';\n"
	"\n";

static const char match_about[] =
	"-- Matching, {stage}: the first of each side with the first of the other that is at most "
	"{width} away.\n"
	"-- c is how many of the service's are used up after the n-th of the vault's: c(n) = "
	"least(greatest(c(n-1), low) + 1, high),\n"
	"-- where low of them are too early for it, and high are not too late. Such steps are put "
	"together in pairs, pairs in fours...\n"
	"create or replace temporary table round_0 as\n"
	"with mark as (\n"
	"  select act, time, 1 as mine, 1 as place, 0 as n from {from_service}\n"
	"  union all select act, time - interval {width}, 0, 0, n from {from_vault}\n"
	"  union all select act, time + interval {width}, 0, 2, n from {from_vault}),\n"
	"counted as (\n"
	"  select act, place, n, sum(mine) over (partition by act order by time, place\n"
	"    rows between unbounded preceding and current row) as before from mark),\n"
	"bound as (\n"
	"  select act, n, max(case when place = 0 then before end) as low, max(case when place = 2 "
	"then before end) as high\n"
	"  from counted where n > 0 group by act, n)\n"
	"select act, n, low, high, least(low - n + 1, high - n) as l, high - n as u from bound;\n"
	"\n";

static const char match_round[] =
	"create or replace temporary table round_{next} as\n"
	"select act, n, low, high,\n"
	"  case when le is null then l else least(greatest(le, l), u) end as l,\n"
	"  case when le is null then u else least(greatest(ue, l), u) end as u\n"
	"from (select *, lag(l, {step}) over (partition by act order by n) as le,\n"
	"    lag(u, {step}) over (partition by act order by n) as ue from round_{this}) as pair;\n";

static const char match_end[] =
	"\n"
	"create or replace temporary table matched as\n"
	"select act, n, c from (\n"
	"  select *, coalesce(lag(c) over (partition by act order by n), 0) as c_before\n"
	"  from (select act, n, low, least(greatest(0, l), u) + n as c from round_{rounds}) as "
	"used) as step\n"
	"where c = greatest(c_before, low) + 1;\n"
	"\n"
	"create or replace temporary table {to_service} as\n"
	"select act, time, log, operation, address, row_number() over (partition by act order by "
	"time, log) as n\n"
	"from {from_service} as r where not exists (select 1 from matched where matched.act = "
	"r.act and matched.c = r.n);\n"
	"\n"
	"create or replace temporary table {to_vault} as\n"
	"select act, time, log, operation, address, row_number() over (partition by act order by "
	"time, log) as n\n"
	"from {from_vault} as r where not exists (select 1 from matched where matched.act = r.act "
	"and matched.n = r.n);\n"
	"\n";

static const char find[] =
	"create or replace temporary view silent as\n"
	"with row_time as (\n"
	"  select 'service' as side, time from service where not is_malformed\n"
	"  union all select 'vault', time from vault_about where about <> 'elsewhere'),\n"
	"span as (select min(date_trunc('hour', time)) as first, max(date_trunc('hour', time)) as "
	"last from row_time),\n"
	"hour as (\n"
	"  select side, date_trunc('hour', time) as h from row_time group by 1, 2\n"
	"  union all select side, first - interval 1 hour from span, (values ('service'), "
	"('vault')) as s(side)\n"
	"  union all select side, last + interval 1 hour from span, (values ('service'), "
	"('vault')) as s(side)),\n"
	"follows as (select side, h, lead(h) over (partition by side order by h) as next from "
	"hour)\n"
	"select side, h + interval 1 hour as time, next as until from follows where next > h + "
	"interval 1 hour;\n"
	"\n"
	"create or replace temporary view finding (rule, side, log, time, until, operation, who, "
	"address) as\n";

static const char *const findings[] = {
	[USAGE_OTHER_PRINCIPAL] =
		"select '{rule}', 'vault', log, time, cast(null as timestamp), operation, who, "
		"address\n"
		"  from vault_row where about = 'key' and not by_service and not administers\n",
	[USAGE_VAULT_ALONE] =
		"select '{rule}', 'vault', log, time, null, operation, '', address from "
		"vault_alone\n"
		"union all select '{rule}', 'vault', log, time, null, operation, who, address\n"
		"  from vault_row where about = 'key' and by_service and not has_failed and not "
		"administers and act = 'none'\n",
	[USAGE_SERVICE_ALONE] = "select '{rule}', 'service', log, time, null, operation, '', "
				"address from service_alone\n",
	[USAGE_FAILED] = "select '{rule}', 'vault', log, time, null, operation, who, address\n"
			 "  from vault_row where has_failed and (about = 'key' or administers)\n"
			 "union all select '{rule}', 'service', log, time, null, operation, '', "
			 "address from service_row where has_failed\n",
	[USAGE_ADMINISTRATION] = "select '{rule}', 'vault', log, time, null, operation, who, "
				 "address from vault_row where administers\n",
	[USAGE_NO_VERSION] = "select '{rule}', 'vault', log, time, null, operation, who, address\n"
			     "  from vault_row where about = 'key' and version = 'none' and "
			     "operation in ({uses})\n",
	[USAGE_OTHER_VERSION] =
		"select '{rule}', 'vault', log, time, null, operation, who, address\n"
		"  from vault_row where about = 'key' and version not in ('none', '{version}') and "
		"operation in ({uses})\n",
	[USAGE_NO_NAME] =
		"select '{rule}', 'vault', log, time, null, operation, who, address\n"
		"  from vault_row where about = 'vault' and object = 'key' and not administers\n",
	[USAGE_SILENT] = "select '{rule}', side, '', time, until, '', '', '' from silent\n",
	[USAGE_NO_USE] = "select '{rule}', '', '', null, null, '', '', ''\n"
			 "  where not exists (select 1 from service_row) and not exists (select 1 "
			 "from vault_row where about = 'key')\n",
	[USAGE_MALFORMED] = "select '{rule}', 'service', log, null, null, '', '', '' from service "
			    "where is_malformed\n"
			    "union all select '{rule}', 'vault', log, null, null, '', '', '' from "
			    "vault where is_malformed\n",
};

_Static_assert(sizeof findings / sizeof findings[0] == USAGE_QUERY_RULES,
	       "a rule is not in the SQL");

static const char known[] =
	";\n"
	"\n"
	"select rule, severity, side, log, time, until, operation, who, address, sentence\n"
	"from finding join (values\n";

static const char known_end[] = ") as known(name, severity, sentence) on rule = name\n"
				"order by time, rule;\n";

/* The same of both columns that have a URL. */
static void
print_judge(struct usage_template_name *names)
{
	usage_template_print(judge, names);
	usage_template_add(names, "column", "id");
	usage_template_print(judge_url, names);
	fputs(",\n", stdout);
	usage_template_add(names, "column", "uri");
	usage_template_print(judge_url, names);
	usage_template_print(judge_row, names);
}

/* In a literal of SQL a quote stands twice. */
static void
print_literal(const char *text)
{
	putchar('\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			putchar('\'');
		putchar(*text);
	}
	putchar('\'');
}

static void
print_rules(void)
{
	for (enum usage_rule rule = 0; rule < USAGE_QUERY_RULES; rule++) {
		printf("%s  ('%s', '%s', ", rule > 0 ? ",\n" : "", usage_rule_row(rule)->name,
		       usage_rule_severity(rule));
		print_literal(usage_rule_row(rule)->sentence);
		putchar(')');
	}
}

/* In a literal of SQL: a name is what the shell gave, and may be a pattern. */
static void
print_logs(char *const *names, const char *otherwise)
{
	if (names == NULL)
		printf("'%s'", otherwise);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		if (!text_is_ascii(names[i], strlen(names[i])) || strchr(names[i], '\'') != NULL)
			misuse("the name of '%s' cannot be written in SQL", names[i]);
		printf("%s'%s'", i > 0 ? ", " : "", names[i]);
	}
}

static void
print_load(const struct usage_template_name *names, char *const *service, char *const *vault)
{
	usage_template_print(load_times, names);
	usage_template_print(load_service, names);
	print_logs(service, "service/*.log");
	usage_template_print(load_service_rows, names);
	usage_template_print(load_vault, names);
	print_logs(vault, "vault/**/*.json");
	usage_template_print(load_vault_rows, names);
}

static void
print_rounds(void)
{
	for (unsigned i = 0; i < ROUNDS; i++) {
		char this[16], next[16], step[16];
		const struct usage_template_name names[] = {
			{"this", this}, {"next", next}, {"step", step}, {NULL, NULL}};

		snprintf(this, sizeof this, "%u", i);
		snprintf(next, sizeof next, "%u", i + 1);
		snprintf(step, sizeof step, "%u", 1u << i);
		usage_template_print(match_round, names);
	}
}

static void
print_stage(const char *stage, const char *width, const char *from, const char *to)
{
	char rounds[16], from_service[32], from_vault[32], to_service[32], to_vault[32];
	const struct usage_template_name names[] = {
		{"stage", stage},           {"width", width},
		{"rounds", rounds},         {"from_service", from_service},
		{"from_vault", from_vault}, {"to_service", to_service},
		{"to_vault", to_vault},     {NULL, NULL}};

	snprintf(rounds, sizeof rounds, "%d", ROUNDS);
	snprintf(from_service, sizeof from_service, "service_%s", from);
	snprintf(from_vault, sizeof from_vault, "vault_%s", from);
	snprintf(to_service, sizeof to_service, "service_%s", to);
	snprintf(to_vault, sizeof to_vault, "vault_%s", to);
	usage_template_print(match_about, names);
	print_rounds();
	usage_template_print(match_end, names);
}

static void
print_matches(unsigned window_minutes)
{
	char near[32], window[32];

	snprintf(near, sizeof near, "%u seconds", usage_query_near_seconds(window_minutes));
	snprintf(window, sizeof window, "%u minutes", window_minutes);
	print_stage("close by", near, "all", "far");
	print_stage("in the whole window", window, "far", "alone");
}

void
usage_query_sql(const struct usage_key *key, unsigned window_minutes, char *const *service,
		char *const *vault)
{
	struct usage_template_name names[USAGE_TEMPLATE_MOST_NAMES];
	char most_uses[16];

	snprintf(most_uses, sizeof most_uses, "%u", 1u << ROUNDS);
	usage_query_names(names, USAGE_QUERY_SQL, key, window_minutes);
	usage_template_add(names, "most_uses", most_uses);
	usage_template_print(about, names);
	print_load(names, service, vault);
	print_judge(names);
	print_matches(window_minutes);
	usage_template_print(find, names);
	usage_query_find(findings, "union all ", names);
	usage_template_print(known, names);
	print_rules();
	usage_template_print(known_end, names);
}
