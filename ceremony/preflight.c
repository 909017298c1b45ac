#include "preflight.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CLOSE_SECONDS = 120, DAY_SECONDS = 86400 };

void
preflight_set(struct preflight_line *line, bool good, enum preflight_verdict bad, const char *act,
	      const char *format, ...)
{
	va_list arguments;

	line->verdict = good ? PREFLIGHT_PASS : bad;
	line->act = act;
	va_start(arguments, format);
	vsnprintf(line->seen, sizeof line->seen, format, arguments);
	va_end(arguments);
}

static void
check_clock(struct preflight_line *line, const struct preflight *preflight)
{
	int64_t apart = preflight->now_seconds - preflight->wall_seconds;

	if (apart < 0)
		apart = -apart;
	/* A clock on the wall shows minutes. */
	preflight_set(
		line, apart <= CLOSE_SECONDS, apart > DAY_SECONDS ? PREFLIGHT_FAIL : PREFLIGHT_WARN,
		"set the machine's clock by the wall clock (date -s), and run this again",
		"this machine and the wall clock are %lld minutes apart", (long long)apart / 60);
}

/* Without it no program begins: signing_begin dies. */
static void
check_signing(struct preflight_line *line, const struct preflight *preflight)
{
	(void)preflight;
	preflight_set(line, true, PREFLIGHT_FAIL, "", "signing keys live in a memory file system");
}

static void
check_sandbox(struct preflight_line *line, const struct preflight *preflight)
{
	preflight_set(line, preflight->sandbox_gap == NULL,
		      preflight->production ? PREFLIGHT_FAIL : PREFLIGHT_WARN,
		      "boot a kernel that has Landlock and seccomp, as Debian 12's does", "%s",
		      preflight->sandbox_gap == NULL
			      ? "programs give up their rights: Landlock and seccomp"
			      : preflight->sandbox_gap);
}

static void
check_self_tests(struct preflight_line *line, const struct preflight *preflight)
{
	if (preflight->self_test != NULL)
		preflight_set(
			line, false, PREFLIGHT_FAIL,
			"this copy of the programs, or this computer, is not fit: use another",
			"the self-test of %s failed", preflight->self_test);
	else
		preflight_set(line, preflight->self_tests > 0, PREFLIGHT_FAIL,
			      "install the programs in one folder",
			      "%u programs passed their self-tests", preflight->self_tests);
}

static void
check_tools(struct preflight_line *line, const struct preflight *preflight)
{
	if (preflight->tools != NULL)
		preflight_set(line, false, PREFLIGHT_FAIL,
			      "use the programs that the plan names: install them anew from a "
			      "known source",
			      "%s", preflight->tools);
	else
		preflight_set(
			line, preflight->tools_named,
			preflight->production ? PREFLIGHT_FAIL : PREFLIGHT_WARN,
			"install with 'make install', and put the digest that it prints into the "
			"plan (tools)",
			preflight->tools_named
				? "every program has the digest of the manifest that the plan names"
				: "the programs are not compared: the plan names no digest, or "
				  "there is no "
				  "manifest");
}

static void
check_usb_lock(struct preflight_line *line, const struct preflight *preflight)
{
	if (preflight->usb_lock != NULL && strcmp(preflight->usb_lock, "rehearsal") == 0)
		preflight_set(line, true, PREFLIGHT_WARN, "",
			      "a rehearsal: production would keep new USB devices out, but for "
			      "mass storage");
	else
		preflight_set(
			line, preflight->usb_lock == NULL, PREFLIGHT_WARN,
			"run this as root, on a host with udev; or let the witness watch the ports",
			"%s",
			preflight->usb_lock == NULL
				? "new USB devices stay unauthorized, but for mass storage"
				: preflight->usb_lock);
}

const struct preflight_check *
preflight_checks(void)
{
	static const struct preflight_check checks[] = {
		{"interfaces", preflight_interfaces},
		{"routes", preflight_routes},
		{"radios", preflight_radios},
		{"swap", preflight_swap},
		{"hibernation", preflight_hibernation},
		{"core", preflight_core},
		{"console", preflight_console},
		{"memlock", preflight_memlock},
		{"ptrace", preflight_ptrace},
		{"random", preflight_random},
		{"random-health", preflight_random_health},
		{"clock", check_clock},
		{"signing", check_signing},
		{"journal", preflight_journal},
		{"mounts", preflight_mounts},
		{"usb", preflight_usb},
		{"sandbox", check_sandbox},
		{"self-tests", check_self_tests},
		{"tools", check_tools},
		{"usb-lock", check_usb_lock},
		{NULL, NULL},
	};

	return checks;
}

const char *
preflight_word(enum preflight_verdict verdict)
{
	static const char *const words[] = {"pass", "warn", "fail"};

	return words[verdict];
}

const char *
preflight_shown(enum preflight_verdict verdict)
{
	static const char *const words[] = {"PASS", "WARN", "FAIL"};

	return words[verdict];
}
