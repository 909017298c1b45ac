/*
 * A log of either side, whatever is in it: every row or fault is in a line that is there and not before the last one, times are of this
 * century and are written as they are read, texts can be looked at; and the end comes, the second time as the first.
 * So does the judgement.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ceremony/secret.h"
#include "verify/usage_log.h"
#include "verify/usage_rule.h"
#include "verify/usage_time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct usage_key key;
static volatile uint8_t sum;

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
look(struct cursor text)
{
	must(text.at != NULL && text.at <= text.end);
	for (const uint8_t *at = text.at; at < text.end; at++)
		sum = (uint8_t)(sum + *at);
}

static void
look_at_row(const struct usage_row *row)
{
	char time[USAGE_TIME_BYTES];
	int64_t again;

	usage_time_write(time, row->ticks);
	must(usage_time_read(&again, cursor_over(time, strlen(time))) == NULL &&
	     again == row->ticks);
	look(row->operation);
	if (row->about == USAGE_ABOUT_NOTHING)
		return;
	look(row->who);
	look(row->address);
	look(row->result);
	must(!(usage_rule_administers(row) && usage_rule_wants_match(row)));
}

struct counts {
	uint64_t rows, faults;
	const char *refusal;
};

static struct counts
read_all(struct usage_log *log, uint64_t lines)
{
	struct counts counts = {0, 0, NULL};
	enum usage_log_step step;
	uint64_t line = 1;

	usage_log_begin(log);
	for (;;) {
		struct usage_row row;
		const char *why = NULL;

		step = usage_log_read(log, &key, &row, &why);
		if (step == USAGE_LOG_END)
			break;
		must(log->line >= line && log->line <= lines);
		must((step == USAGE_LOG_MALFORMED) == (why != NULL));
		line = log->line;
		if (step == USAGE_LOG_ROW)
			look_at_row(&row);
		counts.rows += step == USAGE_LOG_ROW;
		counts.faults += step == USAGE_LOG_MALFORMED;
	}
	counts.refusal = log->refusal;
	usage_file_rest(&log->file);
	return counts;
}

static void
read_as(enum usage_side side, int fd, size_t size, uint64_t lines)
{
	struct usage_log log = {.side = side, .file = {.name = "log", .fd = fd, .size = size}};
	const struct counts first = read_all(&log, lines), second = read_all(&log, lines);

	must(first.rows == second.rows && first.faults == second.faults);
	must(first.refusal == second.refusal);
	must(first.rows + first.faults <= size + 1);
	if (side == USAGE_SERVICE)
		must(first.rows + first.faults <= lines);
}

static void
begin(void)
{
	secret_begin();
	must(usage_key_read(&key, "https://contoso-eu.vault.azure.net/keys/documents/"
				  "0123456789abcdef0123456789abcdef") == NULL);
	must(usage_key_read_principal(&key, USAGE_KEY_SERVICE) == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	uint64_t lines = 1;

	if (fd < 0) {
		begin();
		fd = memfd_create("log", MFD_CLOEXEC);
	}
	if (size >= 2 && data[0] == 0x1f && data[1] == 0x8b)
		return 0;
	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	must(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	read_as(USAGE_SERVICE, fd, size, lines);
	read_as(USAGE_VAULT, fd, size, lines);
	return 0;
}
