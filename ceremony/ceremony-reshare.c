#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/new_set.h"
#include "ceremony/old_ceremony.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/quorum.h"
#include "ceremony/secret.h"

static const char usage[] = "ceremony-reshare [--new-secret] OLD [CARD...] [-- FOLDER...]";

enum { NAME_BYTES = 64 };

/* Splits the operands at "--"; what stands before it is the old folder and its cards. */
static void
open_operands(char **operands, struct old_ceremony *old, struct quorum *quorum,
	      struct new_set_media *media)
{
	int before = 0, count = option_count(operands);

	while (before < count && strcmp(operands[before], "--") != 0)
		before++;
	if (before == 0)
		misuse("the folder with the old archive is wanted first");
	if (before - 1 > PLAN_MOST_CARDS || count - before - 1 > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	old_ceremony_open(old, operands[0]);
	quorum_load(quorum, operands + 1, (unsigned)before - 1);
	new_set_media_open(media, operands + before + (before < count),
			   count - before - (before < count));
}

/* No key is left behind: what the old cards open, the new ones will. */
static void
check_old_keys(const struct old_ceremony *old, const struct plan *plan)
{
	const struct transcript *transcript = &old->ceremony.transcript;

	for (size_t i = 0; i < transcript->count; i++) {
		const char *key = fact_value(&transcript->facts[i], "escrow") == NULL
					  ? NULL
					  : fact_value(&transcript->facts[i], "key");

		if (key != NULL && folder_sealed(&old->ceremony, key) != NULL &&
		    plan_key(plan, key) == NULL)
			refuse("the old cards open the key '%s' too, and the plan leaves it out",
			       key);
	}
	for (size_t i = 0; i < plan->key_count; i++)
		old_ceremony_key(old, &plan->keys[i]);
}

static void
record_recovered(struct folder *folder, const struct old_ceremony *old, const struct quorum *quorum)
{
	char cards[QUORUM_TEXT_BYTES];

	quorum_to_text(cards, quorum);
	folder_record(folder, "world-recovered", "world", old->world->digest, "cards", cards, NULL);
	say("%u old cards gave the world's secret: %s.", old->world->quorum, cards);
}

/* The key that the old escrow holds is the plan's, whether or not it is sealed anew. */
static void
check_key(const struct plan_key *plan_key, const struct tenant_key *key,
	  struct public_key *public_key)
{
	struct digest digest;
	char text[DIGEST_TEXT_BYTES];

	tenant_key_public(public_key, key);
	digest = public_key_digest(public_key);
	digest_to_text(text, &digest);
	if (strcmp(text, plan_key->public_digest) != 0)
		refuse("the old escrow of '%s' holds another key than the plan's", plan_key->name);
}

/* Seals the key to the new secret, and opens what it sealed: nobody else will before the old escrow is destroyed. */
static size_t
seal_anew(uint8_t escrow[ESCROW_MOST_BYTES], const struct plan_key *plan_key,
	  const struct tenant_key *key, const struct new_set *new_set)
{
	struct age_recipient recipient;
	struct public_key public_key;
	struct tenant_key *again;
	struct bytes bytes = {.data = escrow};

	age_recipient_of(&recipient, &new_set->set->identity);
	bytes.size = escrow_seal(escrow, key, &recipient);
	again = escrow_unseal("the new escrow", &bytes, &new_set->set->identity);
	check_key(plan_key, again, &public_key);
	secret_drop(again);
	return bytes.size;
}

/* The escrow for the new cards: the old bytes, or the key sealed to the new secret. It was opened in either case. */
static void
keep_key(struct folder *folder, const struct old_ceremony *old, const struct plan_key *plan_key,
	 const struct age_identity *identity, const struct new_set *new_set)
{
	const bool anew = folder->plan.new_secret;
	char name[NAME_BYTES], pem[PUBLIC_KEY_PEM_MOST_BYTES];
	char escrow_digest[DIGEST_TEXT_BYTES], pem_digest[DIGEST_TEXT_BYTES];
	uint8_t resealed[ESCROW_MOST_BYTES];
	struct public_key public_key;
	struct tenant_key *key;
	struct bytes sealed;
	size_t size;

	snprintf(name, sizeof name, "keys/%s.age", plan_key->name);
	sealed = old_ceremony_file(old, name, ESCROW_MOST_BYTES, plan_key->escrow_digest);
	key = escrow_unseal(name, &sealed, identity);
	check_key(plan_key, key, &public_key);
	size = anew ? seal_anew(resealed, plan_key, key, new_set) : sealed.size;
	secret_drop(key);
	folder_create(name, anew ? resealed : sealed.data, size, escrow_digest);
	file_free(&sealed);
	snprintf(name, sizeof name, "keys/%s.pub.pem", plan_key->name);
	size = public_key_to_pem(pem, &public_key);
	folder_create(name, pem, size, pem_digest);
	folder_record(folder, "key-kept", "key", plan_key->name, "public", plan_key->public_digest,
		      "pem", pem_digest, "escrow", escrow_digest, "world", new_set->digest_text,
		      "secret", anew ? "new" : "keep", NULL);
	say("Key '%s' is kept; %s.", plan_key->name,
	    anew ? "its escrow is sealed anew, to the new secret" : "its escrow is the old one");
}

static void
check_names(const struct plan *plan)
{
	folder_must_be_new("world");
	for (size_t i = 0; i < plan->key_count; i++) {
		char name[NAME_BYTES];

		snprintf(name, sizeof name, "keys/%s.age", plan->keys[i].name);
		folder_must_be_new(name);
		snprintf(name, sizeof name, "keys/%s.pub.pem", plan->keys[i].name);
		folder_must_be_new(name);
	}
}

/* Interrupted runs of a reshare that keeps the secret gave cards of the very same one. */
static void
say_void_sets(const struct folder *folder)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "world-void") == 0 && !folder->plan.new_secret)
			say("So do the cards of set %s, which is void: destroy them too.",
			    fact_value(fact, "set"));
	}
}

/* What the new set does not mend. */
static void
say_what_remains(const struct folder *folder, const struct world *old)
{
	const struct plan *plan = &folder->plan;
	const unsigned k = old->quorum, n = old->cards;

	say("The new set is valid when every card of it is confirmed. Until then the old one is.");
	say("Then destroy, before witnesses, every card of set %u (%u of them): any %u that are "
	    "left open what",
	    old->set, n, k);
	say("they opened, whatever the programs say here.");
	say_void_sets(folder);
	if (strcmp(plan->reshare, "lost-unknown") == 0)
		say("The lost card may be with somebody: with %u of the other old cards it is a "
		    "quorum. At least %u of the other %u must be gone.",
		    k - 1, n - k + 1, n - 1);
	else if (strcmp(plan->reshare, "lost-destroyed") == 0)
		say("The lost card counts as destroyed: write down who saw it.");
	else if (strcmp(plan->reshare, "leaver") == 0)
		say("Whoever leaves hands the old card in before it is destroyed.");
	if (plan->new_secret)
		say("The new escrow is not opened by old cards. Old cards still open every copy "
		    "of the OLD escrow: destroy the old archive media and the old journal too.");
	else
		say("The secret is the same: old cards open every copy of the escrow, the new ones "
		    "as well.");
	say("If %u old cards and a copy of an escrow may be out, only new keys help (rekey).", k);
}

static void
reshare(struct folder *folder, const struct old_ceremony *old, struct quorum *quorum,
	struct new_set_media *media)
{
	const struct plan *plan = &folder->plan;
	static struct new_set new_set;
	struct age_identity *identity;

	quorum_gather(quorum, old->world);
	identity = quorum_combine(quorum, old->world);
	record_recovered(folder, old, quorum);
	quorum_drop(quorum);
	new_set_void_unfinished(folder);
	new_set_begin(&new_set, folder, old->world, plan->new_secret ? NULL : identity);
	new_set_give(&new_set, plan, media);
	escrow_write_recovery_script();
	for (size_t i = 0; i < plan->key_count; i++)
		keep_key(folder, old, &plan->keys[i], identity, &new_set);
	secret_drop(identity);
	secret_drop(new_set.set);
	new_set_end(&new_set, folder);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--new-secret", false, NULL}, {NULL, false, NULL}};
	struct quorum quorum = {0};
	struct new_set_media media;
	struct folder *folder;
	static struct old_ceremony old;

	(void)argc;
	process_begin(argv, usage);
	open_operands(option_read(argv, options), &old, &quorum, &media);
	crypto_begin();
	process_lock();
	folder = folder_enter_disconnected();
	if (!plan_is_reshare(&folder->plan))
		refuse("the plan's kind is %s, not reshare", folder->plan.kind);
	if (folder->plan.new_secret != (options[0].value != NULL))
		refuse("the plan says that the secret is %s, and the command says otherwise",
		       folder->plan.new_secret ? "new (--new-secret)" : "kept");
	new_set_media_check(&media, &folder->plan);
	folder_require(folder, "world-recovered", "world", folder->plan.world, NULL);
	folder_alone();
	check_names(&folder->plan);
	old_ceremony_read(&old, &folder->plan);
	check_old_keys(&old, &folder->plan);
	reshare(folder, &old, &quorum, &media);
	say_what_remains(folder, old.world);
	return process_end(PROCESS_YES);
}
