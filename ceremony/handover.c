#include "handover.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"

enum { PATH_BYTES = 4096 };

static const char *const programs[] = {"ceremony-confirm", "kek-wrap", "package-pfx", NULL};

/* What goes through the pipe, as it is: both ends are one build. */
struct parcel {
	char name[HANDOVER_NAME_BYTES];
	uint32_t size;
	uint8_t pkcs8[TENANT_KEY_MOST_BYTES];
};

static void
check_program(const char *name)
{
	for (const char *const *program = programs; *program != NULL; program++)
		if (strcmp(*program, name) == 0)
			return;
	misuse("'%s' is not a program that takes a key: ceremony-confirm, kek-wrap or package-pfx",
	       name);
}

/* Beside this very program, never from PATH. */
static void
path_beside(char path[PATH_BYTES], const char *name)
{
	ssize_t size = readlink("/proc/self/exe", path, PATH_BYTES - 1);
	char *slash;

	if (size <= 0)
		die_errno("cannot find this program's own folder");
	path[size] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL || (size_t)(slash - path) + strlen(name) + 2 > PATH_BYTES)
		die("this program's own folder has no usable path");
	memcpy(slash + 1, name, strlen(name) + 1);
}

static _Noreturn void
become(const char *path, char **command, int input)
{
	char *const nothing[] = {NULL};

	if (dup2(input, 0) == 0)
		execve(path, command, nothing);
	die_errno("cannot start '%s'", path);
}

/* --help and --version would end well without a key. */
static void
check_operands(char **operands)
{
	for (; *operands != NULL; operands++)
		if ((*operands)[0] == '-')
			misuse("'%s': the program that takes the key has no options", *operands);
}

static int open_channel = -1;
static pid_t started;

/* The program that was started must not speak when this one has ended: it finds the channel closed, and is
 * waited for. */
static void
end_program(void)
{
	int status;

	close(open_channel);
	while (waitpid(started, &status, 0) < 0 && errno == EINTR)
		;
}

struct handover
handover_start(char **command)
{
	char path[PATH_BYTES];
	int ends[2];
	struct handover handover;

	check_program(command[0]);
	check_operands(command + 1);
	path_beside(path, command[0]);
	if (access(path, X_OK) != 0)
		die_errno("cannot start '%s'", path);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 ||
	    signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		die_errno("cannot make a channel for the key");
	handover = (struct handover){ends[1], fork(), false};
	if (handover.program < 0)
		die_errno("cannot start '%s'", command[0]);
	if (handover.program == 0)
		become(path, command, ends[0]);
	close(ends[0]);
	open_channel = handover.channel;
	started = handover.program;
	process_before_leaving(end_program);
	return handover;
}

void
handover_wait(struct handover *handover)
{
	char ready;
	ssize_t got;
	int status;

	while ((got = read(handover->channel, &ready, 1)) < 0 && errno == EINTR)
		;
	if (got == 1)
		return;
	status = handover_finish(handover);
	exit(process_end(status == PROCESS_YES ? PROCESS_UNKNOWN : status));
}

static bool
write_all(int fd, const uint8_t *data, size_t size)
{
	while (size > 0) {
		ssize_t put = write(fd, data, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0 && (errno == EPIPE || errno == ECONNRESET))
			return false;
		if (put < 0)
			die_errno("cannot hand a key over");
		data += put;
		size -= (size_t)put;
	}
	return true;
}

void
handover_give(struct handover *handover, const char *name, const struct tenant_key *key)
{
	struct parcel *parcel = secret_new(sizeof *parcel);

	snprintf(parcel->name, sizeof parcel->name, "%s", name);
	parcel->size = (uint32_t)key->size;
	memcpy(parcel->pkcs8, key->pkcs8, key->size);
	if (!write_all(handover->channel, (const uint8_t *)parcel, sizeof *parcel))
		handover->broken = true;
	secret_drop(parcel);
}

int
handover_finish(struct handover *handover)
{
	int status;

	process_before_leaving(NULL);
	close(handover->channel);
	while (waitpid(handover->program, &status, 0) < 0)
		if (errno != EINTR)
			die_errno("cannot wait for the program that took the key");
	if (!WIFEXITED(status) || (handover->broken && WEXITSTATUS(status) == PROCESS_YES))
		return PROCESS_UNKNOWN;
	return WEXITSTATUS(status);
}

/* In the program that was started: where keys come from. */
static int incoming = STDIN_FILENO;

void
handover_expect(void)
{
	struct stat status;

	if (fstat(0, &status) != 0 || !S_ISSOCK(status.st_mode)) {
		process_hint("the printed script has the whole line: ceremony-recover KEY CARD "
			     "CARD -- %s ...",
			     process_name());
		die("a key comes from ceremony-recover only, which starts this program");
	}
}

void
handover_make_room(void)
{
	incoming = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (incoming < 0 || dup2(STDERR_FILENO, STDIN_FILENO) != STDIN_FILENO)
		die_errno("cannot keep the channel for the key");
}

void
handover_ready(void)
{
	if (!write_all(incoming, (const uint8_t *)"r", 1))
		die("ceremony-recover has gone");
}

static size_t
read_all(struct parcel *parcel)
{
	size_t size = 0;

	while (size < sizeof *parcel) {
		ssize_t got = read(incoming, (uint8_t *)parcel + size, sizeof *parcel - size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == ECONNRESET)
			break;
		if (got < 0)
			die_errno("cannot take a key");
		if (got == 0)
			break;
		size += (size_t)got;
	}
	return size;
}

bool
handover_take(char name[HANDOVER_NAME_BYTES], struct tenant_key *key)
{
	static bool any;
	struct parcel *parcel = secret_new(sizeof *parcel);
	size_t size = read_all(parcel);
	const char *answer;

	if (size == 0 && !any) {
		secret_wipe_all();
		_exit(PROCESS_UNKNOWN);
	}
	if (size == 0) {
		secret_drop(parcel);
		return false;
	}
	if (size != sizeof *parcel || parcel->size > sizeof parcel->pkcs8 ||
	    parcel->name[sizeof parcel->name - 1] != '\0')
		die("ceremony-recover broke off");
	answer = tenant_key_read(key, parcel->pkcs8, parcel->size);
	if (answer != NULL)
		refuse("the key that came %s", answer);
	memcpy(name, parcel->name, sizeof parcel->name);
	secret_drop(parcel);
	any = true;
	return true;
}
