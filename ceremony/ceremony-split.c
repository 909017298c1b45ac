#include "ceremony/new_set.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

static const char usage[] = "ceremony-split [FOLDER...]";

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	static struct new_set new_set;
	struct new_set_media media;
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	new_set_media_open(&media, operands, option_count(operands));
	process_lock();
	folder = folder_enter_disconnected();
	if (plan_is_reshare(&folder->plan))
		refuse("the plan's kind is reshare: ceremony-reshare makes the cards, from old "
		       "ones");
	new_set_media_check(&media, &folder->plan);
	folder_require(folder, "world-begun", "set", "0", NULL);
	folder_alone();
	new_set_void_unfinished(folder);
	folder_must_be_new("world");
	new_set_begin(&new_set, folder, NULL, NULL);
	new_set_give(&new_set, &folder->plan, &media);
	secret_drop(new_set.set);
	new_set_end(&new_set, folder);
	if (media.count > 0)
		say("Now every custodian with a medium has the card proved: ceremony-card CARD, "
		    "%u times.",
		    media.count);
	return process_end(PROCESS_YES);
}
