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
	"-- Rows that cannot be read are not counted here: verify-usage names them. At most "
	"16777216 uses of a kind.\n"
	"\n";

static const char load_service[] =
	"-- 1. The logs as tables.\n"
	"create or replace temporary table service_line as\n"
	"select filename as log, rtrim(line, chr(13)) as line\n"
	"from read_csv([{service_logs}], columns = {'line': 'VARCHAR'}, delim = e'\\x01', quote = "
	"'', escape = '',\n"
	"              header = false, auto_detect = false, filename = true, max_line_size = "
	"65536);\n"
	"\n"
	"create or replace temporary table service as\n"
	"with header as (\n"
	"  select log, any_value(string_split(substr(line, 10), chr(9))) as names\n"
	"  from service_line where starts_with(line, '#Fields: ') group by log),\n"
	"field as (\n"
	"  select header.log, names, string_split(line, chr(9)) as parts\n"
	"  from service_line join header on header.log = service_line.log\n"
	"  where line <> '' and not starts_with(line, '#'))\n"
	"select log,\n"
	"  try_cast(parts[list_position(names, 'date')] || ' ' || parts[list_position(names, "
	"'time')] as timestamp) as time,\n"
	"  trim(parts[list_position(names, 'request-type')], '''') as operation,\n"
	"  trim(parts[list_position(names, 'result')], '''') as result,\n"
	"  trim(parts[list_position(names, 'c-ip')], '''') as address\n"
	"from field where len(parts) = len(names) and time is not null;\n"
	"\n";

static const char load_vault[] =
	"create or replace temporary table vault as\n"
	"with document as (\n"
	"  select filename as log, json as d from read_json_objects([{vault_logs}], filename = "
	"true,\n"
	"    maximum_object_size = 268435456)),\n"
	"record as (\n"
	"  select log, unnest(case when json_type(d, '$.records') = 'ARRAY' then "
	"from_json(d->'$.records', '[\"JSON\"]')\n"
	"    else [d] end) as r from document),\n"
	"part as (\n"
	"  select *, case when json_type(i) = 'VARCHAR' then try_cast(i->>'$' as json) else i end "
	"as identity\n"
	"  from (select *, coalesce(r->'$.identity', r->'$.Identity') as i from record))\n"
	"select log,\n"
	"  try_cast(coalesce(r->>'$.time', r->>'$.TimeGenerated') as timestamp) as time,\n"
	"  coalesce(r->>'$.operationName', r->>'$.OperationName') as operation,\n"
	"  coalesce(r->>'$.resultType', r->>'$.ResultType', '') as result,\n"
	"  coalesce(try_cast(coalesce(r->>'$.properties.httpStatusCode', r->>'$.HttpStatusCode') "
	"as int), 0) as status,\n"
	"  coalesce(r->>'$.callerIpAddress', r->>'$.CallerIpAddress', r->>'$.callerIPAddress', '') "
	"as address,\n"
	"  lower(coalesce(r->>'$.resourceId', r->>'$._ResourceId', '')) as resource,\n"
	"  lower(coalesce(nullif(r->>'$.properties.id', ''), r->>'$.Id', '')) as id,\n"
	"  lower(coalesce(nullif(r->>'$.properties.requestUri', ''), r->>'$.RequestUri', '')) as "
	"uri,\n"
	"  lower(coalesce(identity->>'$.claim.appid', '')) as application,\n"
	"  coalesce(nullif(identity->>'$.claim.upn', ''),\n"
	"    "
	"nullif(identity->>'$.claim.\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
	"upn\"', ''),\n"
	"    nullif(identity->>'$.claim.appid', ''),\n"
	"    "
	"identity->>'$.claim.\"http://schemas.microsoft.com/identity/claims/objectidentifier\"', "
	"'') as who\n"
	"from part\n"
	"where time is not null and operation <> ''\n"
	"  and coalesce(r->>'$.category', r->>'$.Category', 'AuditEvent') = 'AuditEvent';\n"
	"\n";

static const char judge[] =
	"-- 2. The rules: the same for every engine.\n"
	"create or replace temporary view service_row as\n"
	"select *, case {service_acts} end as act, result <> 'Success' as has_failed\n"
	"from service where operation in ({service_operations});\n"
	"\n"
	"create or replace temporary view vault_url as\n"
	"select *,\n"
	"  case when regexp_extract(id, '{key_url}([/?].*)?$', 0) = '' then 'other'\n"
	"    else coalesce(nullif(regexp_extract(id, '{key_url}/([0-9a-f]{32})([/?].*)?$', 2), "
	"''), 'none') end as id_version,\n"
	"  case when regexp_extract(uri, '{key_url}([/?].*)?$', 0) = '' then 'other'\n"
	"    else coalesce(nullif(regexp_extract(uri, '{key_url}/([0-9a-f]{32})([/?].*)?$', 2), "
	"''), 'none') end as uri_version\n"
	"from vault;\n"
	"\n"
	"create or replace temporary view vault_about as\n"
	"select *,\n"
	"  case when uri_version = 'none' then 'none' when id_version = 'other' then uri_version "
	"else id_version end as version,\n"
	"  case when operation = 'Authentication' and status = 401 then 'nothing'\n"
	"    when id_version <> 'other' or uri_version <> 'other' then 'key'\n"
	"    when substr(operation, 1, 3) in ('Key', 'Sec', 'Cer') then 'nothing'\n"
	"    when resource = '' or resource like '%/{vault}' then 'vault' else 'nothing' end as "
	"about\n"
	"from vault_url;\n"
	"\n"
	"create or replace temporary view vault_row as\n"
	"select *, application = '{principal}' as by_service,\n"
	"  (result <> '' and result <> 'Success') or status >= 300 or (status = 0 and result = '') "
	"as has_failed,\n"
	"  case {vault_acts} else 'none' end as act,\n"
	"  operation not in ({vault_operations}) and operation not like '%Get%' and operation not "
	"like '%List%'\n"
	"    and operation not like '%Authentication%' as administers\n"
	"from vault_about where about <> 'nothing';\n"
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
	"with row_time as (select 'service' as side, time from service union all select 'vault', "
	"time from vault),\n"
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
	"create or replace temporary view finding as\n"
	"select 'other-principal' as rule, 'vault' as side, log, time, cast(null as timestamp) as "
	"until, operation, who, address\n"
	"  from vault_row where about = 'key' and not by_service and not administers\n"
	"union all select 'vault-alone', 'vault', log, time, null, operation, '', address from "
	"vault_alone\n"
	"union all select 'vault-alone', 'vault', log, time, null, operation, who, address\n"
	"  from vault_row where about = 'key' and by_service and not has_failed and not "
	"administers and act = 'none'\n"
	"union all select 'service-alone', 'service', log, time, null, operation, '', address from "
	"service_alone\n"
	"union all select 'failed', 'vault', log, time, null, operation, who, address\n"
	"  from vault_row where has_failed and (about = 'key' or administers)\n"
	"union all select 'failed', 'service', log, time, null, operation, '', address from "
	"service_row where has_failed\n"
	"union all select 'administration', 'vault', log, time, null, operation, who, address from "
	"vault_row where administers\n"
	"union all select 'no-version', 'vault', log, time, null, operation, who, address\n"
	"  from vault_row where version = 'none' and operation in ({uses})\n"
	"union all select 'other-version', 'vault', log, time, null, operation, who, address\n"
	"  from vault_row where version not in ('other', 'none', '{version}') and operation in "
	"({uses})\n"
	"union all select 'silent', side, '', time, until, '', '', '' from silent\n"
	"union all select 'no-use', '', '', null, null, '', '', ''\n"
	"  where not exists (select 1 from service_row) and not exists (select 1 from vault_row);\n"
	"\n"
	"select rule, severity, side, log, time, until, operation, who, address, sentence\n"
	"from finding join (values\n";

static const char find_end[] = ") as known(name, severity, sentence) on rule = name\n"
			       "order by time, rule;\n";

static void
print_rules(void)
{
	for (enum usage_rule rule = 0; rule < USAGE_LATE; rule++) {
		printf("%s  ('%s', '%s', '", rule > 0 ? ",\n" : "", usage_rule_row(rule)->name,
		       usage_rule_severity(rule));
		for (const char *at = usage_rule_row(rule)->sentence; *at != '\0'; at++)
			printf(*at == '\'' ? "''" : "%c", *at);
		printf("')");
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

/* The list of logs may be long: it is printed between the two parts of the text. */
static void
print_load(const char *text, const char *name, char *const *logs, const char *otherwise)
{
	const char *at = strstr(text, name);

	if (at == NULL)
		die("a query names no %s", name);
	fwrite(text, 1, (size_t)(at - text), stdout);
	print_logs(logs, otherwise);
	fputs(at + strlen(name), stdout);
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
	char window[32];

	snprintf(window, sizeof window, "%u minutes", window_minutes);
	print_stage("close by", window_minutes == 0 ? "0 seconds" : "5 seconds", "all", "far");
	print_stage("in the whole window", window, "far", "alone");
}

void
usage_query_sql(const struct usage_key *key, unsigned window_minutes, char *const *service,
		char *const *vault)
{
	struct usage_template_name names[USAGE_TEMPLATE_MOST_NAMES];

	usage_query_names(names, USAGE_QUERY_SQL, key, window_minutes);
	usage_template_print(about, names);
	print_load(load_service, "{service_logs}", service, "service/*.log");
	print_load(load_vault, "{vault_logs}", vault, "vault/**/*.json");
	usage_template_print(judge, names);
	print_matches(window_minutes);
	usage_template_print(find, names);
	print_rules();
	usage_template_print(find_end, names);
}
