#include "fact_needs.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/ending.h"
#include "ceremony/folder.h"
#include "ceremony/text.h"

static bool
is_number(const char *text, unsigned number)
{
	uint64_t value;

	return text_to_number(&value, text, strlen(text), UINT32_MAX) == NULL && value == number;
}

static bool
has(const struct folder *folder, const char *name, const char *field, const char *value)
{
	return transcript_find(&folder->transcript, name, field, value) != NULL;
}

const char *
fact_needs_nothing(const struct folder *folder, const struct fact *fact)
{
	(void)folder;
	(void)fact;
	return NULL;
}

static const char NO_KEK[] =
	"this target's profile has no wrapping key, hence no request: package-pfx makes its file";

const char *
fact_needs_target(const struct folder *folder, const struct fact *fact)
{
	const char *name = fact_value(fact, "target");
	const struct plan_target *target = plan_target(&folder->plan, name);

	if (target == NULL)
		return "the plan has no such target";
	if (!profile_wraps(target->profile))
		return NO_KEK;
	return has(folder, "request", "target", name) ? "this target has its request already"
						      : NULL;
}

/* Before the request, which names them by their digests. */
const char *
fact_needs_attestation(const struct folder *folder, const struct fact *fact)
{
	return fact_needs_target(folder, fact);
}

const char *
fact_needs_new_package(const struct folder *folder, const struct fact *fact)
{
	if (strcmp(fact_value(fact, "kind"), "transfer") == 0 &&
	    !has(folder, "verified", "package", fact_value(fact, "package")))
		return "no verify-package has said yes to this very package: verify-package first, "
		       "with the words "
		       "from paper";
	return has(folder, "received", "package", fact_value(fact, "package"))
		       ? "this package was read here before"
		       : NULL;
}

const char *
fact_needs_import(const struct folder *folder, const struct fact *fact)
{
	if (plan_target(&folder->plan, fact_value(fact, "target")) == NULL)
		return "the plan has no such target";
	if (fact_value(fact, "verdict") != NULL && plan_is_production(&folder->plan) &&
	    strcmp(fact_value(fact, "verdict"), "test-roots") == 0)
		return "the import was judged by roots of a test";
	return has(folder, "received", "kind", "transfer")
		       ? NULL
		       : "no transfer package was received here: verify-package and package-read "
			 "first";
}

const char *
fact_needs_judged(const struct folder *folder, const struct fact *fact)
{
	const char *target = fact_value(fact, "target");
	const struct fact *known =
		transcript_find(&folder->transcript, "request", "target", target);

	if (plan_target(&folder->plan, target) == NULL)
		return "the plan has no such target";
	if (known == NULL || strcmp(fact_value(known, "request"), fact_value(fact, "request")) != 0)
		return "this is not the request that stands for this target";
	return has(folder, "wrapped", "target", target)
		       ? "this target is wrapped already: a verdict would come too late"
		       : NULL;
}

const char *
fact_needs_accepted(const struct folder *folder, const struct fact *fact)
{
	const char *answer = fact_needs_judged(folder, fact);

	if (answer != NULL || fact_value(fact, "verdict") == NULL)
		return answer;
	return attested_accepts(plan_target(&folder->plan, fact_value(fact, "target"))->attestation,
				fact_value(fact, "verdict"), !plan_is_production(&folder->plan));
}

/* One person's sheet counts once for the request as it stands. */
const char *
fact_needs_request(const struct folder *folder, const struct fact *fact)
{
	const char *request = fact_value(fact, "request");

	const struct fact *known = transcript_find(&folder->transcript, "request", "target",
						   fact_value(fact, "target"));

	if (known == NULL || strcmp(fact_value(known, "request"), request) != 0)
		return "no request for this target has come in: package-read first";
	if (plan_person(&folder->plan, fact_value(fact, "person")) == NULL)
		return "the plan has no such person";
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *other = &folder->transcript.facts[i];

		if (other->form == fact->form &&
		    strcmp(fact_value(other, "request"), request) == 0 &&
		    strcmp(fact_value(other, "person"), fact_value(fact, "person")) == 0)
			return "this person has confirmed this request already: a second sheet "
			       "needs a second person";
	}
	return NULL;
}

static const char *
no_cards(const struct folder *folder)
{
	if (plan_goes_on(&folder->plan))
		return "the old archive was not restored: ceremony-restore first";
	if (plan_ends(&folder->plan))
		return "a ceremony of this kind has no cards that work: it takes keys out of use";
	return plan_is_reshare(&folder->plan)
		       ? "no cards were made in this ceremony: ceremony-reshare first"
		       : "no cards were made in this ceremony: ceremony-split first";
}

const char *
fact_needs_no_world(const struct folder *folder, const struct fact *fact)
{
	(void)fact;
	if (strcmp(folder->plan.world, "none") != 0 && !plan_is_reshare(&folder->plan))
		return "the plan goes on with an existing world";
	if (plan_is_reshare(&folder->plan) && !has(folder, "world-recovered", NULL, NULL))
		return "the old cards were not put together: ceremony-reshare makes the new ones "
		       "from them";
	return has(folder, "world-made", NULL, NULL) ? "the cards of this ceremony are made already"
						     : NULL;
}

const char *
fact_needs_old_world(const struct folder *folder, const struct fact *fact)
{
	if (!plan_is_reshare(&folder->plan))
		return "the plan's kind is not reshare: ceremony-split makes the cards";
	if (strcmp(folder->plan.world, fact_value(fact, "world")) != 0)
		return "this is not the world whose cards the plan replaces";
	return has(folder, "world-made", NULL, NULL) ? "the cards of this ceremony are made already"
						     : NULL;
}

const char *
fact_needs_going_on(const struct folder *folder, const struct fact *fact)
{
	if (!plan_goes_on(&folder->plan))
		return "the plan goes on with no world as it is: there is nothing to restore";
	if (strcmp(folder->plan.world, fact_value(fact, "world")) != 0)
		return "this is not the world that the plan goes on with";
	if (fact_value(fact, "quorum") != NULL &&
	    (!is_number(fact_value(fact, "quorum"), folder->plan.quorum) ||
	     !is_number(fact_value(fact, "cards"), folder->plan.cards)))
		return "this set has another quorum or number of cards than the plan";
	return folder_world(folder) != NULL ? "the old archive is restored already" : NULL;
}

const char *
fact_needs_restored_key(const struct folder *folder, const struct fact *fact)
{
	const struct plan_key *key = plan_key(&folder->plan, fact_value(fact, "key"));

	if (key == NULL)
		return "the plan has no such key";
	if (!has(folder, "world-restored", "world", fact_value(fact, "world")))
		return "this key is of a world that was not restored";
	if (strcmp(fact_value(fact, "public"), key->public_digest) != 0 ||
	    strcmp(fact_value(fact, "escrow"), key->escrow_digest) != 0)
		return "this is another key than the plan's";
	return has(folder, "key-restored", "key", key->name) ? "this key is restored already"
							     : NULL;
}

/* The new set may still become void: folder_sealed asks for its world. */
const char *
fact_needs_kept_key(const struct folder *folder, const struct fact *fact)
{
	const struct plan_key *key = plan_key(&folder->plan, fact_value(fact, "key"));
	const struct fact *begun = transcript_find(&folder->transcript, "world-begun", NULL, NULL);
	const char *secret = fact_value(fact, "secret");

	if (key == NULL)
		return "the plan has no such key";
	if (!plan_is_reshare(&folder->plan) || begun == NULL ||
	    has(folder, "world-void", "set", fact_value(begun, "set")) ||
	    has(folder, "world-made", NULL, NULL))
		return "no set of cards is being made that this key could be kept for";
	if (strcmp(fact_value(fact, "public"), key->public_digest) != 0)
		return "this is another key than the plan's";
	if ((strcmp(secret, "new") == 0) != folder->plan.new_secret)
		return "the plan says otherwise whether there is a new secret";
	return folder->plan.new_secret ||
			       strcmp(fact_value(fact, "escrow"), key->escrow_digest) == 0
		       ? NULL
		       : "this is another escrow than the plan's";
}

static bool
all_keys_kept(const struct folder *folder, const char *world)
{
	for (size_t i = 0; i < folder->plan.key_count; i++) {
		const struct fact *kept = transcript_find(&folder->transcript, "key-kept", "key",
							  folder->plan.keys[i].name);

		if (kept == NULL || strcmp(fact_value(kept, "world"), world) != 0)
			return false;
	}
	return true;
}

const char *
fact_needs_begun_set(const struct folder *folder, const struct fact *fact)
{
	const char *set = fact_value(fact, "set");

	if (!has(folder, "world-begun", "set", set))
		return "no such set of cards was begun";
	if (has(folder, "world-void", "set", set))
		return "this set of cards is void";
	if (fact_value(fact, "quorum") != NULL &&
	    (!is_number(fact_value(fact, "quorum"), folder->plan.quorum) ||
	     !is_number(fact_value(fact, "cards"), folder->plan.cards)))
		return "this set has another quorum or number of cards than the plan";
	if (fact_value(fact, "world") != NULL && plan_is_reshare(&folder->plan) &&
	    !all_keys_kept(folder, fact_value(fact, "world")))
		return "not every key of the plan is kept for this set: ceremony-reshare does it";
	return fact_needs_no_world(folder, fact);
}

static bool
is_world(const struct folder *folder, const char *world)
{
	return has(folder, "world-made", "world", world) ||
	       has(folder, "world-restored", "world", world);
}

const char *
fact_needs_world(const struct folder *folder, const struct fact *fact)
{
	uint64_t card;
	const char *number = fact_value(fact, "card");

	if (!is_world(folder, fact_value(fact, "world")))
		return no_cards(folder);
	if (text_to_number(&card, number, strlen(number), folder->plan.cards) != NULL)
		return "the plan has no such card";
	return NULL;
}

static bool
all_cards_confirmed_here(const struct folder *folder)
{
	static const char *const numbers[] = {"1", "2",  "3",  "4",  "5",  "6",  "7",  "8",
					      "9", "10", "11", "12", "13", "14", "15", "16"};

	for (unsigned i = 0; i < folder->plan.cards; i++)
		if (!has(folder, "card-confirmed", "card", numbers[i]))
			return false;
	return true;
}

/* A world that is restored was valid where it came from: ceremony-restore looked. */
static bool
all_cards_confirmed(const struct folder *folder)
{
	return has(folder, "world-restored", NULL, NULL) || all_cards_confirmed_here(folder);
}

static const char NOT_CONFIRMED[] =
	"not every card is confirmed yet: ceremony-card with each of them first";

const char *
fact_needs_all_cards(const struct folder *folder, const struct fact *fact)
{
	const char *world = fact_value(fact, "world");

	const struct plan_key *key = plan_key(&folder->plan, fact_value(fact, "key"));

	if (key == NULL)
		return "the plan has no such key";
	if (folder_world(folder) == NULL)
		return no_cards(folder);
	if (world != NULL && !is_world(folder, world))
		return "this key is sealed to another world";
	if (!all_cards_confirmed(folder))
		return NOT_CONFIRMED;
	if (plan_is_reshare(&folder->plan))
		return "the plan's kind is reshare: it has no new keys";
	if (strcmp(key->public_digest, "none") != 0)
		return "this key exists already: ceremony-restore brings it";
	return has(folder, "key-made", "key", fact_value(fact, "key")) ? "this key was made already"
								       : NULL;
}

static bool
all_keys_made(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.key_count; i++)
		if (folder_sealed(folder, folder->plan.keys[i].name) == NULL)
			return false;
	return true;
}

static bool
all_requests_in(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.target_count; i++)
		if (profile_wraps(folder->plan.targets[i].profile) &&
		    !has(folder, "request", "target", folder->plan.targets[i].name))
			return false;
	return true;
}

/* Wrapped, or exported where there is no KEK. */
static bool
all_targets_made(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.target_count; i++)
		if (!has(folder, folder_blob_fact(&folder->plan.targets[i]), "target",
			 folder->plan.targets[i].name))
			return false;
	return true;
}

const char *
fact_needs_contents(const struct folder *folder, const struct fact *fact)
{
	const char *kind = fact_value(fact, "kind");

	if (strcmp(kind, "request") == 0 && plan_wrapped_targets(&folder->plan) == 0)
		return "no target of the plan has a wrapping key: there is nothing to request";
	if (strcmp(kind, "request") == 0)
		return all_requests_in(folder) ? NULL
					       : "a target has no request yet: kek-accept first";
	if (!all_keys_made(folder))
		return "not every key of the plan is made: ceremony-keygen first";
	if (!all_cards_confirmed(folder))
		return NOT_CONFIRMED;
	if (strcmp(kind, "transfer") == 0 && !all_targets_made(folder))
		return "not every target of the plan is wrapped: ceremony-recover ... -- kek-wrap "
		       "first, or package-pfx";
	return NULL;
}

const char *
fact_needs_package(const struct folder *folder, const struct fact *fact)
{
	return has(folder, "package-written", "package", fact_value(fact, "package"))
		       ? NULL
		       : "this file is no package that package-write made in this ceremony";
}

const char *
fact_needs_carried(const struct folder *folder, const struct fact *fact)
{
	const char *answer = fact_needs_package(folder, fact);

	if (answer != NULL || fact_value(fact, "read-back") == NULL ||
	    strcmp(fact_value(fact, "read-back"), "pictures") != 0)
		return answer;
	return has(folder, "qr-written", "package", fact_value(fact, "package"))
		       ? NULL
		       : "no QR symbols were made of this package: media-qr-write first";
}

const char *
fact_needs_written(const struct folder *folder, const struct fact *fact)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *other = &folder->transcript.facts[i];

		if (strcmp(other->form->name, "medium-written") == 0 &&
		    strcmp(fact_value(other, "package"), fact_value(fact, "package")) == 0 &&
		    strcmp(fact_value(other, "medium"), fact_value(fact, "medium")) == 0)
			return NULL;
	}
	return "this package was not written onto this medium: media-usb-write first";
}

const char *
fact_needs_one_direction(const struct folder *folder, const struct fact *fact)
{
	const struct fact *known = transcript_find(&folder->transcript, "medium-known", "medium",
						   fact_value(fact, "medium"));

	return known == NULL || strcmp(fact_value(known, "direction"),
				       fact_value(fact, "direction")) == 0
		       ? NULL
		       : "this medium has another direction in this ceremony: take another medium";
}

/* Whether an earlier fact says that this package is on this medium. */
static bool
is_repeated(const struct transcript *transcript, const struct fact *written)
{
	for (const struct fact *fact = transcript->facts; fact < written; fact++)
		if (fact->form == written->form &&
		    strcmp(fact_value(fact, "package"), fact_value(written, "package")) == 0 &&
		    strcmp(fact_value(fact, "medium"), fact_value(written, "medium")) == 0)
			return true;
	return false;
}

/* Memory is no medium, pictures of a page are no paper yet, and what brought a file in never holds an archive. */
static bool
holds_archives(const struct transcript *transcript, const struct fact *written)
{
	const char *read_back = fact_value(written, "read-back");

	return strcmp(read_back, "memory") != 0 && strcmp(read_back, "pictures") != 0 &&
	       transcript_find(transcript, "medium-read", "medium",
			       fact_value(written, "medium")) == NULL;
}

static unsigned
media_holding(const struct transcript *transcript, const char *package)
{
	unsigned media = 0;

	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];

		if (strcmp(fact->form->name, "medium-written") == 0 &&
		    strcmp(fact_value(fact, "package"), package) == 0 &&
		    holds_archives(transcript, fact) && !is_repeated(transcript, fact))
			media++;
	}
	return media;
}

/* An archive holds every key of the plan: package-write refuses to make another. */
static const char *
archive_on_media(const struct folder *folder)
{
	const struct transcript *transcript = &folder->transcript;

	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];

		if (strcmp(fact->form->name, "package-written") == 0 &&
		    strcmp(fact_value(fact, "kind"), "archive") == 0 &&
		    media_holding(transcript, fact_value(fact, "package")) >=
			    plan_archive_media(&folder->plan))
			return NULL;
	}
	return "the archive is not on two media yet: package-write archive, then media-usb-write "
	       "twice";
}

static bool
was_recovered(const struct folder *folder, const char *key, const char *program)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "recovered") == 0 &&
		    text_list_has(fact_value(fact, "keys"), ',', key) &&
		    strcmp(fact_value(fact, "for"), program) == 0)
			return true;
	}
	return false;
}

static const char NOT_RECOVERED[] =
	"this key was not recovered from cards: ceremony-recover starts this program";

/* A question that leaves the last field out is asked before the key is there. */
const char *
fact_needs_key(const struct folder *folder, const struct fact *fact)
{
	const char *key = fact_value(fact, "key");

	if (folder_sealed(folder, key) == NULL)
		return "this key is not made yet: ceremony-keygen first";
	if (fact_value(fact, "public") != NULL && !was_recovered(folder, key, "ceremony-confirm"))
		return NOT_RECOVERED;
	return NULL;
}

const char *
fact_needs_keys(const struct folder *folder, const struct fact *fact)
{
	const char *list = fact_value(fact, "keys");

	if (plan_ends(&folder->plan))
		return "a ceremony of this kind recovers no key: it takes keys out of use";
	for (size_t i = 0; i < folder->plan.key_count; i++) {
		const char *key = folder->plan.keys[i].name;

		if (text_list_has(list, ',', key) && folder_sealed(folder, key) == NULL)
			return "this key is not made yet: ceremony-keygen first";
	}
	return all_cards_confirmed(folder) ? NULL : NOT_CONFIRMED;
}

static unsigned
people_who_confirmed(const struct folder *folder, const char *request)
{
	unsigned people = 0;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		people += strcmp(fact->form->name, "request-confirmed") == 0 &&
			  strcmp(fact_value(fact, "request"), request) == 0;
	}
	return people;
}

/* The last verdict on this request counts; a false statement is worse than none. */
static const char *
attestation_of(const struct folder *folder, const struct plan_target *target, const char *request)
{
	const struct fact *no =
		transcript_find(&folder->transcript, "not-attested", "request", request);
	const char *verdict = no == NULL ? "missing" : fact_value(no, "verdict");

	if (attested_of(folder, request) != NULL)
		return NULL;
	if (strcmp(verdict, "failed") == 0)
		return attested_accepts(target->attestation, verdict, false);
	/* It covers that there is no statement, and not that there is one which says less than it should. */
	if (attested_accepts_missing(target->attestation) &&
	    (strcmp(verdict, "missing") == 0 || strcmp(verdict, "not-attestable") == 0))
		return NULL;
	return no == NULL ? "the attestation of this target's wrapping key was not checked on this "
			    "side: verify-attestation first"
			  : "this target's wrapping key is not attested as the plan wants it: "
			    "verify-attestation says what is lacking";
}

const char *
fact_needs_wrap(const struct folder *folder, const struct fact *fact)
{
	const char *name = fact_value(fact, "target"), *request = fact_value(fact, "request");
	const struct plan_target *target = plan_target(&folder->plan, name);
	const struct fact *known = transcript_find(&folder->transcript, "request", "target", name);

	if (target == NULL)
		return "the plan has no such target";
	if (!profile_wraps(target->profile))
		return NO_KEK;
	if (known == NULL || strcmp(fact_value(known, "request"), request) != 0)
		return "no request for this target has come in: package-read first";
	if (people_who_confirmed(folder, request) < target->sheets)
		return "not enough people have confirmed this target's request: kek-confirm first";
	if (attestation_of(folder, target, request) != NULL)
		return attestation_of(folder, target, request);
	if (folder_sealed(folder, target->key->name) == NULL)
		return "this target's key is not made yet: ceremony-keygen first";
	if (has(folder, "wrapped", "target", name))
		return "this target is wrapped already";
	if (fact_value(fact, "blob") != NULL &&
	    !was_recovered(folder, target->key->name, "kek-wrap"))
		return NOT_RECOVERED;
	return archive_on_media(folder);
}

/* The password comes between: a question without the last field is asked before the key is there, as in a wrap. */
const char *
fact_needs_export(const struct folder *folder, const struct fact *fact)
{
	const char *name = fact_value(fact, "target");
	const struct plan_target *target = plan_target(&folder->plan, name);

	if (target == NULL)
		return "the plan has no such target";
	if (profile_wraps(target->profile))
		return "the plan has a wrapping key for this target: kek-wrap makes its file, and "
		       "no .pfx is";
	if (folder_sealed(folder, target->key->name) == NULL)
		return "this target's key is not made yet: ceremony-keygen first";
	if (has(folder, "exported", "target", name))
		return "this target has its .pfx already";
	if (fact_value(fact, "blob") != NULL &&
	    !was_recovered(folder, target->key->name, "package-pfx"))
		return NOT_RECOVERED;
	return archive_on_media(folder);
}

static bool
all_keys_confirmed(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.key_count; i++)
		if (!has(folder, "key-confirmed", "key", folder->plan.keys[i].name))
			return false;
	return true;
}

/* On a medium, or on pages that were read back. */
static bool
is_carried(const struct folder *folder, const char *package)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "medium-written") == 0 &&
		    strcmp(fact_value(fact, "package"), package) == 0 &&
		    strcmp(fact_value(fact, "read-back"), "pictures") == 0)
			return true;
	}
	return media_holding(&folder->transcript, package) > 0;
}

const char *
fact_needs_end(const struct folder *folder, const struct fact *fact)
{
	const struct fact *transfer =
		transcript_find(&folder->transcript, "package-written", "kind", "transfer");

	if (strcmp(fact_value(fact, "outcome"), "unfinished") == 0)
		return NULL;
	if (plan_ends(&folder->plan))
		return ending_lacks(folder);
	if (plan_goes_on(&folder->plan) && folder_world(folder) == NULL)
		return no_cards(folder);
	if (strcmp(folder->plan.kind, "custody-check") == 0)
		return all_cards_confirmed_here(folder) ? NULL : NOT_CONFIRMED;
	if (!all_keys_made(folder) || !all_targets_made(folder))
		return "not every key of the plan is made and wrapped";
	if (!all_cards_confirmed(folder))
		return NOT_CONFIRMED;
	if (plan_is_reshare(&folder->plan) && !all_keys_confirmed(folder))
		return "not every key was recovered from the new cards: ceremony-recover KEY -- "
		       "ceremony-confirm first";
	if (strcmp(folder->plan.kind, "drill") == 0)
		return all_keys_confirmed(folder)
			       ? NULL
			       : "not every key was recovered: ceremony-recover KEY -- "
				 "ceremony-confirm first";
	if (folder->plan.target_count == 0)
		return archive_on_media(folder);
	if (transfer == NULL || !is_carried(folder, fact_value(transfer, "package")))
		return "the transfer package is on no medium yet: package-write transfer, then "
		       "media-usb-write, or media-qr-write and media-qr-read --check";
	return NULL;
}
