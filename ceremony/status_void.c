#include "status.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "ceremony/words.h"

static void
print_set(const struct folder *folder, const struct fact *begun)
{
	const struct plan *plan = &folder->plan;
	const char *set = fact_value(begun, "set");

	printf("Set %s, begun %s (machine's clock, fact %lu),\n"
	       "was interrupted before it was whole. It is void, and nobody may take one of its\n"
	       "cards for a card. %s\n\n",
	       set, begun->time, begun->sequence,
	       plan_is_reshare(plan) && !plan->new_secret
		       ? "They are cards of the same secret as the old ones and the\n"
			 "new: until they are destroyed, a quorum of them opens every escrow."
		       : "They open nothing that this ceremony made.");
	for (unsigned i = 0; i < plan->cards; i++) {
		char what[160] = "its form, on paper";

		if (!plan->card[i].on_paper)
			snprintf(what, sizeof what, "%s-set%s-card%u.txt", plan->ceremony, set,
				 i + 1);
		printf("  card %-2u  %-20s  %s\n"
		       "    written: yes / no    destroyed, how: ______________________________\n"
		       "    date and time: ____-__-__ __:__    by: "
		       "________________________________\n"
		       "    signature: ______________________  witness: "
		       "___________________________\n\n",
		       i + 1, plan->card[i].custodian, what);
	}
}

/* Void, or begun and not made. */
static bool
is_void(const struct folder *folder, const struct fact *begun)
{
	const char *set = fact_value(begun, "set");

	return strcmp(begun->form->name, "world-begun") == 0 &&
	       folder_fact(folder, "world-made", "set", set) == NULL;
}

void
status_print_void(const struct status *status)
{
	const struct folder *folder = status->folder;
	struct digest plan_digest;
	char label[WORDS_LABEL_TEXT_BYTES];
	size_t count = 0;

	for (size_t i = 0; i < folder->transcript.count; i++)
		count += folder->transcript.facts[i].form == fact_form("world-begun") &&
			 is_void(folder, &folder->transcript.facts[i]);
	if (count == 0)
		refuse("no set of cards of this ceremony is void");
	if (text_from_hex(plan_digest.bytes, sizeof plan_digest.bytes, folder->plan_digest,
			  strlen(folder->plan_digest)) != NULL)
		die("the plan's digest is none");
	words_label_of(label, &plan_digest);
	printf("CERTIFICATE OF VOID CARDS                                %s\n\nCeremony  %s\nPlan  "
	       "    %s\n"
	       "Date      %s\n\n",
	       folder->plan.mode, folder->plan.ceremony, label, folder->plan.date);
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "world-begun") == 0 && is_void(folder, fact))
			print_set(folder, fact);
	}
	printf("A card that is half written has .part behind its name.\n"
	       "A medium that carried a card is broken through its memory chip: deleting is not\n"
	       "destruction.\n\nAdministrator ______________________   Witness "
	       "______________________\n");
}
