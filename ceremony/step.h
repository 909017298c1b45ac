/*
 * The steps of a ceremony: one table, which the printed script is, which a checker walks before it is drawn, and which
 * ceremony-status and verify-transcript walk over a transcript.
 *
 * A row (step_form) is a step for every plan; expanded over one plan it stands there once for each card, key, target
 * or medium, in the order and with the numbers of the paper (struct step). Its texts are templates: {card}, {target}
 * and the like are filled in by step_fill.
 */
#ifndef CEREMONY_STEP_H
#define CEREMONY_STEP_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/paper.h"
#include "ceremony/plan.h"

struct transcript;
struct fact;

/* In this order on paper; a phase of a side's transcript is over before its next begins. */
enum step_phase {
	STEP_PREPARE, /* before the day, on the connected side */
	STEP_OPEN,
	STEP_HOST,
	STEP_REQUESTS,
	STEP_CARDS,
	STEP_KEYS,
	STEP_ARCHIVE,
	STEP_WRAP,
	STEP_OUT,
	STEP_CLOSE,
	STEP_AFTER, /* on the connected side, and by the auditor */
	STEP_PHASES,
};

/* Where it is done, hence which transcript its facts are in. */
enum step_side {
	STEP_TABLE, /* on paper alone */
	STEP_DISCONNECTED,
	STEP_CONNECTED,
	STEP_SECOND,  /* a second connected workstation, in another network */
	STEP_AUDITOR, /* any other machine */
	STEP_SIDES,
};

/* What the row is repeated for. */
enum step_each {
	STEP_ONCE,
	STEP_EACH_CARD,
	STEP_EACH_KEY,
	STEP_EACH_TARGET,
	STEP_EACH_SHEET,    /* target by target, one or two people */
	STEP_EACH_RECOVERY, /* a key with its targets, wrapped */
	STEP_EACH_PFX,      /* a key with its targets that get a .pfx */
	STEP_EACH_DRILL,    /* keys without target, and until every card was used */
	STEP_EACH_INBOUND,
	STEP_EACH_ARCHIVE,
	STEP_EACH_OUTBOUND,
	STEP_EACH_FORMER,   /* media of earlier ceremonies */
	STEP_FIRST_INBOUND, /* the one that is read, where there are several */
	STEP_FIRST_OUTBOUND,
	STEP_EACH_TOKEN, /* the people whom a presence names */
};

enum step_who {
	STEP_EVERYBODY,
	STEP_ADMINISTRATOR,
	STEP_OPERATOR,
	STEP_CONNECTED_OPERATOR,
	STEP_WITNESS,
	STEP_LIBRARIAN,
	STEP_CUSTODIAN, /* of this card */
	STEP_READER,    /* whose Request Sheet it is */
	STEP_QUORUM,    /* the custodians of this recovery, and the operator */
	STEP_KEEPER,    /* of the roster's passphrase */
	STEP_OWNER,     /* of this token */
	STEP_PRESENT,   /* whom this presence names */
};

/* Which plans have it: all that are set must be so. */
enum step_when {
	STEP_FULL = 1 << 0,       /* of the full script alone */
	STEP_TARGETS = 1 << 1,    /* the plan has targets */
	STEP_TWO_SHEETS = 1 << 2, /* this target's, or any one's where it stands once */
	STEP_HAS_BOOT = 1 << 3,   /* the plan names a digest of the boot medium */
	STEP_REHEARSAL = 1 << 4,  /* the plan is of mode rehearsal */
	STEP_ATTESTED = 1 << 5,   /* this target's wrapping key has a statement of its HSM */
	STEP_BY_USB = 1 << 6,     /* this medium's form */
	STEP_BY_PAPER = 1 << 7,
	STEP_BY_SCREEN = 1 << 8,
	STEP_CARD_ON_PAPER = 1 << 9, /* this card's form */
	STEP_CARD_ON_MEDIUM = 1 << 10,
	STEP_NEW_SECRET = 1 << 11, /* a reshare's plan says so */
	STEP_TOKENS = 1 << 12,     /* the plan has presences */
	STEP_NEW_ROSTER = 1 << 13, /* the same, and no roster of an earlier ceremony */
	STEP_OLD_ROSTER = 1 << 14, /* the same, and one */
	STEP_NEW_KEY = 1 << 15,    /* this key does not exist yet */
	STEP_WRAPPED = 1 << 16,    /* this target is wrapped, or any one where it stands once */
	STEP_PFX = 1 << 17,        /* the same of a .pfx */
	STEP_JUDGED =
		1 << 18, /* verify-import judges this target, and not as the other half of a pair */
	STEP_ONE_HOST = 1 << 19, /* what the cloud says of it is asked on one workstation */
	STEP_TWO_HOSTS =
		1 << 20, /* on two, or that of any one where it stands once (plan_asks_twice) */
};

/* Which kinds of ceremony have it. */
enum step_kind {
	STEP_MAKING = 1 << 0, /* birth and rehearsal */
	STEP_CUSTODY_CHECK = 1 << 1,
	STEP_DRILL = 1 << 2,
	STEP_REWRAP = 1 << 3,
	STEP_REKEY = 1 << 4,
	STEP_RESHARE = 1 << 5,
	STEP_REVOKE = 1 << 6,
	STEP_EXPORT = 1 << 7,
	STEP_DESTRUCTION = 1 << 8,
	STEP_GOES_ON = STEP_CUSTODY_CHECK | STEP_DRILL | STEP_REWRAP | STEP_REKEY | STEP_EXPORT,
	STEP_WRAPPING = STEP_MAKING | STEP_REWRAP | STEP_REKEY | STEP_EXPORT,
	STEP_ENDS = STEP_REVOKE | STEP_DESTRUCTION,
	STEP_WITH_CARDS = STEP_MAKING | STEP_RESHARE | STEP_GOES_ON,
	STEP_ARCHIVING = STEP_WRAPPING | STEP_RESHARE,
	STEP_OPENED = STEP_WITH_CARDS | STEP_ENDS, /* with a folder and a transcript: every kind */
};

/* What holds in the room, which no transcript can know; needed and changed by steps. */
enum step_state {
	STEP_SCRIPT_COMPARED = 1 << 0, /* papers of two machines are the same */
	STEP_ROLL_CALLED = 1 << 1,     /* everybody is there: custodians, witness */
	STEP_HOST_UP =
		1
		<< 2, /* the disconnected workstation runs from its boot medium, without a network */
	STEP_JOURNAL_IN = 1 << 3,
	STEP_PLAN_SENT = 1 << 4, /* the plan is on the inbound medium */
	STEP_INBOUND_IN = 1 << 5,
	STEP_CARDS_IN_HAND = 1 << 6, /* each custodian has a card, or what will be one */
	STEP_OUTBOUND_SENT = 1 << 7, /* the outbound medium is with the connected operator */
	STEP_CLOSED = 1 << 8,
	STEP_RULES_READ = 1 << 9,
	STEP_COUNTED = 1 << 10,        /* all materials are there */
	STEP_KEK_MADE = 1 << 11,       /* in the cloud */
	STEP_HOST_CHECKED = 1 << 12,   /* preflight */
	STEP_PRESENCE_NOTED = 1 << 13, /* who is there stands in the transcript */
	STEP_FINAL_WRITTEN = 1 << 14,  /* the final archive is on its media */
	STEP_OPEN_AT_THE_END =
		STEP_HOST_UP | STEP_JOURNAL_IN | STEP_INBOUND_IN | STEP_CARDS_IN_HAND,
};

/* Where a value that people write by hand stands in the transcript. */
enum step_source {
	STEP_FROM_NOWHERE, /* only two people can compare it */
	STEP_FROM_FIELD,   /* in a field of the step's last fact */
	STEP_FROM_LABEL, /* the label of a medium: the first three words of a digest in such a field, and its last */
	STEP_FROM_CHECKPOINT, /* the label of the transcript at the end of the phase */
	STEP_FROM_TRANSCRIPT, /* the words of the whole transcript */
};

struct step_box {
	const char *label; /* a message */
	enum paper_box_kind kind;
	unsigned count;
	enum step_source source;
	const char *field;
};

enum { STEP_MOST_BOXES = 4 };

struct step_form {
	const char *name; /* for other steps to refer to */
	const char
		*wanted; /* the plan's presences that are recorded before it, names with spaces */
	enum step_phase phase;
	enum step_side side;
	enum step_each each;
	enum step_who who;
	unsigned kinds, when, marks; /* step_kind, step_when, paper_mark */
	unsigned services; /* this target's: bit 1 << PROFILE_… each; 0: whatever it is */
	unsigned needs, gives, takes; /* step_state */
	const char *title, *act;      /* messages */
	const char *command;          /* lines end with '\n' but the last */
	const char *expect;           /* a message */
	const char *
		otherwise; /* a step without a command: what to type when the facts that another left for it are missing */
	/*
	 * The facts that it leaves, as their lines in the transcript, one a line. `*` is any value, `~V` any, of which V is an example, `V*` any that begins so, `V*X` too, and X is an example of how it goes on, `+V` a list with V in it, `V|W` either. `@NAME` is a value that is the same wherever
	 * that name stands, as the digest of the archive is in the fact that it was written and in those of its media; values of
	 * names with one beginning before ':' differ from each other.
	 */
	const char *facts;
	struct step_box boxes[STEP_MOST_BOXES + 1];
};

/* A row, expanded. What it is not repeated for is NULL or 0. */
struct step {
	const struct step_form *form;
	unsigned number; /* as on paper, from 1 */
	const struct plan_card *card;
	const struct plan_key *key;
	const struct plan_target *target;
	const struct plan_person *reader;
	const struct plan_medium *medium;
	const struct plan_person *owner; /* of a token */
	const struct plan_presence *presence;
	unsigned copy;     /* of the medium, from 1 */
	unsigned recovery; /* from 0: which cards it takes */
};

struct step_list {
	struct step *steps;
	size_t count;
};

/* The rows, the last with a NULL name. */
const struct step_form *step_table(void);

/*
 * The row of a presence, in a phase. It is not in the table: it stands before each row that wants a presence of the plan, unless the last
 * one counts still when that step ends, with twice the time that steps are taken to last.
 */
const struct step_form *step_presence(enum step_phase phase);

/* How long a step is taken to last. */
unsigned step_minutes(const struct plan *plan);

/* The bit of a plan's kind. */
unsigned step_kind_of(const char *kind);

/* The table, or a part of it, expanded over a plan for a kind. Free with step_list_free. */
void step_expand(struct step_list *list, const struct step_form *table, const struct plan *plan,
		 unsigned kind);
void step_list_free(struct step_list *list);

/* Whether a step of that name is in it. */
bool step_is_in(const struct step_list *list, const char *name);

/* Whose Request Sheet is read first (1) or second (2); NULL when the plan has nobody. */
const struct plan_person *step_reader(const struct plan *plan, unsigned sheet);

/* The cards of a recovery: index `i` (0 to quorum - 1), going round, so that every card is used in the end. From 1. */
unsigned step_card_of_recovery(const struct plan *plan, unsigned recovery, unsigned i);

#endif
