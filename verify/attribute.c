#include "attribute.h"

struct rule {
	const char *name;
	enum attribute_wish wishes[ATTRIBUTE_POLICIES];
};

#define RULE(id, name, kek, generated, imported) {name, {kek, generated, imported}},
static const struct rule rules[] = {ATTRIBUTES(RULE)};
#undef RULE

_Static_assert(sizeof rules / sizeof rules[0] == ATTRIBUTE_COUNT, "an attribute has no rule");

const char *
attribute_name(enum attribute attribute)
{
	return rules[attribute].name;
}

enum attribute_wish
attribute_wish(enum attribute attribute, enum attribute_policy policy)
{
	return rules[attribute].wishes[policy];
}

const char *
attribute_policy_name(enum attribute_policy policy)
{
	static const char *const names[ATTRIBUTE_POLICIES] = {"kek", "generated", "imported"};

	return names[policy];
}

bool
attribute_meets(enum attribute_wish wish, enum attribute_value value)
{
	switch (wish) {
	case ATTRIBUTE_ANY:
		return true;
	case ATTRIBUTE_MUST:
		return value == ATTRIBUTE_YES;
	case ATTRIBUTE_MUST_NOT:
		return value == ATTRIBUTE_NO;
	case ATTRIBUTE_NOT_IF_SAID:
		return value != ATTRIBUTE_YES;
	}
	return false;
}

bool
attribute_is_use(enum attribute attribute)
{
	switch (attribute) {
	case ATTRIBUTE_DECRYPT:
	case ATTRIBUTE_SIGN:
	case ATTRIBUTE_SIGN_RECOVER:
	case ATTRIBUTE_DERIVE:
	case ATTRIBUTE_WRAP:
		return true;
	default:
		return false;
	}
}
