/*
 * The main of every fuzzer, so that a bounded run needs neither clang nor coverage.
 *
 * usage: FUZZER [FOLDER...]            replays each file; without a folder, tests/fuzz/corpus/FUZZER
 *        FUZZER -m COUNT SEED FOLDER   COUNT mutations of its files; same seed, same inputs
 *
 * Prints "ok" for each file, or for all mutations. A child does the work, so that whatever ends it
 * (abort, sanitizer, signal, exit, ten seconds on one input) is seen, and the input saved in the
 * file that "not ok" names. An input ends where an inaccessible page begins: reading past it is
 * caught without a sanitizer.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "tests/fuzz/corpus.h"
#include "tests/fuzz/mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { GUARD_BYTES = 1 << 16, SECONDS = 10, STEPS = 4 };

/* Shared with the child: how far it is; its input lies right before `guard`. */
static struct {
	uint64_t number;
	size_t size;
} * now;
static uint8_t *guard;

static void
share(void)
{
	now = mmap(NULL, CORPUS_FILE_BYTES + 2 * GUARD_BYTES, PROT_READ | PROT_WRITE,
		   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (now == MAP_FAILED)
		die_errno("cannot share memory");
	guard = (uint8_t *)now + CORPUS_FILE_BYTES + GUARD_BYTES;
	if (mprotect(guard, GUARD_BYTES, PROT_NONE) != 0)
		die_errno("cannot guard memory");
}

static void
try(const uint8_t *data, size_t size)
{
	now->size = size;
	memcpy(guard - size, data, size);
	alarm(SECONDS);
	LLVMFuzzerTestOneInput(guard - size, size);
	alarm(0);
}

/* Each mutated input comes from the seed and its number alone. */
static void
try_mutations(uint64_t runs, uint64_t seed)
{
	static uint8_t data[CORPUS_FILE_BYTES];

	for (; now->number < runs; now->number++) {
		uint64_t state = seed << 32 ^ now->number;
		const struct bytes *file = &corpus_files[mutate_below(&state, corpus_count)].bytes;
		size_t size = file->size;

		memcpy(data, file->data, size);
		for (size_t steps = 1 + mutate_below(&state, STEPS); steps > 0; steps--) {
			file = &corpus_files[mutate_below(&state, corpus_count)].bytes;
			size = mutate(&state, data, size, sizeof data, file);
		}
		try(data, size);
	}
}

static void
try_files(const char *fuzzer)
{
	for (; now->number < corpus_count; now->number++) {
		try(corpus_files[now->number].bytes.data, corpus_files[now->number].bytes.size);
		printf("ok %s/%s\n", fuzzer, corpus_files[now->number].name);
		fflush(stdout);
	}
}

/* A finding that is there already holds the same bytes: the same seed gave it. */
static int
save(const char *path, uint64_t seed)
{
	char name[4096];

	snprintf(name, sizeof name, "%s.finding-%" PRIu64 "-%" PRIu64, path, seed, now->number);
	printf("not ok %s\n", name);
	if (!file_exists(FILE_HERE, name))
		file_create(FILE_HERE, name, guard - now->size, now->size);
	return 1;
}

static uint64_t
number(const char *text)
{
	uint64_t value;

	if (text_to_number(&value, text, strlen(text), UINT32_MAX) != NULL || value == 0)
		die("'%s' is not a number from 1 to 4294967295", text);
	return value;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/'), *fuzzer = slash == NULL ? argv[0] : slash + 1;
	bool mutating = argc == 5 && strcmp(argv[1], "-m") == 0;
	uint64_t runs = mutating ? number(argv[2]) : 0, seed = mutating ? number(argv[3]) : 0;
	char corpus[4096];
	pid_t child;
	int status;

	snprintf(corpus, sizeof corpus, "tests/fuzz/corpus/%s", fuzzer);
	if (argc == 1)
		corpus_load(corpus);
	for (int i = mutating ? 4 : 1; i < argc; i++)
		corpus_load(argv[i]);
	share();
	child = fork();
	if (child == 0) {
		mutating ? try_mutations(runs, seed) : try_files(fuzzer);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		die_errno("cannot run a child");
	if (status != 0 || now->number != (mutating ? runs : corpus_count))
		return save(argv[0], seed);
	if (mutating)
		printf("ok %s: %" PRIu64 " mutations from seed %" PRIu64 "\n", fuzzer, runs, seed);
	return 0;
}
