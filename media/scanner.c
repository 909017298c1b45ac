#include "scanner.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/process.h"

/* By key code, without and with shift: an American keyboard. */
static const struct {
	const char *plain, *shifted;
	unsigned first;
} rows[] = {
	{"1234567890-=", "!@#$%^&*()_+", KEY_1},
	{"qwertyuiop[]", "QWERTYUIOP{}", KEY_Q},
	{"asdfghjkl;'`", "ASDFGHJKL:\"~", KEY_A},
	{"\\zxcvbnm,./", "|ZXCVBNM<>?", KEY_BACKSLASH},
	{" ", " ", KEY_SPACE},
	{"*", "*", KEY_KPASTERISK},
	{"789-456+1230.", "789-456+1230.", KEY_KP7},
	{"/", "/", KEY_KPSLASH},
};

static bool
is_letter(char key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static char
key_of(const struct scanner *scanner, unsigned code)
{
	bool shift = scanner->left_shift || scanner->right_shift;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t at = code - rows[i].first;

		if (code < rows[i].first || at >= strlen(rows[i].plain))
			continue;
		if (is_letter(rows[i].plain[at]))
			shift ^= scanner->caps_lock;
		return shift ? rows[i].shifted[at] : rows[i].plain[at];
	}
	return '?';
}

static void
append(struct scanner *scanner, char key)
{
	if (scanner->length == SCANNER_LINE_MOST)
		scanner->is_too_long = true;
	else
		scanner->line[scanner->length++] = key;
}

/* Keys that are held down, and other than typing keys. */
static bool
is_held(struct scanner *scanner, const struct input_event *event)
{
	bool down = event->value != 0;

	switch (event->code) {
	case KEY_LEFTSHIFT:
		scanner->left_shift = down;
		return true;
	case KEY_RIGHTSHIFT:
		scanner->right_shift = down;
		return true;
	case KEY_CAPSLOCK:
		scanner->caps_lock ^= event->value == 1;
		return true;
	case KEY_LEFTCTRL:
	case KEY_RIGHTCTRL:
	case KEY_LEFTALT:
	case KEY_RIGHTALT:
	case KEY_NUMLOCK:
		return true;
	default:
		return event->value != 1;
	}
}

bool
scanner_take(struct scanner *scanner, const struct input_event *event)
{
	if (event->type != EV_KEY || is_held(scanner, event))
		return false;
	if (event->code == KEY_ENTER || event->code == KEY_KPENTER || event->code == KEY_TAB)
		return scanner->length > 0;
	append(scanner, key_of(scanner, event->code));
	return false;
}

int
scanner_open(const char *name, bool *is_recording)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat status;

	if (fd < 0 || fstat(fd, &status) != 0) {
		process_hint("ls /dev/input/by-id shows the scanner as ...-event-kbd; only root "
			     "may read "
			     "it");
		die_errno("cannot open the scanner '%s'", name);
	}
	*is_recording = !S_ISCHR(status.st_mode);
	if (!*is_recording && ioctl(fd, EVIOCGRAB, 1) != 0) {
		process_hint("it is no event device, or another program holds it");
		die_errno("cannot take the scanner '%s' for this program alone", name);
	}
	return fd;
}

bool
scanner_read_line(struct scanner *scanner, int fd)
{
	struct input_event event;
	size_t have = 0;
	ssize_t got;

	scanner->length = 0;
	scanner->is_too_long = false;
	/* A device gives whole events, a pipe what it has. */
	while ((got = read(fd, (char *)&event + have, sizeof event - have)) > 0) {
		have = (have + (size_t)got) % sizeof event;
		if (have == 0 && scanner_take(scanner, &event))
			return true;
	}
	if (got < 0) {
		process_hint("plug it in again, and run this step again: what was read is kept");
		die_errno("the scanner was taken away");
	}
	if (have != 0)
		die("the recording of the scanner ends in the middle of an event");
	return false;
}
