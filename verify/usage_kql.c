#include "usage_query.h"

#include <stdio.h>

#include "verify/usage_rule.h"
#include "verify/usage_template.h"

static const char about[] =
	"// The rules of verify-usage as KQL, for Log Analytics.\n"
	"// key       https://{host}/keys/{key}/{version}\n"
	"// principal {principal}\n"
	"//\n"
	"// The vault's log is the table AZKVAuditLogs, within the time range of the query. The "
	"service's logs are blobs: name each one, with a token\n"
	"// that may read it; the columns stand here in the order of their #Fields: a header "
	"of another order is malformed.\n"
	"let service_log = externaldata(Day: string, Clock: string, RowId: string, RequestType: "
	"string, UserId: string,\n"
	"    Result: string, CorrelationId: string, ContentId: string, OwnerEmail: string, Issuer: "
	"string, TemplateId: string,\n"
	"    FileName: string, DatePublished: string, Client: string, ClientIp: string, "
	"AdminAction: string, ActingAsUser: string)\n"
	"    [@'https://ACCOUNT.blob.core.windows.net/CONTAINER/BLOB?TOKEN'] with (format='tsv');\n"
	"let near_window = {near}s;\n"
	"let whole_window = {window}m;\n"
	"let service_acts = dynamic({ {service_acts} });\n"
	"let vault_acts = dynamic({ {vault_acts} });\n"
	"let known_operations = dynamic([{vault_operations}]);\n"
	"let uses = dynamic([{uses}]);\n"
	"let reads = dynamic([{reads}]);\n";

static const char judge[] =
	"let service_line = service_log\n"
	"| extend Time = iff(strcat(Day, ' ', Clock) matches regex @'^{date} {clock}$', "
	"todatetime(strcat(Day, ' ', Clock)),\n"
	"    datetime(null))\n"
	"| extend IsMalformed = iff(Day startswith '#', Day startswith_cs '#Fields:' and not(Day "
	"== '#Fields: date' and Clock == 'time'\n"
	"    and RequestType == 'request-type' and Result == 'result' and ClientIp == 'c-ip'), "
	"isnull(Time) and isnotempty(strcat(Day, Clock)));\n"
	"let service_all = service_line\n"
	"| where Day !startswith '#' and isnotnull(Time)\n"
	"| project Time, Operation = trim(\"'\", RequestType), Result = trim(\"'\", Result), "
	"Address = trim(\"'\", ClientIp);\n"
	"let service_row = service_all\n"
	"| extend Act = tostring(service_acts[Operation])\n"
	"| where isnotempty(Act)\n"
	"| extend HasFailed = Result != 'Success';\n"
	"let vault_all = AZKVAuditLogs\n"
	"| extend Claim = Identity.claim, IdUrl = tolower(Id), Uri = tolower(RequestUri), Resource "
	"= tolower(_ResourceId),\n"
	"  Status = toint(HttpStatusCode)\n";

/* What usage_key_judge says; a key's own URL gives its version. */
static const char judge_url[] =
	"| extend {column}Version = case({column} matches regex @'{key_url}([/?]|$)',\n"
	"      coalesce(extract(@'{key_url}/([0-9a-f]{32})([/?]|$)', 2, {column}), "
	"'none'),\n"
	"    {column} matches regex @'{host_url}/(deleted)?keys/restore([?]|$)', "
	"'unreadable',\n"
	"    {column} matches regex @'{host_url}/(deleted)?keys/[a-z0-9-]+([/?]|$)', "
	"'other',\n"
	"    {column} matches regex @'{host_url}([/?]|$)', 'unreadable',\n"
	"    {column} matches regex @'^https://[a-z0-9.-]*[a-z0-9-](:443)?([/?]|$)', "
	"'elsewhere', 'unreadable')\n";

static const char judge_row[] =
	"| extend Object = case(OperationName in ('KeyList', 'KeyListDeleted'), 'vault', "
	"OperationName startswith_cs 'Key', 'key',\n"
	"    OperationName startswith_cs 'Secret' or OperationName startswith_cs 'Certificate', "
	"'no key', 'vault'),\n"
	"  Named = iff(IdUrlVersion == 'unreadable', UriVersion, IdUrlVersion),\n"
	"  Version = iff(UriVersion == 'none' or IdUrlVersion in ('unreadable', 'elsewhere', "
	"'other'), UriVersion, IdUrlVersion),\n"
	"  IsChallenge = OperationName == 'Authentication' and Status == 401\n"
	"| extend About = case(Version !in ('unreadable', 'elsewhere', 'other'), iff(IsChallenge, "
	"'nothing', 'key'),\n"
	"    isempty(Resource) and Object != 'vault' and Named == 'elsewhere', 'elsewhere',\n"
	"    Resource matches regex @'/(vaults|managedhsms)/[a-z0-9-]+$' and not(Resource endswith "
	"'/{vault}'), 'elsewhere',\n"
	"    IsChallenge or Object == 'no key' or (Object == 'key' and Named == 'other'), "
	"'nothing', 'vault');\n"
	"let vault_row = vault_all\n"
	"| where About in ('key', 'vault')\n"
	"| project Time = TimeGenerated, Operation = OperationName, Address = CallerIpAddress, "
	"Version, About, Object,\n"
	"  ByService = tolower(tostring(Claim.appid)) == '{principal}',\n"
	"  Who = case(isnotempty(tostring(Claim.upn)), tostring(Claim.upn),\n"
	"    "
	"isnotempty(tostring(Claim['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
	"upn'])),\n"
	"    tostring(Claim['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn']),\n"
	"    isnotempty(tostring(Claim.appid)), tostring(Claim.appid),\n"
	"    tostring(Claim['http://schemas.microsoft.com/identity/claims/objectidentifier'])),\n"
	"  HasFailed = (isnotempty(ResultType) and ResultType != 'Success') or Status >= 300\n"
	"    or ((isnull(Status) or Status == 0) and isempty(ResultType)),\n"
	"  Act = iff(isempty(tostring(vault_acts[OperationName])), 'none', "
	"tostring(vault_acts[OperationName])),\n"
	"  Administers = OperationName !in (known_operations) and OperationName !in (reads);\n"
	"let service_far = service_row\n"
	"| where not(HasFailed)\n"
	"| project Act, Time, Operation, Address;\n"
	"let vault_far = vault_row\n"
	"| where About == 'key' and ByService and not(HasFailed) and not(Administers) and Act != "
	"'none'\n"
	"| project Act, Time, Operation, Address;\n";

static const char match[] =
	"// Matching, {stage}: the first of each side with the first of the other that is at most "
	"that far away. C is how many of the\n"
	"// service's are used up after the N-th of the vault's; Low of them are too early for it, "
	"and High are not too late.\n"
	"let service_{stage}_n = materialize(service_{from}\n"
	"| sort by Act asc, Time asc\n"
	"| extend N = row_number(1, prev(Act) != Act));\n"
	"let vault_{stage}_n = materialize(vault_{from}\n"
	"| sort by Act asc, Time asc\n"
	"| extend N = row_number(1, prev(Act) != Act));\n"
	"let matched_{stage} = materialize(union\n"
	"  (service_{stage}_n | project Act, At = Time, Mine = 1, Place = 1, N = 0),\n"
	"  (vault_{stage}_n | project Act, At = Time - {width}, Mine = 0, Place = 0, N),\n"
	"  (vault_{stage}_n | project Act, At = Time + {width}, Mine = 0, Place = 2, N)\n"
	"| sort by Act asc, At asc, Place asc\n"
	"| extend Before = row_cumsum(Mine, prev(Act) != Act)\n"
	"| where N > 0\n"
	"| summarize Low = maxif(Before, Place == 0), High = maxif(Before, Place == 2) by Act, N\n"
	"| sort by Act asc, N asc\n"
	"| scan declare (C: long = 0, IsMatched: bool = false) with (\n"
	"    step each: true =>\n"
	"      IsMatched = max_of(iff(each.Act == Act, each.C, 0), Low) < High,\n"
	"      C = min_of(max_of(iff(each.Act == Act, each.C, 0), Low) + 1, High);\n"
	"  )\n"
	"| where IsMatched);\n"
	"let service_{stage} = service_{stage}_n\n"
	"| join kind=leftanti (matched_{stage} | project Act, N = C) on Act, N\n"
	"| project Act, Time, Operation, Address;\n"
	"let vault_{stage} = vault_{stage}_n\n"
	"| join kind=leftanti (matched_{stage} | project Act, N) on Act, N\n"
	"| project Act, Time, Operation, Address;\n";

static const char find[] =
	"let row_hour = union\n"
	"  (service_all | summarize by Side = 'service', Hour = bin(Time, 1h)),\n"
	"  (vault_all | where About != 'elsewhere' | summarize by Side = 'vault', Hour = "
	"bin(TimeGenerated, 1h));\n"
	"let first_hour = toscalar(row_hour | summarize min(Hour));\n"
	"let last_hour = toscalar(row_hour | summarize max(Hour));\n"
	"let silent = union row_hour,\n"
	"  (print Side = dynamic(['service', 'vault']), Hour = pack_array(first_hour - 1h, "
	"last_hour + 1h)\n"
	"  | mv-expand Side to typeof(string) | mv-expand Hour to typeof(datetime))\n"
	"| sort by Side asc, Hour asc\n"
	"| extend Until = iff(next(Side) == Side, next(Hour), Hour)\n"
	"| where Until > Hour + 1h\n"
	"| project Side, Time = Hour + 1h, Until;\n"
	"let sentence = datatable(Rule: string, Severity: string, Sentence: string)\n"
	"[\n";

static const char known_end[] = "];\n"
				"union\n";

static const char *const findings[] = {
	[USAGE_OTHER_PRINCIPAL] = "  (vault_row | where About == 'key' and not(ByService) and "
				  "not(Administers) | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_VAULT_ALONE] = "  (vault_whole | extend Rule = '{rule}', Side = 'vault'),\n"
			      "  (vault_row | where About == 'key' and ByService and "
			      "not(HasFailed) and not(Administers) and Act == 'none'\n"
			      "    | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_SERVICE_ALONE] = "  (service_whole | extend Rule = '{rule}', Side = 'service')",
	[USAGE_FAILED] =
		"  (vault_row | where HasFailed and (About == 'key' or Administers) | extend Rule "
		"= '{rule}', Side = 'vault'),\n"
		"  (service_row | where HasFailed | extend Rule = '{rule}', Side = 'service')",
	[USAGE_ADMINISTRATION] =
		"  (vault_row | where Administers | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_NO_VERSION] = "  (vault_row | where About == 'key' and Version == 'none' and "
			     "Operation in (uses) | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_OTHER_VERSION] = "  (vault_row | where About == 'key' and Version !in ('none', "
				"'{version}') and Operation in (uses)\n"
				"    | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_NO_NAME] = "  (vault_row | where About == 'vault' and Object == 'key' and "
			  "not(Administers) | extend Rule = '{rule}', Side = 'vault')",
	[USAGE_SILENT] = "  (silent | extend Rule = '{rule}')",
	[USAGE_NO_USE] = "  (union (service_row | project Time), (vault_row | where About == 'key' "
			 "| project Time) | count | where Count == 0\n"
			 "    | project Rule = '{rule}')",
	[USAGE_MALFORMED] =
		"  (service_line | where IsMalformed | project Rule = '{rule}', Side = 'service')",
};

_Static_assert(sizeof findings / sizeof findings[0] == USAGE_QUERY_RULES,
	       "a rule is not in the KQL");

static const char find_end[] =
	"\n"
	"| lookup kind=leftouter sentence on Rule\n"
	"| project Rule, Severity, Side, Time, Until, Operation, Who, Address, Sentence\n"
	"| order by Time asc, Rule asc\n";

/* The same of both columns that have a URL. */
static void
print_judge(struct usage_template_name *names)
{
	usage_template_print(judge, names);
	usage_template_add(names, "column", "IdUrl");
	usage_template_print(judge_url, names);
	usage_template_add(names, "column", "Uri");
	usage_template_print(judge_url, names);
	usage_template_print(judge_row, names);
}

static void
print_match(const char *stage, const char *from, const char *width)
{
	const struct usage_template_name names[] = {
		{"stage", stage}, {"from", from}, {"width", width}, {NULL, NULL}};

	usage_template_print(match, names);
}

static void
print_rules(void)
{
	for (enum usage_rule rule = 0; rule < USAGE_QUERY_RULES; rule++)
		printf("  '%s', '%s', \"%s\"%s\n", usage_rule_row(rule)->name,
		       usage_rule_severity(rule), usage_rule_row(rule)->sentence,
		       rule + 1 < USAGE_QUERY_RULES ? "," : "");
}

void
usage_query_kql(const struct usage_key *key, unsigned window_minutes)
{
	struct usage_template_name names[USAGE_TEMPLATE_MOST_NAMES];

	usage_query_names(names, USAGE_QUERY_KQL, key, window_minutes);
	usage_template_print(about, names);
	print_judge(names);
	print_match("near", "far", "near_window");
	print_match("whole", "near", "whole_window");
	usage_template_print(find, names);
	print_rules();
	usage_template_print(known_end, names);
	usage_query_find(findings, ",\n", names);
	usage_template_print(find_end, names);
}
