#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"

static const char usage[] = "ceremony-note bag|label|exception|time|left|returned TEXT";

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	const struct fact_form *form = fact_form("noted");
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 2)
		misuse("what the note is about, and its text as one operand, are wanted");
	for (size_t i = 0; i < 2; i++) {
		const char *answer = form->fields[i].grammar(operands[i], strlen(operands[i]));

		if (answer != NULL)
			misuse("'%s' %s", operands[i], answer);
	}
	process_lock();
	folder = folder_enter();
	folder_record(folder, "noted", "about", operands[0], "text", operands[1], NULL);
	say("Noted as fact %zu.", folder->transcript.count);
	return process_end(PROCESS_YES);
}
