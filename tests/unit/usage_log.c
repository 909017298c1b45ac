/* A log of verify-usage is judged by the bytes that are read, and they are read twice. */
#include "tests/unit/child.h"
#include "tests/unit/test.h"

#include "verify/usage_log.h"

#define HEADER "#Software: RMS\n#Version: 1.1\n#Fields: date\ttime\trequest-type\tresult\n"
#define USE(time) "2026-11-21\t" time "\tKMSPDecrypt\tSuccess\n"
#define RECORD(time, category) \
	"{\"time\":\"2026-11-21T" time "Z\",\"operationName\":\"KeyGet\",\"category\":\"" category \
	"\"}\n"
#define MARK "\xef\xbb\xbf"

static struct usage_key key;

static void
put(const struct usage_log *log, const char *text)
{
	const size_t size = strlen(text);

	if (ftruncate(log->file.fd, 0) != 0 || pwrite(log->file.fd, text, size, 0) != (ssize_t)size)
		exit(3);
}

static struct usage_log
log_of(enum usage_side side, const char *text)
{
	const struct usage_log log = {
		.side = side, .file = {.name = "log", .fd = memfd_create("log", MFD_CLOEXEC)}};

	put(&log, text);
	return log;
}

/* How many rows are read. */
static int
read_all(struct usage_log *log)
{
	enum usage_log_step step;
	int rows = 0;

	usage_log_begin(log);
	do {
		struct usage_row row;
		const char *why = NULL;

		step = usage_log_next(log, &key, &row, &why);
		rows += step == USAGE_LOG_ROW;
	} while (step != USAGE_LOG_END);
	usage_file_close(&log->file);
	return rows;
}

static void
peek_and_read(enum usage_side side, const char *peeked, const char *read)
{
	struct usage_log log = log_of(side, peeked);

	usage_log_peek(&log, &key);
	put(&log, read);
	read_all(&log);
}

/* A medium may answer otherwise the second time. */
static void
changed(enum usage_side side, const char *peeked, const char *read, int status, const char *said)
{
	if (child_begins())
		child_returns(peek_and_read(side, peeked, read));
	check_ends(status, said);
}

static void
services(void)
{
	static const char good[] = HEADER USE("08:00:00");
	static const char no_log[] =
		"claviger: 'log' is no log of the service: its first line is not "
		"'#Software: RMS'\n";
	static const char other_version[] =
		"claviger: 'log' is a log of the service in another version than 1.1\n";
	static const char no_fields[] =
		"claviger: 'log' is a log of the service whose fields cannot be told\n";

	changed(USAGE_SERVICE, good, good, 0, "");
	changed(USAGE_SERVICE, good, HEADER USE("08:00:00") USE("08:00:01"), 0, "");
	changed(USAGE_SERVICE, good, "#Software: IIS\n" USE("08:00:00"), 1, no_log);
	changed(USAGE_SERVICE, good, USE("08:00:00"), 1, no_log);
	changed(USAGE_SERVICE, good, "", 1, no_log);
	changed(USAGE_SERVICE, good, "#Software: RMS", 1, other_version);
	changed(USAGE_SERVICE, good, "#Software: RMS\n#Version: 1.0\n", 1, other_version);
	changed(USAGE_SERVICE, good, "#Software: RMS\n#Version: 1.1", 1, no_fields);
	changed(USAGE_SERVICE, good, "#Software: RMS\n#Version: 1.1\n" USE("08:00:00"), 1,
		no_fields);
	changed(USAGE_SERVICE, good, HEADER USE("07:00:00") USE("08:00:00"), 3,
		"claviger: 'log' has changed while logs were read\n");
	changed(USAGE_SERVICE, good, HEADER, 3,
		"claviger: 'log' has changed while logs were read\n");
	changed(USAGE_SERVICE, HEADER, good, 3,
		"claviger: 'log' has changed while logs were read\n");
	changed(USAGE_SERVICE, "", good, 1, no_log);
}

static void
vaults(void)
{
	static const char good[] = RECORD("08:00:00", "AuditEvent");

	changed(USAGE_VAULT, good, good, 0, "");
	changed(USAGE_VAULT, good, RECORD("08:00:00", "Administrative"), 1,
		"claviger: 'log' is no audit log of a vault: its first record is of another "
		"category\n");
	changed(USAGE_VAULT, good, HEADER, 1,
		"claviger: 'log' is no audit log of a vault: it does not begin as JSON\n");
	changed(USAGE_VAULT, good, "", 1,
		"claviger: 'log' is no audit log of a vault: it does not begin as JSON\n");
	changed(USAGE_VAULT, good, "{}", 1,
		"claviger: 'log' is no audit log of a vault: no record in it has a time and an "
		"operation\n");
	changed(USAGE_VAULT, good, RECORD("07:00:00", "AuditEvent"), 3,
		"claviger: 'log' has changed while logs were read\n");
}

static int
rows_of(enum usage_side side, const char *text)
{
	struct usage_log log = log_of(side, text);

	usage_log_peek(&log, &key);
	return read_all(&log);
}

/* Before a text, or between two that were put together. */
static void
marks(void)
{
	check(rows_of(USAGE_SERVICE, MARK HEADER USE("08:00:00")) == 1);
	check(rows_of(USAGE_SERVICE, HEADER USE("08:00:00") MARK HEADER USE("08:00:01")) == 2);
	check(rows_of(USAGE_VAULT, MARK RECORD("08:00:00", "AuditEvent")) == 1);
	check(rows_of(USAGE_VAULT, MARK " \n" RECORD("08:00:00", "AuditEvent")) == 1);
	check(rows_of(USAGE_VAULT,
		      MARK "[" RECORD("08:00:00", "") "]" MARK RECORD("08:00:01", "")) == 2);
	check(rows_of(USAGE_VAULT, MARK "{\"records\":[" RECORD("08:00:00", "") "]}") == 1);
	check(rows_of(USAGE_VAULT, RECORD("08:00:00", "") MARK RECORD("08:00:01", "")) == 2);
	check(rows_of(USAGE_VAULT, RECORD("08:00:00", "") "\xef\xbb" RECORD("08:00:01", "")) == 1);
}

int
main(void)
{
	check_good(usage_key_read(&key, "https://contoso-eu.vault.azure.net/keys/documents/"
					"0123456789abcdef0123456789abcdef"));
	check_good(usage_key_read_principal(&key, USAGE_KEY_SERVICE));
	services();
	vaults();
	marks();
	return test_end();
}
