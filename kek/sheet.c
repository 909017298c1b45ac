#include "sheet.h"

#include <stdio.h>

#include "ceremony/process.h"
#include "ceremony/words.h"

static void
print_words(const struct digest *digest)
{
	for (size_t at = 0; at < WORDS_PROOF; at++)
		printf("%s%2zu %-12s", at % 4 == 0 ? "\n  " : "  ", at + 1,
		       words_word(at, digest->bytes[at]));
	printf("\n");
}

void
sheet_print(const struct folder *folder, const struct plan_target *target,
	    const struct request *request)
{
	char digest[DIGEST_TEXT_BYTES];
	struct digest kek = public_key_digest(&request->kek);

	digest_to_text(digest, &kek);
	printf("REQUEST SHEET                                        %s\n", folder->plan.mode);
	printf("\nCeremony        %s\n", folder->plan.ceremony);
	printf("Target          %s, region %s\n", target->name, target->region);
	printf("Goes to         %s\n", target->where);
	printf("As              %s\n", target->cloud_name);
	printf("Key             %s, %s\n", target->key->name, key_type_name(target->key->type));
	printf("Profile         %s (%s)\n", target->profile->name, target->profile->title);
	printf("Wrapping key    %s\n", request->kek_id);
	printf("  size          %s, expires %s\n", key_type_name(request->kek.type),
	       request->expires);
	printf("  SHA-256       %.32s\n                %s\n", digest, digest + 32);
	printf("\nThe 20 words of this request:\n");
	print_words(&request->digest);
	printf("\nThis sheet goes into the room by hand, never on the medium with the request.\n");
	printf("\nFetched by ______________________  on network ______________________\n");
	printf("\nDate and time __________________  Signature _______________________\n");
}

void
sheet_say_terms(const struct plan_target *target, const struct request *request)
{
	say("Request for target '%s':", target->name);
	say("  goes to        %s as '%s', region %s", target->where, target->cloud_name,
	    target->region);
	say("  key            %s, %s", target->key->name, key_type_name(target->key->type));
	say("  wrapping key   %s", request->kek_id);
	say("                 %s, expires %s", key_type_name(request->kek.type), request->expires);
}
