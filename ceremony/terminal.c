#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "ceremony/process.h"

/* ECMA-48: cursor to the first place, erase the page; 3J, of xterm, erases what is kept of earlier lines. It comes
 * last, since some terminals move the erased page there. */
#define CLEAR "\033[H\033[2J\033[3J"

enum { CONTROL_C = 0x03, ESCAPE = 0x1b, DELETE = 0x7f };

/* Whatever would end the process by itself, and can be waited for. */
static const int signals[TERMINAL_SIGNALS] = {
	SIGHUP,    SIGINT,  SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGUSR1,   SIGUSR2,
	SIGVTALRM, SIGPROF, SIGIO,   SIGPWR,  SIGXCPU, SIGXFSZ, SIGSTKFLT, SIGABRT};

/* Faults cannot wait: what is on the screen is cleared where they happen. */
static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
enum { FAULTS = sizeof faults / sizeof faults[0] };

static struct terminal *taken; /* while it is */

/* The bytes of one key arrive together; 50 ms is a slow serial line. */
static const struct timespec rest_of_key = {.tv_nsec = 50000000};

static volatile sig_atomic_t signalled;

static void
note_signal(int number)
{
	(void)number;
	signalled = 1;
}

/* Only what a handler may call. SA_RESETHAND: the fault happens again, and ends the process. */
static void
clear_at_fault(int number)
{
	(void)number;
	if (taken == NULL)
		return;
	if ((taken->hide > 0 || taken->hides_screen) &&
	    write(STDERR_FILENO, CLEAR, sizeof CLEAR - 1) < 0)
		return;
	tcsetattr(STDIN_FILENO, TCSANOW, &taken->settings);
}

static void
put_back_settings(const struct terminal *terminal)
{
	while (tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal->settings) != 0 && errno == EINTR)
		;
}

/* Whatever ends the program while the terminal is taken. The signals stay blocked: a hang-up sends more than one, and the
 * message is still to come. */
static void
give_back(void)
{
	terminal_erase(taken->hide);
	if (taken->hides_screen)
		terminal_write_text(CLEAR);
	else
		terminal_write_text("\n");
	put_back_settings(taken);
}

/* All are blocked but while waiting for a key: one that comes at any other time is not lost. Stops are blocked even then: a
 * secret would stay on the screen. */
static void
catch_signals(struct terminal *terminal)
{
	struct sigaction action = {.sa_handler = note_signal};
	struct sigaction at_fault = {.sa_handler = clear_at_fault, .sa_flags = (int)SA_RESETHAND};
	sigset_t ours;

	sigfillset(&ours);
	for (size_t i = 0; i < FAULTS; i++)
		sigdelset(&ours, faults[i]);
	sigprocmask(SIG_BLOCK, &ours, &terminal->mask);
	signalled = 0;
	taken = terminal;
	process_before_message(give_back);
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		sigaction(signals[i], &action, &terminal->actions[i]);
	for (size_t i = 0; i < FAULTS; i++)
		sigaction(faults[i], &at_fault, NULL);
}

static void
release_signals(const struct terminal *terminal)
{
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		sigaction(signals[i], &terminal->actions[i], NULL);
	process_before_message(NULL);
	taken = NULL;
	sigprocmask(SIG_SETMASK, &terminal->mask, NULL);
}

void
terminal_begin(struct terminal *terminal)
{
	struct termios raw;

	terminal->hide = 0;
	terminal->hides_screen = false;
	if (tcgetattr(STDIN_FILENO, &terminal->settings) != 0)
		die_errno("cannot read the terminal's settings");
	raw = terminal->settings;
	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ECHONL | ISIG | IEXTEN);
	raw.c_iflag &= (tcflag_t) ~(IXON | IXOFF | ISTRIP | INLCR | IGNCR);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	catch_signals(terminal);
	if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) != 0)
		die_errno("cannot take the terminal");
}

void
terminal_end(struct terminal *terminal)
{
	put_back_settings(terminal);
	release_signals(terminal);
}

static _Noreturn void
leave(void)
{
	die("%s", process_has_changed() ? "interrupted" : "interrupted; nothing was changed");
}

/* False when the time was up. */
static bool
wait_for_key(const struct timespec *most)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	sigset_t during;
	int ready;

	sigfillset(&during);
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		sigdelset(&during, signals[i]);
	do {
		ready = ppoll(&input, 1, most, &during);
		if (signalled)
			leave();
	} while (ready < 0 && errno == EINTR);
	return ready != 0;
}

static void
take_key(char *key)
{
	if (read(STDIN_FILENO, key, 1) != 1 || *key == CONTROL_C)
		leave();
}

/* ECMA-48, section 5.4: ESC [, parameters, a final byte; ESC O and a byte for keypads. The Linux
 * console's function keys have a second '['. */
static void
skip_sequence(char *key)
{
	bool introduced = false;

	while (wait_for_key(&rest_of_key)) {
		take_key(key);
		if (!introduced && *key != '[' && *key != 'O')
			break;
		if (introduced && *key >= 0x40 && *key != '[')
			break;
		introduced = true;
	}
	*key = TERMINAL_OTHER;
}

void
terminal_hide_at_end(struct terminal *terminal, size_t count)
{
	terminal->hide = count;
}

void
terminal_hide_screen_at_end(struct terminal *terminal)
{
	terminal->hides_screen = true;
}

void
terminal_clear(struct terminal *terminal, bool hides)
{
	terminal->hides_screen = hides;
	terminal_write_text(CLEAR);
}

const char *
terminal_for_secrets(bool production)
{
	enum {
		CONSOLES = 4,
		FIRST = 1,
		LAST = 63
	}; /* devices.txt of Linux: 4, 1 to 63; from 64 serial lines */
	struct stat input, output;

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return "secrets are typed at a terminal";
	if (fstat(STDIN_FILENO, &input) != 0 || fstat(STDERR_FILENO, &output) != 0 ||
	    input.st_rdev != output.st_rdev)
		return "secrets are typed and shown at one terminal, and these are two";
	if (production && (major(input.st_rdev) != CONSOLES || minor(input.st_rdev) < FIRST ||
			   minor(input.st_rdev) > LAST))
		return "this terminal is no console of this machine, and the mode is production";
	return NULL;
}

void
terminal_key(struct terminal *terminal, char *key)
{
	(void)terminal;
	wait_for_key(NULL);
	take_key(key);
	if (*key == ESCAPE)
		skip_sequence(key);
	else if (*key == DELETE)
		*key = TERMINAL_BACKSPACE;
	else if (*key == '\r')
		*key = '\n';
	else if (*key == ('W' & 0x1f))
		*key = TERMINAL_CLEAR;
	else if (*key != '\n' && *key != '\t' && *key != TERMINAL_BACKSPACE &&
		 *key != TERMINAL_CLEAR && (*key < 0x20 || *key > 0x7e))
		*key = TERMINAL_OTHER;
}

bool
terminal_wait_for(struct terminal *terminal, unsigned milliseconds)
{
	const struct timespec most = {.tv_sec = milliseconds / 1000,
				      .tv_nsec = (long)(milliseconds % 1000) * 1000000};

	(void)terminal;
	return wait_for_key(&most);
}

char
terminal_wait(struct terminal *terminal, const char *keys)
{
	char key;

	for (;;) {
		terminal_key(terminal, &key);
		if (key >= 'A' && key <= 'Z')
			key = (char)(key - 'A' + 'a');
		if (strchr(keys, key) != NULL)
			return key;
		terminal_bell();
	}
}

void
terminal_wait_for_enter(const char *question)
{
	struct terminal terminal;
	char key = '\0';

	terminal_begin(&terminal);
	terminal_write_text(question);
	while (key != '\n')
		terminal_key(&terminal, &key);
	terminal_write_text("\n");
	terminal_end(&terminal);
}

void
terminal_write(const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(STDERR_FILENO, text, length);

		if (written < 0 && errno != EINTR)
			return;
		if (written > 0) {
			text += written;
			length -= (size_t)written;
		}
	}
}

void
terminal_write_text(const char *text)
{
	terminal_write(text, strlen(text));
}

void
terminal_erase(size_t count)
{
	while (count-- > 0)
		terminal_write_text("\b \b");
}

void
terminal_bell(void)
{
	terminal_write_text("\a");
}
