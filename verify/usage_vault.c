#include "usage_vault.h"

#include <string.h>
#include <strings.h>

#include "ceremony/text.h"
#include "verify/usage_file.h"
#include "verify/usage_json.h"
#include "verify/usage_time.h"

/* Each value under its two names: the blob's, and the table's behind it. */
enum path {
	RECORD,
	TIME,
	TIME_2,
	OPERATION,
	OPERATION_2,
	CATEGORY,
	CATEGORY_2,
	RESULT,
	RESULT_2,
	ADDRESS,
	ADDRESS_2,
	ADDRESS_3,
	RESOURCE,
	RESOURCE_2,
	IDENTITY,
	IDENTITY_2,
	PROPERTIES,
	ID,
	ID_2,
	URI,
	URI_2,
	STATUS,
	STATUS_2,
	CLAIM,
	CLAIM_2,
	APPID,
	APPID_2,
	UPN,
	UPN_2,
	UPN_LONG,
	UPN_LONG_2,
	OID,
	OID_2,
	PATHS
};

#define UPN_NAME "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
#define OID_NAME "http://schemas.microsoft.com/identity/claims/objectidentifier"

static const struct usage_json_path paths[PATHS] = {
	[RECORD] = USAGE_JSON_PATH(RECORD, ""),
	[TIME] = USAGE_JSON_PATH(RECORD, "time"),
	[TIME_2] = USAGE_JSON_PATH(RECORD, "TimeGenerated"),
	[OPERATION] = USAGE_JSON_PATH(RECORD, "operationName"),
	[OPERATION_2] = USAGE_JSON_PATH(RECORD, "OperationName"),
	[CATEGORY] = USAGE_JSON_PATH(RECORD, "category"),
	[CATEGORY_2] = USAGE_JSON_PATH(RECORD, "Category"),
	[RESULT] = USAGE_JSON_PATH(RECORD, "resultType"),
	[RESULT_2] = USAGE_JSON_PATH(RECORD, "ResultType"),
	[ADDRESS] = USAGE_JSON_PATH(RECORD, "callerIpAddress"),
	[ADDRESS_2] = USAGE_JSON_PATH(RECORD, "CallerIpAddress"),
	[ADDRESS_3] = USAGE_JSON_PATH(RECORD, "callerIPAddress"),
	[RESOURCE] = USAGE_JSON_PATH(RECORD, "resourceId"),
	[RESOURCE_2] = USAGE_JSON_PATH(RECORD, "_ResourceId"),
	[IDENTITY] = USAGE_JSON_PATH(RECORD, "identity"),
	[IDENTITY_2] = USAGE_JSON_PATH(RECORD, "Identity"),
	[PROPERTIES] = USAGE_JSON_PATH(RECORD, "properties"),
	[ID] = USAGE_JSON_PATH(PROPERTIES, "id"),
	[ID_2] = USAGE_JSON_PATH(RECORD, "Id"),
	[URI] = USAGE_JSON_PATH(PROPERTIES, "requestUri"),
	[URI_2] = USAGE_JSON_PATH(RECORD, "RequestUri"),
	[STATUS] = USAGE_JSON_PATH(PROPERTIES, "httpStatusCode"),
	[STATUS_2] = USAGE_JSON_PATH(RECORD, "HttpStatusCode"),
	[CLAIM] = USAGE_JSON_PATH(IDENTITY, "claim"),
	[CLAIM_2] = USAGE_JSON_PATH(IDENTITY_2, "claim"),
	[APPID] = USAGE_JSON_PATH(CLAIM, "appid"),
	[APPID_2] = USAGE_JSON_PATH(CLAIM_2, "appid"),
	[UPN] = USAGE_JSON_PATH(CLAIM, "upn"),
	[UPN_2] = USAGE_JSON_PATH(CLAIM_2, "upn"),
	[UPN_LONG] = USAGE_JSON_PATH(CLAIM, UPN_NAME),
	[UPN_LONG_2] = USAGE_JSON_PATH(CLAIM_2, UPN_NAME),
	[OID] = USAGE_JSON_PATH(CLAIM, OID_NAME),
	[OID_2] = USAGE_JSON_PATH(CLAIM_2, OID_NAME),
};

/* A column of type dynamic may come as a text that is JSON. */
enum { OWN_IDENTITY, OWN_CLAIM, OWN_APPID, OWN_UPN, OWN_UPN_LONG, OWN_OID, OWN_PATHS };

static const struct usage_json_path identity_paths[OWN_PATHS] = {
	[OWN_IDENTITY] = USAGE_JSON_PATH(OWN_IDENTITY, ""),
	[OWN_CLAIM] = USAGE_JSON_PATH(OWN_IDENTITY, "claim"),
	[OWN_APPID] = USAGE_JSON_PATH(OWN_CLAIM, "appid"),
	[OWN_UPN] = USAGE_JSON_PATH(OWN_CLAIM, "upn"),
	[OWN_UPN_LONG] = USAGE_JSON_PATH(OWN_CLAIM, UPN_NAME),
	[OWN_OID] = USAGE_JSON_PATH(OWN_CLAIM, OID_NAME),
};

/* Decoded texts are no longer than they stand in the record, twice decoded ones neither. */
static struct {
	uint8_t bytes[2 * USAGE_FILE_MOST_LINE];
	size_t used;
} plain;

static struct cursor
text_of(const struct usage_json_value *value)
{
	size_t size;

	if (value->kind != USAGE_JSON_STRING)
		return usage_row_no_text();
	if (!value->escaped)
		return cursor_over(value->at, value->size);
	size = usage_json_text(plain.bytes + plain.used, value);
	plain.used += size;
	return cursor_over(plain.bytes + plain.used - size, size);
}

/* The first of `count` values from `from` on that says anything. */
static struct cursor
first_text(const struct usage_json_value *values, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++)
		if (values[i].kind == USAGE_JSON_STRING && values[i].size > 0)
			return text_of(&values[i]);
	return usage_row_no_text();
}

static bool
is_text(struct cursor text, const char *wanted)
{
	return cursor_left(&text) == strlen(wanted) && memcmp(text.at, wanted, strlen(wanted)) == 0;
}

static bool
is_text_in_any_case(struct cursor text, const char *wanted)
{
	return cursor_left(&text) == strlen(wanted) &&
	       strncasecmp((const char *)text.at, wanted, strlen(wanted)) == 0;
}

/* A number, or a text that is one; 0 when nothing is said. */
static uint64_t
status_of(const struct usage_json_value *values)
{
	const struct usage_json_value *value =
		&values[values[STATUS].kind == USAGE_JSON_MISSING ? STATUS_2 : STATUS];
	uint64_t number;

	if (value->kind != USAGE_JSON_NUMBER && value->kind != USAGE_JSON_STRING)
		return 0;
	if (text_to_number(&number, (const char *)value->at, value->size, 999) != NULL)
		return 0;
	return number;
}

/* A yes of either must not be contradicted by the other, and one of them must be there. */
static bool
has_failed(struct cursor result, uint64_t status)
{
	if (cursor_left(&result) > 0 && !is_text(result, "Success"))
		return true;
	return status >= 300 || (status == 0 && cursor_left(&result) == 0);
}

struct who {
	struct cursor application, name;
};

static struct who
who_of(const struct usage_json_value *values)
{
	struct who who = {first_text(values, APPID, 2), first_text(values, UPN, 4)};

	if (cursor_left(&who.name) == 0)
		who.name = cursor_left(&who.application) > 0 ? who.application
							     : first_text(values, OID, 2);
	return who;
}

static struct who
who_of_text(struct cursor identity)
{
	struct usage_json_value values[OWN_PATHS];
	struct who who = {usage_row_no_text(), usage_row_no_text()};

	if (usage_json_scan(identity.at, cursor_left(&identity), identity_paths, OWN_PATHS,
			    values) != NULL)
		return who;
	who.application = first_text(values, OWN_APPID, 1);
	who.name = first_text(values, OWN_UPN, 2);
	if (cursor_left(&who.name) == 0)
		who.name = cursor_left(&who.application) > 0 ? who.application
							     : first_text(values, OWN_OID, 1);
	return who;
}

/* What stands in the log as the object of an operation, and what was asked for. What is neither of this key nor plainly of something else
 * is of the vault: so whatever is not known is judged. */
static void
judge_subject(const struct usage_key *key, const struct usage_json_value *values,
	      struct usage_row *row)
{
	const enum usage_key_url id = usage_key_judge(key, first_text(values, ID, 2)),
				 uri = usage_key_judge(key, first_text(values, URI, 2)),
				 named = id == USAGE_KEY_UNREADABLE ? uri : id;
	enum usage_object object;
	struct cursor resource;

	row->version = id < USAGE_KEY_UNVERSIONED || uri == USAGE_KEY_UNVERSIONED ? uri : id;
	if (row->version >= USAGE_KEY_UNVERSIONED) {
		row->about = USAGE_ABOUT_KEY;
		return;
	}
	object = usage_operation_object(row->operation);
	resource = first_text(values, RESOURCE, 2);
	row->is_elsewhere = cursor_left(&resource) > 0
				    ? usage_key_is_other_vault(key, resource)
				    : object != USAGE_OBJECT_VAULT && named == USAGE_KEY_ELSEWHERE;
	if (row->is_elsewhere || object == USAGE_OBJECT_NO_KEY ||
	    (object == USAGE_OBJECT_KEY && named == USAGE_KEY_OTHER))
		return;
	row->about = USAGE_ABOUT_VAULT;
	row->is_unnamed = object == USAGE_OBJECT_KEY;
}

/* Every client asks once without a token, and is told where to get one. */
static bool
is_challenge(const struct usage_row *row, uint64_t status)
{
	return status == 401 && is_text(row->operation, "Authentication");
}

static void
read_row(const struct usage_key *key, const struct usage_json_value *values, struct usage_row *row)
{
	const uint64_t status = status_of(values);
	const struct usage_json_value *identity = &values[IDENTITY];
	struct who who;

	if (identity->kind == USAGE_JSON_MISSING)
		identity = &values[IDENTITY_2];
	who = identity->kind == USAGE_JSON_STRING ? who_of_text(text_of(identity)) : who_of(values);
	row->by_service = usage_key_is_service(key, who.application);
	row->who = who.name;
	row->address = first_text(values, ADDRESS, 3);
	row->result = first_text(values, RESULT, 2);
	row->has_failed = has_failed(row->result, status);
	row->known = usage_operation_find(USAGE_VAULT, row->operation);
	judge_subject(key, values, row);
	if (is_challenge(row, status))
		row->about = USAGE_ABOUT_NOTHING;
}

const char *
usage_vault_row(const struct usage_key *key, struct cursor record, struct usage_row *row)
{
	struct usage_json_value values[PATHS];
	const char *why = usage_json_scan(record.at, cursor_left(&record), paths, PATHS, values);
	struct cursor category;

	if (why != NULL)
		return why;
	plain.used = 0;
	*row = (struct usage_row){.side = USAGE_VAULT};
	row->operation = first_text(values, OPERATION, 2);
	if (cursor_left(&row->operation) == 0)
		return "names no operation";
	why = usage_time_read(&row->ticks, first_text(values, TIME, 2));
	category = first_text(values, CATEGORY, 2);
	row->is_foreign =
		cursor_left(&category) > 0 && !is_text_in_any_case(category, "AuditEvent");
	row->is_elsewhere = is_text_in_any_case(category, "AzurePolicyEvaluationDetails");
	if (why == NULL && !row->is_elsewhere)
		read_row(key, values, row);
	return why;
}
