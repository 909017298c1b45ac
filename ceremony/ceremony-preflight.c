#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/preflight.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/signing.h"
#include "ceremony/text.h"
#include "ceremony/tools.h"
#include "ceremony/usb_lock.h"
#include "ceremony/wall_time.h"

static const char usage[] = "ceremony-preflight TIME";

enum { NAMES_BYTES = 400 };

enum { ID_BYTES = sizeof "1050:0407" };

/* The plan's devices, where it wants presences: what people touch is plugged in later. */
static void
find_tokens(char ids[USB_LOCK_MOST_TOKENS][ID_BYTES], const char *tokens[USB_LOCK_MOST_TOKENS + 1],
	    const char *plan)
{
	static const char label[] = "\ndevice ";
	size_t count = 0;

	tokens[0] = NULL;
	if (strstr(plan, "\npresence ") == NULL)
		return;
	for (const char *at = strstr(plan, label); at != NULL && count < USB_LOCK_MOST_TOKENS;
	     at = strstr(at + 1, label)) {
		const char *id = at + sizeof label - 1;

		if (strspn(id, "0123456789abcdef:") != ID_BYTES - 1 || id[4] != ':')
			continue;
		snprintf(ids[count], ID_BYTES, "%.9s", id);
		tokens[count] = ids[count];
		tokens[++count] = NULL;
	}
}

/* A plan that is read before the lock only to know its mode would be parsed with all rights: the record's lines are looked for. */
static const char *
lock_usb(void)
{
	char ids[USB_LOCK_MOST_TOKENS][ID_BYTES];
	const char *tokens[USB_LOCK_MOST_TOKENS + 1], *answer = "rehearsal";
	struct bytes plan;

	if (!file_exists(FILE_HERE, "plan"))
		return answer;
	plan = file_read(FILE_HERE, "plan", PLAN_MOST_BYTES);
	find_tokens(ids, tokens, (const char *)plan.data);
	if (strstr((const char *)plan.data, "\nmode production\n") != NULL)
		answer = usb_lock("", tokens);
	file_free(&plan);
	return answer;
}

/* One line a check; the names of those that did not pass. Returns the worst. */
static enum preflight_verdict
say_checks(const struct preflight *preflight, char names[NAMES_BYTES])
{
	enum preflight_verdict worst = PREFLIGHT_PASS;
	size_t used = 0;

	names[0] = '\0';
	for (const struct preflight_check *check = preflight_checks(); check->name != NULL;
	     check++) {
		struct preflight_line line;

		check->check(&line, preflight);
		say("%s  %-14s %s%s%s", preflight_shown(line.verdict), check->name, line.seen,
		    line.verdict == PREFLIGHT_PASS ? "" : ": ",
		    line.verdict == PREFLIGHT_PASS ? "" : line.act);
		if (line.verdict == PREFLIGHT_PASS)
			continue;
		used += (size_t)snprintf(names + used, NAMES_BYTES - used, "%s%s",
					 used == 0 ? "" : ",", check->name);
		if (used >= NAMES_BYTES)
			die("there are more checks than a fact can name");
		worst = line.verdict > worst ? line.verdict : worst;
	}
	if (used == 0)
		snprintf(names, NAMES_BYTES, "none");
	return worst;
}

static void
say_limits(void)
{
	say("Not seen, because nothing on this machine could: changed firmware, a changed kernel, "
	    "a changed copy "
	    "of this program. Hence the digest of the boot medium, taken on another machine.");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	static struct host host;
	struct preflight preflight = {.host = &host};
	char **operands, names[NAMES_BYTES], wall[TEXT_TIME_BYTES];
	enum preflight_verdict verdict;
	struct folder *folder;
	struct tools tools;
	int64_t offset;
	const char *answer;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("the time of the wall clock is wanted, like 2026-11-26T15:04+01:00");
	answer = wall_time_read(&preflight.wall_seconds, &offset, operands[0]);
	if (answer != NULL)
		misuse("'%s' %s", operands[0], answer);
	preflight.now_seconds = (int64_t)time(NULL);
	host_read(&host);
	tools_begin(&tools);
	signing_begin();
	preflight.usb_lock = lock_usb();
	process_lock();
	folder = folder_enter_disconnected();
	preflight.plan = &folder->plan;
	preflight.production = plan_is_production(&folder->plan);
	preflight.sandbox_gap = sandbox_built_in() ? sandbox_gap() : NULL;
	preflight.self_test = tools.failed;
	preflight.self_tests = tools.passed;
	preflight.tools = tools_compare(&tools, folder->plan.tools, &preflight.tools_named);
	verdict = say_checks(&preflight, names);
	text_to_time(wall, preflight.wall_seconds);
	folder_record(folder, "preflight", "verdict", preflight_word(verdict), "wall", wall,
		      "not-passed", names, NULL);
	say_limits();
	printf("verdict %s\n", preflight_shown(verdict));
	if (verdict != PREFLIGHT_FAIL)
		return process_end(PROCESS_YES);
	process_end(PROCESS_NO);
	refuse("this workstation is not fit%s",
	       preflight.production ? ": mend what FAILs, and run this again" : "");
}
