#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/sandbox.h"

enum { PATH_BYTES = 1200 };

static struct ledger_entry *
new_entry(const char *name)
{
	struct ledger_entry *entry = calloc(1, sizeof *entry);

	if (entry == NULL)
		die("no memory for the ledger");
	entry->name = name;
	entry->folder = file_open_folder(FILE_HERE, name);
	return entry;
}

void
ledger_open(struct ledger *ledger, char *const *names)
{
	for (; *names != NULL; names++) {
		if (ledger->count == LEDGER_MOST)
			misuse("at most %d folders are summed", LEDGER_MOST);
		ledger->entries[ledger->count] = new_entry(*names);
		sandbox_allow(ledger->entries[ledger->count]->folder, false);
		ledger->count++;
	}
}

static void
check_there(const struct ledger_entry *entry)
{
	if (!file_exists(entry->folder, "plan") || !file_exists(entry->folder, "transcript"))
		die("'%s' holds no ceremony: plan and transcript are wanted in it", entry->name);
}

static void
read_plan(struct ledger_entry *entry)
{
	struct bytes bytes = file_read(entry->folder, "plan", PLAN_MOST_BYTES);
	struct digest digest = digest_of(bytes.data, bytes.size);
	struct record_problem problem;
	char path[PATH_BYTES];
	const char *answer = plan_read(&entry->ceremony.plan, bytes.data, bytes.size, &problem);

	snprintf(path, sizeof path, "%s/plan", entry->name);
	if (answer != NULL)
		record_refuse(path, &problem, answer);
	digest_to_text(entry->ceremony.plan_digest, &digest);
	file_free(&bytes);
}

static void
read_transcript(struct ledger_entry *entry)
{
	struct bytes bytes = file_read(entry->folder, "transcript", TRANSCRIPT_MOST_BYTES);
	struct digest digest = digest_of(bytes.data, bytes.size);
	struct transcript *transcript = &entry->ceremony.transcript;
	unsigned long line;
	const char *answer = transcript_read(transcript, bytes.data, bytes.size, &line);

	if (answer != NULL)
		refuse("'%s/transcript', line %lu %s", entry->name, line, answer);
	if (transcript->torn_bytes != 0)
		refuse("'%s/transcript' ends in half a line, as a power cut leaves it",
		       entry->name);
	digest_to_text(entry->digest, &digest);
	file_free(&bytes);
}

static void
check_opened(struct ledger_entry *entry)
{
	struct folder *ceremony = &entry->ceremony;
	const struct fact *opened = folder_fact(ceremony, "opened", NULL, NULL);

	if (opened == NULL || strcmp(fact_value(opened, "plan"), ceremony->plan_digest) != 0)
		refuse("'%s/transcript' is not of the plan beside it", entry->name);
	if (strcmp(fact_value(opened, "side"), "connected") == 0)
		refuse("'%s/transcript' is of the connected side: the disconnected side's says "
		       "what was made",
		       entry->name);
}

static void
check_facts(struct ledger_entry *entry)
{
	const struct fact *where;
	const char *answer = fact_check_all(&entry->ceremony, &where);

	if (answer != NULL)
		refuse("'%s/transcript': fact %lu, '%s', could not follow: %s", entry->name,
		       where->sequence, where->form->name, answer);
}

static void
read_world(struct ledger_entry *entry)
{
	const struct fact *made = folder_world(&entry->ceremony);
	char path[PATH_BYTES], text[DIGEST_TEXT_BYTES];
	struct bytes bytes;
	struct digest digest;

	if (made == NULL)
		return;
	snprintf(path, sizeof path, "%s/world", entry->name);
	bytes = file_read(entry->folder, "world", WORLD_MOST_BYTES);
	digest = digest_of(bytes.data, bytes.size);
	digest_to_text(text, &digest);
	if (strcmp(text, fact_value(made, "world")) != 0)
		refuse("'%s' is not the one that the transcript names", path);
	entry->world = world_of_file(path, bytes);
}

static bool
is_there(const struct ledger *ledger, size_t count, const struct ledger_entry *entry)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(ledger->entries[i]->digest, entry->digest) != 0)
			continue;
		say("'%s' has the same transcript as '%s': it counts once.", entry->name,
		    ledger->entries[i]->name);
		return true;
	}
	return false;
}

void
ledger_read(struct ledger *ledger)
{
	size_t count = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		struct ledger_entry *entry = ledger->entries[i];

		check_there(entry);
		read_plan(entry);
		read_transcript(entry);
		check_opened(entry);
		check_facts(entry);
		read_world(entry);
		if (!is_there(ledger, count, entry))
			ledger->entries[count++] = entry;
	}
	ledger->count = count;
}
