#include "tools.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ceremony/digest.h"
#include "ceremony/file.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/rights.h"
#include "ceremony/sandbox.h"

enum {
	MOST_PROGRAMS = 64,
	MANIFEST_MOST_BYTES = 64 << 10,
	FILE_MOST_BYTES = 64 << 20,
	PATH_BYTES = 512
};

static const char MANIFEST[] = "share/claviger/manifest";

/* The folder of this program, without a slash at its end. */
static void
find_folder(char folder[PATH_BYTES])
{
	ssize_t length = readlink("/proc/self/exe", folder, PATH_BYTES - 1);

	if (length <= 0 || length == PATH_BYTES - 1)
		die_errno("cannot find out where this program is");
	folder[length] = '\0';
	*strrchr(folder, '/') = '\0';
}

static pid_t
start(const char *folder, const char *program)
{
	char path[2 * PATH_BYTES];
	char name[64], option[] = "--self-test";
	char *const arguments[] = {name, option, NULL}, *const environment[] = {NULL};
	pid_t child;

	snprintf(path, sizeof path, "%s/%s", folder, program);
	if (access(path, X_OK) != 0)
		return 0;
	snprintf(name, sizeof name, "%s", program);
	child = fork();
	if (child < 0)
		die_errno("cannot start '%s'", program);
	if (child == 0) {
		int nothing = open("/dev/null", O_RDWR);

		if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 ||
		    dup2(nothing, 2) < 0)
			_exit(PROCESS_UNKNOWN);
		execve(path, arguments, environment);
		_exit(PROCESS_UNKNOWN);
	}
	return child;
}

static bool
passes(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			die_errno("cannot wait for a self-test");
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
run_self_tests(struct tools *tools, const char *folder)
{
	const struct rights *row = rights_table();
	pid_t children[MOST_PROGRAMS] = {0};
	size_t count = 0;

	while (count < MOST_PROGRAMS && row[count].program != NULL) {
		children[count] = start(folder, row[count].program);
		count++;
	}
	if (row[count].program != NULL)
		die("there are more programs than can be tested");
	for (size_t i = 0; i < count; i++) {
		if (children[i] == 0)
			continue;
		if (passes(children[i]))
			tools->passed++;
		else
			tools->failed = row[i].program;
	}
}

void
tools_begin(struct tools *tools)
{
	char folder[PATH_BYTES];

	*tools = (struct tools){.prefix = -1};
	find_folder(folder);
	run_self_tests(tools, folder);
	if (strlen(folder) < 4 || strcmp(folder + strlen(folder) - 4, "/bin") != 0)
		return;
	folder[strlen(folder) - 3] = '\0';
	tools->prefix = file_open_folder(FILE_HERE, folder);
	sandbox_allow(tools->prefix, false);
}

/* "DIGEST  bin/NAME": a path below the prefix. */
static const char *
compare_line(int prefix, const char *line, size_t length)
{
	static char answer[TOOLS_SEEN_BYTES];
	char digest[DIGEST_TEXT_BYTES], found[DIGEST_TEXT_BYTES], name[128];
	struct digest of_file;
	struct bytes bytes;

	snprintf(digest, sizeof digest, "%.64s", line);
	snprintf(name, sizeof name, "%.*s", (int)(length > 66 ? length - 66 : 0),
		 length > 66 ? line + 66 : "");
	if (length < 67 || length - 66 >= sizeof name || memcmp(line + 64, "  ", 2) != 0 ||
	    grammar_digest(digest, 64) != NULL || grammar_word(name, strlen(name)) != NULL ||
	    strstr(name, "..") != NULL)
		return "the manifest is not one that 'make install' writes";
	if (!file_exists(prefix, name)) {
		snprintf(answer, sizeof answer, "'%s' is in the manifest and not here", name);
		return answer;
	}
	bytes = file_read(prefix, name, FILE_MOST_BYTES);
	of_file = digest_of(bytes.data, bytes.size);
	digest_to_text(found, &of_file);
	file_free(&bytes);
	snprintf(answer, sizeof answer, "'%s' is not the program of the manifest", name);
	return strcmp(found, digest) == 0 ? NULL : answer;
}

/* Every program that could be run here is in it. */
static const char *
check_complete(const struct tools *tools, const char *manifest)
{
	static char answer[TOOLS_SEEN_BYTES];

	for (const struct rights *row = rights_table(); row->program != NULL; row++) {
		char name[96], line[104];

		snprintf(name, sizeof name, "bin/%s", row->program);
		snprintf(line, sizeof line, "  %s\n", name);
		snprintf(answer, sizeof answer, "'%s' is here and not in the manifest", name);
		if (file_exists(tools->prefix, name) && strstr(manifest, line) == NULL)
			return answer;
	}
	return NULL;
}

const char *
tools_compare(const struct tools *tools, const char *digest, bool *named)
{
	char found[DIGEST_TEXT_BYTES];
	struct digest of_manifest;
	struct bytes manifest;
	const char *answer;

	*named = false;
	if (strcmp(digest, "none") == 0)
		return NULL;
	if (tools->prefix < 0 || !file_exists(tools->prefix, MANIFEST))
		return "the plan names a digest of the programs, and there is no manifest beside "
		       "them";
	manifest = file_read(tools->prefix, MANIFEST, MANIFEST_MOST_BYTES);
	of_manifest = digest_of(manifest.data, manifest.size);
	digest_to_text(found, &of_manifest);
	if (strcmp(found, digest) != 0)
		return "the manifest of the programs is not the one that the plan names";
	answer = check_complete(tools, (const char *)manifest.data);
	for (const char *line = (const char *)manifest.data; answer == NULL && *line != '\0';
	     line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n'))
		answer = compare_line(tools->prefix, line, strcspn(line, "\n"));
	file_free(&manifest);
	*named = true;
	return answer;
}
