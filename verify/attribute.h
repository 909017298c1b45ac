/*
 * The attributes of an attested key, and what each policy wants of each: one list, so that no attribute is
 * without a rule and no rule without a policy. The names are PKCS#11's (CKA_...), whatever a format calls them.
 */
#ifndef VERIFY_ATTRIBUTE_H
#define VERIFY_ATTRIBUTE_H

#include <stdbool.h>

enum attribute_policy {
	ATTRIBUTE_KEK,       /* `generated`, and useless for anything but unwrapping an import */
	ATTRIBUTE_GENERATED, /* born in this HSM, and never to leave it */
	ATTRIBUTE_IMPORTED,  /* born outside, and not to leave this HSM any more */
	ATTRIBUTE_POLICIES,
};

/* What is not said is not a yes and not a no: a format says each, or leaves it unsaid. */
enum attribute_value { ATTRIBUTE_UNSAID, ATTRIBUTE_NO, ATTRIBUTE_YES };

enum attribute_wish {
	ATTRIBUTE_ANY = 1,    /* shown, not judged */
	ATTRIBUTE_MUST,       /* said, and yes */
	ATTRIBUTE_MUST_NOT,   /* said, and no */
	ATTRIBUTE_NOT_IF_SAID /* no, where a format says it at all */
};

/*
 * Sources: reference 1.2 of the formats ("two policies", and the third), SPLITTABLE and IS_SPLIT 2.5. SIGN_RECOVER
 * is raw RSA under another name. UNWRAP, MODIFIABLE and RECOVERABLE are shown and warned about.
 */
/* clang-format off */
#define ATTRIBUTES(ROW) \
	/*  enumerator         name                  kek                    generated              imported */ \
	ROW(PRIVATE,           "PRIVATE OR SECRET",  ATTRIBUTE_MUST,        ATTRIBUTE_MUST,        ATTRIBUTE_MUST) \
	ROW(LOCAL,             "LOCAL",              ATTRIBUTE_MUST,        ATTRIBUTE_MUST,        ATTRIBUTE_MUST_NOT) \
	ROW(EXTRACTABLE,       "EXTRACTABLE",        ATTRIBUTE_MUST_NOT,    ATTRIBUTE_MUST_NOT,    ATTRIBUTE_MUST_NOT) \
	ROW(NEVER_EXTRACTABLE, "NEVER_EXTRACTABLE",  ATTRIBUTE_MUST,        ATTRIBUTE_MUST,        ATTRIBUTE_ANY) \
	ROW(SENSITIVE,         "SENSITIVE",          ATTRIBUTE_MUST,        ATTRIBUTE_MUST,        ATTRIBUTE_MUST) \
	ROW(ALWAYS_SENSITIVE,  "ALWAYS_SENSITIVE",   ATTRIBUTE_MUST,        ATTRIBUTE_MUST,        ATTRIBUTE_ANY) \
	ROW(SPLITTABLE,        "SPLITTABLE",         ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_NOT_IF_SAID) \
	ROW(IS_SPLIT,          "IS_SPLIT",           ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_NOT_IF_SAID) \
	ROW(DECRYPT,           "DECRYPT",            ATTRIBUTE_MUST_NOT,    ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(SIGN,              "SIGN",               ATTRIBUTE_MUST_NOT,    ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(SIGN_RECOVER,      "SIGN_RECOVER",       ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(DERIVE,            "DERIVE",             ATTRIBUTE_MUST_NOT,    ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(WRAP,              "WRAP",               ATTRIBUTE_MUST_NOT,    ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(UNWRAP,            "UNWRAP",             ATTRIBUTE_ANY,         ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(MODIFIABLE,        "MODIFIABLE",         ATTRIBUTE_ANY,         ATTRIBUTE_ANY,         ATTRIBUTE_ANY) \
	ROW(RECOVERABLE,       "RECOVERABLE",        ATTRIBUTE_ANY,         ATTRIBUTE_ANY,         ATTRIBUTE_ANY)

#define ATTRIBUTE_ENUMERATOR(id, name, kek, generated, imported) ATTRIBUTE_##id,
enum attribute { ATTRIBUTES(ATTRIBUTE_ENUMERATOR) ATTRIBUTE_COUNT };
#undef ATTRIBUTE_ENUMERATOR
/* clang-format on */

/* "LOCAL" */
const char *attribute_name(enum attribute attribute);

/* What a policy wants of it. */
enum attribute_wish attribute_wish(enum attribute attribute, enum attribute_policy policy);

/* "kek", "generated", "imported" */
const char *attribute_policy_name(enum attribute_policy policy);

/* Whether the value is what is wanted. */
bool attribute_meets(enum attribute_wish wish, enum attribute_value value);

/* Whether it is of what a key may be used for: what alone fails then is GENUINE, BUT CAN DECRYPT. */
bool attribute_is_use(enum attribute attribute);

#endif
