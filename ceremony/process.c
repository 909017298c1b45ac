#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/host.h"
#include "ceremony/rights.h"
#include "ceremony/sandbox.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"

enum { MESSAGE_BYTES = 2048, NAME_BYTES = 64 };

static const char *synopsis = "claviger";
static char name[NAME_BYTES] = "claviger";
static char hint[MESSAGE_BYTES];

static __attribute__((format(printf, 2, 0))) void
format_printable(char *out, const char *format, va_list arguments)
{
	int length = vsnprintf(out, MESSAGE_BYTES, format, arguments);

	if (length < 0)
		out[0] = '\0';
	for (char *p = out; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e)
			*p = '?';
}

static void
print_line(const char *before, const char *text, const char *after)
{
	fprintf(stderr, "%s%s%s\n", before, text, after);
}

static void
print_hint(void)
{
	if (hint[0] != '\0')
		print_line("hint: ", hint, "");
	hint[0] = '\0';
}

static void (*before_leaving)(void);
static void (*before_message)(void);
static bool changed;

void
process_before_leaving(void (*function)(void))
{
	before_leaving = function;
}

void
process_before_message(void (*function)(void))
{
	before_message = function;
}

void
process_changes(void)
{
	changed = true;
}

bool
process_has_changed(void)
{
	return changed;
}

static _Noreturn void
leave(int status)
{
	secret_wipe_all();
	if (before_leaving != NULL)
		before_leaving();
	_exit(status);
}

static __attribute__((format(printf, 3, 0))) void
print_problem(int status, const char *reason, const char *format, va_list arguments)
{
	char text[MESSAGE_BYTES];
	void (*function)(void) = before_message;

	before_message = NULL;
	if (function != NULL)
		function();
	format_printable(text, format, arguments);
	fprintf(stderr, "%s: %s%s%s\n", name, text, reason == NULL ? "" : ": ",
		reason == NULL ? "" : reason);
	if (status == PROCESS_CALLED_WRONGLY)
		print_line("usage: ", synopsis, "");
	print_hint();
}

void
refuse(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_problem(PROCESS_NO, NULL, format, arguments);
	va_end(arguments);
	leave(PROCESS_NO);
}

void
die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_problem(PROCESS_UNKNOWN, NULL, format, arguments);
	va_end(arguments);
	leave(PROCESS_UNKNOWN);
}

void
die_errno(const char *format, ...)
{
	const char *reason = strerror(errno);
	va_list arguments;

	va_start(arguments, format);
	print_problem(PROCESS_UNKNOWN, reason, format, arguments);
	va_end(arguments);
	leave(PROCESS_UNKNOWN);
}

void
misuse(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_problem(PROCESS_CALLED_WRONGLY, NULL, format, arguments);
	va_end(arguments);
	leave(PROCESS_CALLED_WRONGLY);
}

void
say(const char *format, ...)
{
	char text[MESSAGE_BYTES];
	va_list arguments;

	va_start(arguments, format);
	format_printable(text, format, arguments);
	va_end(arguments);
	print_line("", text, "");
}

void
warn(const char *format, ...)
{
	char text[MESSAGE_BYTES];
	va_list arguments;

	va_start(arguments, format);
	format_printable(text, format, arguments);
	va_end(arguments);
	fprintf(stderr, "%s: ", name);
	print_line("warning: ", text, "");
	print_hint();
}

void
process_hint(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	format_printable(hint, format, arguments);
	va_end(arguments);
}

const char *
process_name(void)
{
	return name;
}

/* A missing standard descriptor would be given to the next file opened. The replacement is
 * opened for the wrong direction, so that using it fails instead of losing data silently. */
static void
fill_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			leave(PROCESS_UNKNOWN);
}

static void
forbid_dumps(void)
{
	const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		die_errno("cannot forbid core dumps");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		die_errno("cannot forbid tracing");
}

static _Noreturn void
answer(const char *text)
{
	printf("%s\n", text);
	exit(process_end(PROCESS_YES));
}

static void
answer_questions(char **argv)
{
	if (argv[0] == NULL || argv[1] == NULL || argv[2] != NULL)
		return;
	if (strcmp(argv[1], "--help") == 0) {
		printf("usage: %s\nmanual: man %s\n", synopsis, name);
		exit(process_end(PROCESS_YES));
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("%s %s%s\n", name, PROCESS_VERSION,
		       sandbox_built_in() ? "" : " (for tests only: built without its sandbox)");
		exit(process_end(PROCESS_YES));
	}
	if (strcmp(argv[1], "--self-test") == 0) {
		selftest_run();
		answer("self-test passed");
	}
}

void
process_begin(char **argv, const char *usage)
{
	size_t length = strcspn(usage, " ");

	synopsis = usage;
	if (length < sizeof name) {
		memcpy(name, usage, length);
		name[length] = '\0';
	}
	fill_standard_descriptors();
	close_range(3, ~0u, 0);
	umask(077);
	forbid_dumps();
	secret_begin();
	if (rights_of(name)->flags & RIGHTS_SECRET) {
		secret_lock_process();
		host_interface();
	}
	answer_questions(argv);
}

static struct rights
own_rights(void)
{
	const struct rights *rights = rights_of(name);

	if (rights->program == NULL)
		die("rights.c has no row for this program");
	return *rights;
}

void
process_lock(void)
{
	const struct rights rights = own_rights();

	sandbox_enter(&rights);
}

void
process_lock_outside(void)
{
	struct rights rights = own_rights();

	rights.flags &= ~(unsigned)(RIGHTS_FOLDER_READ | RIGHTS_FOLDER_WRITE | RIGHTS_TRANSCRIPT);
	sandbox_enter(&rights);
}

int
process_end(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0)
		die_errno("cannot write standard output");
	secret_wipe_all();
	return status;
}
