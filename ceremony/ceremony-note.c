#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/ending.h"
#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/wall_time.h"

static const char usage[] = "ceremony-note bag WHAT NUMBER NUMBER | label TEXT | exception TEXT | "
			    "time TIME | present PERSON... | left PERSON | returned PERSON | "
			    "frozen TARGET TIME | assessed INCIDENT | deleted TARGET DATE | "
			    "destroyed WHAT NUMBER";

enum { TEXT_BYTES = 2400 };

/* How many operands follow a subject. */
static const struct subject {
	const char *name;
	int least, most;
	const char *wanted;
} subjects[] = {
	{"bag", 3, 3, "what is in the bag, and its number, read and typed twice, are wanted"},
	{"label", 1, 1, "the text, as one operand, is wanted"},
	{"exception", 1, 1, "the text, as one operand, is wanted"},
	{"time", 1, 1, "the time of the wall clock is wanted"},
	{"present", 1, PLAN_MOST_PEOPLE, "the ids of those who are there are wanted"},
	{"left", 1, 1, "the id of a person is wanted"},
	{"returned", 1, 1, "the id of a person is wanted"},
	{"frozen", 2, 2, "the target, and the time when it was frozen, are wanted"},
	{"assessed", 1, 1, "what was found, as one word, is wanted"},
	{"deleted", 2, 2, "the target, and the date from which on it is gone, are wanted"},
	{"destroyed", 2, 2, "what was destroyed, and the number of the certificate, are wanted"},
};

static const struct subject *
find_subject(char *const *operands)
{
	int count = option_count(operands);

	if (count == 0)
		misuse("what the note is about is wanted");
	for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
		if (strcmp(subjects[i].name, operands[0]) != 0)
			continue;
		if (count - 1 < subjects[i].least || count - 1 > subjects[i].most)
			misuse("%s", subjects[i].wanted);
		return &subjects[i];
	}
	misuse("'%s' is no subject of a note", operands[0]);
}

/* The operands with a space between; a bag's number once, when both are the same. */
static void
join(char text[TEXT_BYTES], char *const *operands, const struct subject *subject)
{
	bool bag = strcmp(subject->name, "bag") == 0;
	size_t used = 0;

	if (bag && strcmp(operands[2], operands[3]) != 0)
		misuse("the number of the bag was typed as '%s' and as '%s': look at the bag again",
		       operands[2], operands[3]);
	text[0] = '\0';
	for (int i = 1; i < (bag ? 3 : option_count(operands)); i++) {
		used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%s%s", i == 1 ? "" : " ",
					 operands[i]);
		if (used >= TEXT_BYTES)
			misuse("that is too long for a note");
	}
}

static void
say_difference(const char *text)
{
	int64_t seconds, offset, now = (int64_t)time(NULL), apart;

	if (wall_time_read(&seconds, &offset, text) != NULL)
		return;
	apart = now < seconds ? seconds - now : now - seconds;
	if (apart < 60)
		say("The wall clock and this machine's show the same minute, or the next.");
	else
		say("The wall clock is %lld minutes %s this machine's. Write both on the script.",
		    (long long)apart / 60, now < seconds ? "ahead of" : "behind");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	const struct fact_form *form = fact_form("noted");
	const struct subject *subject;
	char text[TEXT_BYTES], **operands;
	struct folder *folder;
	const char *answer;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	subject = find_subject(operands);
	join(text, operands, subject);
	answer = form->fields[1].grammar(text, strlen(text));
	if (answer != NULL)
		misuse("'%s' %s", text, answer);
	if (strcmp(subject->name, "time") == 0 && wall_time_grammar(text, strlen(text)) != NULL)
		misuse("'%s' %s", text, wall_time_grammar(text, strlen(text)));
	process_lock();
	folder = folder_enter();
	folder_require(folder, "noted", "about", subject->name, "text", text, NULL);
	folder_record(folder, "noted", "about", subject->name, "text", text, NULL);
	say("Noted as fact %zu.", folder->transcript.count);
	if (strcmp(subject->name, "time") == 0)
		say_difference(text);
	if (strcmp(subject->name, "assessed") == 0)
		say("%s", ending_response(text));
	return process_end(PROCESS_YES);
}
