#include "tests/unit/facts.h"

#include "ceremony/file.h"
#include "ceremony/folder.h"

#define D0 "0000000000000000000000000000000000000000000000000000000000000000"
#define D1 "1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "2222222222222222222222222222222222222222222222222222222222222222"
#define D3 "3333333333333333333333333333333333333333333333333333333333333333"
#define D4 "4444444444444444444444444444444444444444444444444444444444444444"

#define SIGNER "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char no_archive[] =
	"the archive is not on two media yet: package-write archive, then media-usb-write twice";

/* The small sample: three cards, the key `documents`, its target `vault-eu` with two sheets. */
static struct folder folder;

static void
load_plan(void)
{
	struct bytes bytes = file_read(FILE_HERE, "tests/samples/plan", PLAN_MOST_BYTES);
	struct record_problem problem;

	check_good(plan_read(&folder.plan, bytes.data, bytes.size, &problem));
	file_free(&bytes);
}

/* What is said when such a fact comes next. */
static const char *
says(const char *name, ...)
{
	struct fact fact;
	va_list values;

	va_start(values, name);
	facts_set_list(&fact, name, values);
	va_end(values);
	return fact_may_follow(&folder, &fact);
}

/* The fact may come next, and comes. */
#define follows(...) \
	do { \
		check_good(says(__VA_ARGS__)); \
		facts_add(&folder.transcript, __VA_ARGS__); \
	} while (0)

static void
open_again(void)
{
	facts_begin(&folder.transcript);
	facts_add(&folder.transcript, "opened", D0, "rehearsal", "disconnected", "none");
}

static void
the_table(void)
{
	for (const struct fact_form *form = fact_table(); form->name != NULL; form++) {
		check(fact_form(form->name) == form);
		check(form->fields[0].name != NULL && form->needs != NULL);
		for (size_t i = 0; i < FACT_MOST_FIELDS && form->fields[i].name != NULL; i++)
			check(form->fields[i].grammar != NULL);
	}
	check(fact_form("") == NULL && fact_form("open") == NULL);
}

static const char *
value_says(const char *name, size_t field, const char *value)
{
	return fact_form(name)->fields[field].grammar(value, strlen(value));
}

static void
values_of_its_own(void)
{
	check_good(value_says("opened", 2, "connected"));
	check_good(value_says("opened", 2, "disconnected"));
	check_says(value_says("opened", 2, "left"), "is no side");
	check_good(value_says("opened", 3, "none"));
	check_good(value_says("opened", 3, SIGNER));
	check_says(value_says("opened", 3, SIGNER "0"), "is not the name of a signing key");
	check_says(value_says("opened", 3, ""), "is not the name of a signing key");
	check_good(value_says("received", 0, "request"));
	check_good(value_says("received", 0, "transfer"));
	check_good(value_says("received", 0, "archive"));
	check_says(value_says("received", 0, "parcel"), "is none of request, transfer, archive");
	check_good(value_says("closed", 0, "complete"));
	check_good(value_says("closed", 0, "unfinished"));
	check_says(value_says("closed", 0, "failed"), "is neither complete nor unfinished");
	check_good(value_says("noted", 0, "returned"));
	check_says(value_says("noted", 0, "Bag"), "is none of bag, label, exception, time, left, "
						  "returned, present, frozen, assessed, "
						  "deleted, destroyed");
	check_says(value_says("noted", 1, "\xc3\xa4"), "is not printable ASCII");
	check_good(value_says("recovered", 1, "1,16"));
	check_says(value_says("recovered", 1, ""), "is not a number");
	check_says(value_says("recovered", 1, "1,,3"), "is not a number");
	check_says(value_says("recovered", 1, "1,17"), "is too large");
	check_says(value_says("recovered", 1, "a"), "is not a number");
	check_good(value_says("recovered", 0, "documents,mail"));
	check_says(value_says("recovered", 0, "documents,"),
		   "is not a name of lower-case letters, digits and dashes that begins with a "
		   "letter, 32 at most");
}

static void
opening(void)
{
	static const char not_open[] = "the ceremony is not open yet: ceremony-open first";

	facts_begin(&folder.transcript);
	check_says(says("noted", "bag", "x"), not_open);
	check_says(says("resumed", "0", "none"), not_open);
	check_says(says("closed", "unfinished"), not_open);
	check_says(says("key-made", "documents", D1, D1, D1, D1), not_open);
	follows("opened", D0, "rehearsal", "disconnected", "none");
	check_says(says("opened", D0, "rehearsal", "disconnected", "none"),
		   "the ceremony is open already");
}

static void
at_any_time(void)
{
	open_again();
	follows("resumed", "17", SIGNER);
	follows("noted", "label", "Bag 47");
	follows("medium-read", "usb-1", D1, "request.tar");
	check_says(says("recovered", "documents", "1,2", "ceremony-confirm"),
		   "this key is not made yet: ceremony-keygen first");
}

static void
closing(void)
{
	static const char closed[] = "the ceremony is closed: nothing is added to its transcript";

	open_again();
	check_says(says("closed", "complete"), "not every key of the plan is made and wrapped");
	follows("closed", "unfinished");
	check_says(says("closed", "unfinished"), closed);
	check_says(says("noted", "bag", "x"), closed);
	check_says(says("opened", D0, "rehearsal", "disconnected", "none"),
		   "the ceremony is open already");
	/* After a power cut while the signatures are made. */
	follows("resumed", "0", "none");
}

static void
packages_and_requests(void)
{
	open_again();
	follows("received", "request", D1);
	check_says(says("received", "request", D1), "this package was read here before");
	check_says(says("received", "transfer", D1),
		   "no verify-package has said yes to this very package: verify-package "
		   "first, with the words from paper");
	check_says(says("import-checked", "vault-us", D1, D2, "pass"),
		   "the plan has no such target");
	check_says(says("import-checked", "vault-eu", D1, D2, "pass"),
		   "no transfer package was received here: verify-package and package-read first");
	follows("verified", D1);
	check_says(says("received", "transfer", D1), "this package was read here before");
	follows("verified", D3);
	follows("received", "transfer", D3);
	follows("import-checked", "vault-eu", D1, D2, "unknown");
	follows("import-checked", "vault-eu", D1, D2, "test-roots");
	follows("import-checked", "vault-eu", D1, D2, "pass");
	follows("received", "request", D2);
	check_says(says("request", "vault-us", D3), "the plan has no such target");
	check_says(says("attestation", "vault-us", "1", D3, D1), "the plan has no such target");
	follows("attestation", "vault-eu", "1", D3, D1);
	follows("attestation", "vault-eu", "2", D2, D1);
	check_says(says("request-confirmed", "vault-eu", D3, "bjorn"),
		   "no request for this target has come in: package-read first");
	check_says(says("package-written", "request", D1),
		   "a target has no request yet: kek-accept first");
	follows("request", "vault-eu", D3);
	check_says(says("request", "vault-eu", D3), "this target has its request already");
	check_says(says("request", "vault-eu", D2), "this target has its request already");
	check_says(says("attestation", "vault-eu", "3", D2, D1),
		   "this target has its request already");
	check_says(says("request-confirmed", "vault-eu", D2, "bjorn"),
		   "no request for this target has come in: package-read first");
	check_says(says("request-confirmed", "vault-eu", D3, "vera"),
		   "the plan has no such person");
	follows("request-confirmed", "vault-eu", D3, "bjorn");
	check_says(says("request-confirmed", "vault-eu", D3, "bjorn"),
		   "this person has confirmed this request already: a second sheet needs a second "
		   "person");
	follows("request-confirmed", "vault-eu", D3, "chloe");
	follows("package-written", "request", D1);
}

/* A set that was interrupted is void, and the next one is made. */
static void
making_a_world(void)
{
	static const char no_cards[] = "no cards were made in this ceremony: ceremony-split first";
	static const char made[] = "the cards of this ceremony are made already";

	open_again();
	check_says(says("world-void", "7"), "no such set of cards was begun");
	check_says(says("world-made", "7", D1, "2", "3"), "no such set of cards was begun");
	check_says(says("card-confirmed", "1", D1), no_cards);
	check_says(says("key-made", "documents", D2, D2, D2, D1), no_cards);
	follows("world-begun", "7");
	check_says(says("world-made", "8", D1, "2", "3"), "no such set of cards was begun");
	follows("world-void", "7");
	check_says(says("world-void", "7"), "this set of cards is void");
	check_says(says("world-made", "7", D1, "2", "3"), "this set of cards is void");
	follows("world-begun", "8");
	follows("world-made", "8", D1, "2", "3");
	check_says(says("world-begun", "9"), made);
	check_says(says("world-made", "8", D1, "2", "3"), made);
	check_says(says("world-void", "8"), made);
}

static void
existing_world(void)
{
	const char *none = folder.plan.world;

	open_again();
	folder.plan.world = D1;
	check_says(says("world-begun", "7"), "the plan goes on with an existing world");
	folder.plan.world = none;
	check_good(says("world-begun", "7"));
}

/* After making_a_world. */
static void
cards_and_keys(void)
{
	static const char not_recovered[] =
		"this key was not recovered from cards: ceremony-recover starts this program";
	static const char not_every[] =
		"not every card is confirmed yet: ceremony-card with each of them first";

	check_says(says("card-confirmed", "1", D2),
		   "no cards were made in this ceremony: ceremony-split first");
	check_says(says("key-made", "documents", D2, D2, D2, D1), not_every);
	follows("card-confirmed", "1", D1);
	follows("card-confirmed", "3", D1);
	follows("card-confirmed", "1", D1);
	check_says(says("key-made", "documents", D2, D2, D2, D1), not_every);
	check_says(says("key-confirmed", "documents", D2),
		   "this key is not made yet: ceremony-keygen first");
	check_says(says("package-written", "archive", D2),
		   "not every key of the plan is made: ceremony-keygen first");
	check_says(says("package-written", "transfer", D2),
		   "not every key of the plan is made: ceremony-keygen first");
	follows("card-confirmed", "2", D1);
	follows("key-made", "documents", D2, D2, D2, D1);
	check_says(says("key-made", "documents", D3, D3, D3, D1), "this key was made already");
	check_good(says("key-confirmed", "documents", NULL));
	check_says(says("key-confirmed", "documents", D2), not_recovered);
	follows("recovered", "document,documents-2", "1,2", "ceremony-confirm");
	follows("recovered", "documents", "1,2", "kek-wrap");
	check_says(says("key-confirmed", "documents", D2), not_recovered);
	follows("recovered", "other,documents", "1,2", "ceremony-confirm");
	follows("key-confirmed", "documents", D2);
	follows("key-confirmed", "documents", D2);
	check_says(says("key-confirmed", "other", D2),
		   "this key is not made yet: ceremony-keygen first");
}

/* Before the wrap: a request, two sheets, the key, the archive on two media. */
static void
before_a_wrap(void)
{
	static const char no_request[] =
		"no request for this target has come in: package-read first";
	static const char too_few[] =
		"not enough people have confirmed this target's request: kek-confirm first";

	check_says(says("wrapped", "vault-us", D3, D1), "the plan has no such target");
	check_says(says("wrapped", "vault-eu", D3, D1), no_request);
	follows("request", "vault-eu", D3);
	check_says(says("wrapped", "vault-eu", D2, D1), no_request);
	check_says(says("wrapped", "vault-eu", D3, D1), too_few);
	follows("request-confirmed", "vault-eu", D3, "bjorn");
	check_says(says("wrapped", "vault-eu", D3, D1), too_few);
	follows("request-confirmed", "vault-eu", D3, "dmitri");
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
	check_says(says("medium-written", D1, "usb-1", "direct"),
		   "this file is no package that package-write made in this ceremony");
	follows("package-written", "archive", D1);
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
	follows("medium-written", D1, "usb-1", "direct");
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
	follows("medium-written", D1, "usb-1", "direct");
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
}

/* One archive on each of two media is not one on two media; nor does a request package count. */
static void
two_archives(void)
{
	follows("package-written", "archive", D2);
	follows("medium-written", D2, "usb-2", "direct");
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
	follows("package-written", "request", D0);
	follows("medium-written", D0, "usb-3", "direct");
	follows("medium-written", D0, "usb-4", "direct");
	check_says(says("wrapped", "vault-eu", D3, D1), no_archive);
	follows("medium-written", D1, "usb-2", "direct");
	follows("wrapped", "vault-eu", D3, D0);
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "attested"),
		   "this target is wrapped already: a verdict would come too late");
	check_says(says("not-attested", "vault-eu", D3, D1, D2, "kek", "failed"),
		   "this target is wrapped already: a verdict would come too late");
	check_says(says("wrapped", "vault-eu", D3, D1), "this target is wrapped already");
}

static void
transfer_and_end(void)
{
	static const char no_transfer[] = "the transfer package is on no medium yet: package-write "
					  "transfer, then media-usb-write, or media-qr-write and "
					  "media-qr-read --check";

	check_says(says("closed", "complete"), no_transfer);
	follows("package-written", "transfer", D3);
	check_says(says("closed", "complete"), no_transfer);
	check_says(says("medium-written", D3, "qr-1", "pictures"),
		   "no QR symbols were made of this package: media-qr-write first");
	check_says(says("qr-written", D4, "office", "00", "15"),
		   "this file is no package that package-write made in this ceremony");
	follows("qr-written", D3, "office", "00", "15");
	check_says(says("closed", "complete"), no_transfer);
	check_says(says("medium-checked", D3, "usb-5", "replugged"),
		   "this package was not written onto this medium: media-usb-write first");
	follows("medium-known", "usb-5", "outbound", "none", "1", "none");
	check_says(says("medium-known", "usb-5", "archive", "none", "1", "none"),
		   "this medium has another direction in this ceremony: take another medium");
	check_good(says("medium-known", "usb-5", "outbound", "none", "2", "none"));
	follows("medium-written", D3, "qr-1", "pictures");
	check_good(says("closed", "complete"));
	follows("medium-written", D3, "usb-5", "direct");
	follows("medium-checked", D3, "usb-5", "replugged");
	follows("closed", "complete");
}

/* The key is made, and nothing is wrapped; and a key that a wrap needs is not made. */
static void
unwrapped(void)
{
	open_again();
	follows("request", "vault-eu", D3);
	follows("request-confirmed", "vault-eu", D3, "bjorn");
	follows("request-confirmed", "vault-eu", D3, "chloe");
	check_says(says("wrapped", "vault-eu", D3, D1),
		   "this target's key is not made yet: ceremony-keygen first");
	follows("world-begun", "8");
	follows("world-made", "8", D1, "2", "3");
	follows("card-confirmed", "1", D1);
	follows("card-confirmed", "2", D1);
	follows("card-confirmed", "3", D1);
	follows("key-made", "documents", D2, D2, D2, D1);
	check_says(says("wrapped", "vault-eu", D3, NULL), no_archive);
	check_says(says("wrapped", "vault-eu", D3, D1),
		   "this key was not recovered from cards: ceremony-recover starts this program");
	follows("recovered", "documents", "1,2", "ceremony-confirm");
	check_says(says("wrapped", "vault-eu", D3, D1),
		   "this key was not recovered from cards: ceremony-recover starts this program");
	check_says(says("package-written", "transfer", D2),
		   "not every target of the plan is wrapped: ceremony-recover ... -- kek-wrap "
		   "first, or package-pfx");
	check_says(says("closed", "complete"), "not every key of the plan is made and wrapped");
}

/* What the wrap wants of a statement, by the plan's word; afterwards the plan is as it was. */
static void
attestations(void)
{
	static const char unchecked[] = "the attestation of this target's wrapping key was not "
					"checked on this side: verify-attestation first";
	static const char lacking[] =
		"this target's wrapping key is not attested as the plan wants it: "
		"verify-attestation says what is lacking";
	static const char no_key[] = "this target's key is not made yet: ceremony-keygen first";
	static const char short_of[] = "the wrapping key is genuine, and the plan does not accept "
				       "what it is short of";
	static const char false_one[] = "the statement that came for this target is false, and no "
					"plan accepts that";
	const char **word = &folder.plan.targets[0].attestation, *before = *word;
	const char *mode = folder.plan.mode;

	open_again();
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "attested"),
		   "this is not the request that stands for this target");
	follows("request", "vault-eu", D3);
	check_says(says("attested", "vault-us", D3, D1, D2, "kek", "attested"),
		   "the plan has no such target");
	check_says(says("attested", "vault-eu", D2, D1, D2, "kek", "attested"),
		   "this is not the request that stands for this target");
	follows("request-confirmed", "vault-eu", D3, "bjorn");
	follows("request-confirmed", "vault-eu", D3, "chloe");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	*word = "required";
	check_says(says("wrapped", "vault-eu", D3, D1), unchecked);
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "can-decrypt"), short_of);
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "failed"), false_one);
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "not-attestable"),
		   "nobody attests this wrapping key");
	follows("not-attested", "vault-eu", D3, D1, D2, "kek", "can-decrypt");
	check_says(says("wrapped", "vault-eu", D3, D1), lacking);
	*word = "accept-can-decrypt accept-other-name";
	check_says(says("wrapped", "vault-eu", D3, D1), lacking);
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "can-decrypt,owner-not-shown"),
		   short_of);
	follows("attested", "vault-eu", D3, D1, D2, "kek", "can-decrypt,other-name");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	follows("not-attested", "vault-eu", D3, D1, D2, "kek", "failed");
	check_says(says("wrapped", "vault-eu", D3, D1), false_one);
	*word = "accept-missing";
	check_says(says("wrapped", "vault-eu", D3, D1), false_one);
	follows("not-attested", "vault-eu", D3, D1, "none", "kek", "not-attestable");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	follows("not-attested", "vault-eu", D3, D1, "none", "kek", "missing");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	follows("not-attested", "vault-eu", D3, D1, D2, "kek", "can-decrypt");
	check_says(says("wrapped", "vault-eu", D3, D1), lacking);
	check_says(says("attested", "vault-eu", D3, D1, "none", "kek", "missing"),
		   "no statement on this wrapping key was given");
	*word = "required";
	follows("attested", "vault-eu", D3, D1, D2, "kek", "test-roots");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	folder.plan.mode = "production";
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "test-roots"),
		   "the statement was checked by roots of a test");
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "test-roots,can-decrypt"),
		   "the statement was checked by roots of a test");
	check_says(says("import-checked", "vault-eu", D1, D2, "test-roots"),
		   "the import was judged by roots of a test");
	folder.plan.mode = mode;
	check_says(says("attested", "vault-eu", D3, D1, D2, "kek", "test-roots,can-decrypt"),
		   short_of);
	follows("attested", "vault-eu", D3, D1, D2, "kek", "attested");
	check_says(says("wrapped", "vault-eu", D3, D1), no_key);
	*word = before;
}

/* After unwrapped: a plan of keys alone ends with the archive. */
static void
without_targets(void)
{
	folder.plan.target_count = 0;
	check_says(says("closed", "complete"), no_archive);
	follows("package-written", "archive", D1);
	follows("medium-written", D1, "usb-1", "direct");
	follows("medium-written", D1, "usb-2", "direct");
	check_good(says("closed", "complete"));
	folder.plan.media[1].count = 3;
	check_says(says("closed", "complete"), no_archive);
	follows("medium-written", D1, "usb-3", "direct");
	follows("closed", "complete");
	folder.plan.media[1].count = 2;
	folder.plan.target_count = 1;
}

/* What a wrap wants, but for the request; afterwards the plan is as it was. */
static void
exports(void)
{
	static const char no_kek[] = "this target's profile has no wrapping key, hence no request: "
				     "package-pfx makes its file";
	const struct profile **profile = &folder.plan.targets[0].profile, *before = *profile;

	open_again();
	check_says(says("exported", "vault-us", NULL), "the plan has no such target");
	check_says(says("exported", "vault-eu", NULL),
		   "the plan has a wrapping key for this target: kek-wrap makes its file, and no "
		   ".pfx is");
	*profile = profile_find("azure-pfx");
	check_says(says("exported", "vault-eu", NULL),
		   "this target's key is not made yet: ceremony-keygen first");
	check_says(says("request", "vault-eu", D3), no_kek);
	check_says(says("attestation", "vault-eu", "1", D3, D3), no_kek);
	check_says(says("wrapped", "vault-eu", D3, D1), no_kek);
	check_says(says("package-written", "request", D1),
		   "no target of the plan has a wrapping key: there is nothing to request");
	follows("world-begun", "8");
	follows("world-made", "8", D1, "2", "3");
	follows("card-confirmed", "1", D1);
	follows("card-confirmed", "2", D1);
	follows("card-confirmed", "3", D1);
	follows("key-made", "documents", D2, D2, D2, D1);
	check_says(says("exported", "vault-eu", NULL), no_archive);
	follows("package-written", "archive", D1);
	follows("medium-written", D1, "usb-1", "direct");
	check_says(says("exported", "vault-eu", NULL), no_archive);
	follows("medium-written", D1, "usb-2", "direct");
	check_good(says("exported", "vault-eu", NULL));
	follows("recovered", "documents", "1,2", "kek-wrap");
	check_says(says("exported", "vault-eu", D4),
		   "this key was not recovered from cards: ceremony-recover starts this program");
	check_says(says("package-written", "transfer", D2),
		   "not every target of the plan is wrapped: ceremony-recover ... -- kek-wrap "
		   "first, or package-pfx");
	follows("recovered", "documents", "1,2", "package-pfx");
	follows("exported", "vault-eu", D4);
	check_says(says("exported", "vault-eu", NULL), "this target has its .pfx already");
	follows("package-written", "transfer", D2);
	*profile = before;
}

int
main(void)
{
	secret_begin();
	load_plan();
	the_table();
	values_of_its_own();
	opening();
	at_any_time();
	closing();
	packages_and_requests();
	existing_world();
	making_a_world();
	cards_and_keys();
	before_a_wrap();
	two_archives();
	transfer_and_end();
	attestations();
	exports();
	unwrapped();
	without_targets();
	transcript_free(&folder.transcript);
	plan_free(&folder.plan);
	return test_end();
}
