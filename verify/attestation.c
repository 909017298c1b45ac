#include "attestation.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"

static const struct {
	const char *name, *word;
} shortfalls[ATTESTATION_SHORTFALLS] = {
	{"GENUINE, BUT CAN DECRYPT", "can-decrypt"},
	{"GENUINE, OWNER NOT SHOWN", "owner-not-shown"},
	{"GENUINE, OTHER NAME", "other-name"},
	{"GENUINE, NAME NOT COMPARED", "name-not-compared"},
};

void
attestation_names(char text[ATTESTATION_NAMES_BYTES], unsigned bits)
{
	size_t length = 0;

	text[0] = '\0';
	for (unsigned bit = 0; bit < ATTESTATION_SHORTFALLS; bit++)
		if (bits & 1u << bit)
			length += (size_t)snprintf(text + length, ATTESTATION_NAMES_BYTES - length,
						   "%s%s", length > 0 ? "; " : "",
						   shortfalls[bit].name);
}

const char *
attestation_word(unsigned bit)
{
	return shortfalls[bit].word;
}

static const struct format *
format_of(const struct material *material, const struct certificates *certificates)
{
	for (const struct format *const *row = format_table(); *row != NULL; row++)
		if ((*row)->recognises(material, certificates))
			return *row;
	return NULL;
}

static bool
check_roles(struct statement *statement)
{
	for (size_t i = 0; i < statement->certificates.count; i++)
		if (statement->certificates.list[i].role == NULL)
			return statement_fail(statement, STATEMENT_CHAIN,
					      "certificate %zu has no place in this chain", i + 1);
	return true;
}

static void
warn_expired(struct statement *statement, size_t number, int64_t not_after)
{
	char day[TEXT_TIME_BYTES];

	text_to_time(day, not_after);
	statement_warn(statement, "W_EXPIRED: certificate %zu (%s) expired on %.10s", number,
		       statement->certificates.list[number - 1].role, day);
}

/* Statements are checked years later: what has expired is shown, what is not valid yet is refused. */
static bool
check_dates(struct statement *statement, int64_t now)
{
	for (size_t i = 0; i < statement->certificates.count; i++) {
		int64_t not_before, not_after;
		const char *why = certificate_dates(&statement->certificates.list[i], &not_before,
						    &not_after);

		if (why == NULL && not_before > now)
			why = "is not valid yet, or this clock is wrong";
		if (why != NULL)
			return statement_fail(statement, STATEMENT_CHAIN, "certificate %zu %s",
					      i + 1, why);
		if (not_after < now)
			warn_expired(statement, i + 1, not_after);
	}
	return true;
}

static bool
check_key(struct statement *statement, const struct public_key *key)
{
	if (!statement->has_key)
		return statement_fail(statement, STATEMENT_MISSING,
				      "the statement names no public key");
	if (statement->key.size == key->size &&
	    memcmp(statement->key.spki, key->spki, key->size) == 0)
		return true;
	return statement_fail(statement, STATEMENT_KEY_MISMATCH,
			      "the statement is genuine, and of another key than the one given");
}

static const char *
digit(enum attribute_value value)
{
	return value == ATTRIBUTE_UNSAID ? "not said" : value == ATTRIBUTE_YES ? "1" : "0";
}

static bool
check_attribute(struct attestation *attestation, enum attribute attribute,
		enum attribute_policy policy)
{
	enum attribute_value value = attestation->statement.attributes[attribute].value;
	enum attribute_wish wish = attribute_wish(attribute, policy);

	if (attribute_meets(wish, value))
		return true;
	if (value == ATTRIBUTE_UNSAID)
		return statement_fail(&attestation->statement, STATEMENT_MISSING,
				      "the statement does not say %s, and policy %s wants it",
				      attribute_name(attribute), attribute_policy_name(policy));
	if (attribute == ATTRIBUTE_LOCAL && policy == ATTRIBUTE_IMPORTED)
		return statement_fail(&attestation->statement, STATEMENT_POLICY,
				      "LOCAL is 1: the key was made in the HSM, and is not the one "
				      "imported");
	return statement_fail(&attestation->statement, STATEMENT_POLICY,
			      "%s is %s, and policy %s wants %s", attribute_name(attribute),
			      digit(value), attribute_policy_name(policy),
			      wish == ATTRIBUTE_MUST ? "1" : "0");
}

static void
fall_short(struct attestation *attestation, enum attestation_shortfall shortfall,
	   const char *sentence)
{
	unsigned bit = 0;

	while (1u << bit != (unsigned)shortfall)
		bit++;
	attestation->shortfalls |= (unsigned)shortfall;
	snprintf(attestation->details[bit], STATEMENT_WHY_BYTES, "%s", sentence);
}

/* What a key may be used for: all of it in one sentence. */
static void
check_uses(struct attestation *attestation, enum attribute_policy policy)
{
	char text[STATEMENT_WHY_BYTES];
	size_t length = 0;

	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++) {
		enum attribute_value value = attestation->statement.attributes[i].value;

		if (attribute_is_use(i) && !attribute_meets(attribute_wish(i, policy), value))
			length += (size_t)snprintf(text + length, sizeof text - length,
						   "%s%s is %s", length > 0 ? ", " : "",
						   attribute_name(i), digit(value));
	}
	if (length == 0)
		return;
	snprintf(text + length, sizeof text - length,
		 ": who may use the KEK so can open what is wrapped under it, and what is not "
		 "said is not excluded");
	fall_short(attestation, ATTESTATION_CAN_DECRYPT, text);
}

static bool
check_attributes(struct attestation *attestation, enum attribute_policy policy)
{
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++)
		if (!attribute_is_use(i) && !check_attribute(attestation, i, policy))
			return false;
	check_uses(attestation, policy);
	return true;
}

/* A root that is not the pinned one is somebody else's HSM: no plan accepts that. */
static bool
check_pinned_owner(struct attestation *attestation, const struct digest *pinned)
{
	struct statement *statement = &attestation->statement;
	char found[DIGEST_TEXT_BYTES], wanted[DIGEST_TEXT_BYTES];

	if (!statement->has_owner_root)
		return statement_fail(statement, STATEMENT_ROOT,
				      "an owner's root is wanted, and this format has none");
	statement->owner_shown = digest_equal(&statement->owner_root, pinned);
	if (statement->owner_shown)
		return true;
	digest_to_text(found, &statement->owner_root);
	digest_to_text(wanted, pinned);
	return statement_fail(statement, STATEMENT_ROOT,
			      "another owner: the statement's own root is %s, and %s was wanted",
			      found, wanted);
}

static bool
check_owner(struct attestation *attestation, const struct attestation_question *question)
{
	struct statement *statement = &attestation->statement;
	char digest[DIGEST_TEXT_BYTES], text[STATEMENT_WHY_BYTES];

	if (question->owner_root != NULL)
		return check_pinned_owner(attestation, question->owner_root);
	if (statement->owner_shown)
		return true;
	if (!statement->has_owner_root) {
		snprintf(text, sizeof text,
			 "the statement does not show whose HSM this is; anybody can rent or buy a "
			 "genuine one");
	} else {
		digest_to_text(digest, &statement->owner_root);
		snprintf(text, sizeof text,
			 "no owner's root was given to compare this one with: %s. Do not copy it "
			 "from here: take it from the pool's security domain, or from a statement "
			 "that "
			 "somebody else fetched over another network",
			 digest);
		statement_warn(statement, "W_OWNER: no owner's root was given to compare with");
	}
	if (question->policy == ATTRIBUTE_KEK)
		fall_short(attestation, ATTESTATION_OWNER_NOT_SHOWN, text);
	return true;
}

static void
check_name(struct attestation *attestation, const struct attestation_question *question)
{
	const struct statement *statement = &attestation->statement;
	char text[STATEMENT_WHY_BYTES];

	if (statement->name_is == NULL && question->identifier_given)
		fall_short(attestation, ATTESTATION_NAME_NOT_COMPARED,
			   "this format carries no name to compare the identifier with");
	if (statement->name_is == NULL ||
	    (question->policy != ATTRIBUTE_KEK && !question->identifier_given))
		return;
	if (question->identifier == NULL) {
		fall_short(attestation, ATTESTATION_NAME_NOT_COMPARED,
			   "no identifier of the key was given to compare its name with");
		return;
	}
	if (statement->name_is(statement->name, question->identifier))
		return;
	snprintf(text, sizeof text, "the HSM knows the key as '%s', and its identifier is '%.120s'",
		 statement->name, question->identifier);
	fall_short(attestation, ATTESTATION_OTHER_NAME, text);
}

static void
warn_of_rest(struct statement *statement, enum attribute_policy policy)
{
	if (statement->fips == ATTRIBUTE_NO)
		statement_warn(statement, "W_NON_FIPS: the HSM is not in FIPS mode");
	if (statement->attributes[ATTRIBUTE_RECOVERABLE].value == ATTRIBUTE_YES)
		statement_warn(statement,
			       "W_RECOVERABLE: the owner's card set can restore this key "
			       "to another of its HSMs and change its protection");
	if (policy == ATTRIBUTE_KEK &&
	    statement->attributes[ATTRIBUTE_MODIFIABLE].value == ATTRIBUTE_YES)
		statement_warn(statement, "W_MODIFIABLE: what the key may be used for can be "
					  "changed after this statement");
}

static bool
judge(struct attestation *attestation, const struct attestation_question *question)
{
	struct statement *statement = &attestation->statement;
	char names[ATTESTATION_NAMES_BYTES];

	if (!check_key(statement, question->key) ||
	    !check_attributes(attestation, question->policy) || !check_owner(attestation, question))
		return false;
	check_name(attestation, question);
	warn_of_rest(statement, question->policy);
	attestation_names(names, attestation->shortfalls);
	return attestation->shortfalls == 0 ||
	       statement_fail(statement, STATEMENT_POLICY, "%s", names);
}

/* Of the kind that is wanted here, and no file handed over that nobody reads. */
static bool
check_files(struct attestation *attestation, const struct material *material,
	    const struct attestation_question *question)
{
	const struct format *format = attestation->format;
	size_t beside = material->json.root == NULL ? format->files_beside : 0;

	if (question->only != NULL && question->only != format)
		return statement_fail(&attestation->statement, STATEMENT_PARSE,
				      "the statement is of another kind (%s) than this target's "
				      "service makes (%s)",
				      format->title, question->only->title);
	if (material->other_count > beside)
		return statement_fail(&attestation->statement, STATEMENT_PARSE,
				      "'%.200s' does not belong to such a statement",
				      material->others[beside].name);
	return true;
}

static bool
read_material(struct attestation *attestation, const struct material *material,
	      const struct attestation_question *question)
{
	struct statement *statement = &attestation->statement;

	attestation->format = format_of(material, &statement->certificates);
	if (attestation->format != NULL) {
		attestation->genuine =
			check_files(attestation, material, question) &&
			attestation->format->read(statement, material, question->roots) &&
			check_roles(statement) && check_dates(statement, question->now);
		return attestation->genuine && judge(attestation, question);
	}
	attestation->unattestable = unattestable_of(material);
	if (attestation->unattestable == NULL)
		attestation->unattestable = unattestable_at(question->identifier);
	return attestation->unattestable == NULL &&
	       statement_fail(statement, STATEMENT_PARSE,
			      "'%.200s' is no statement of a format that this version knows",
			      material->statement.name);
}

void
attestation_judge(struct attestation *attestation, const struct material_file *files, size_t count,
		  const struct attestation_question *question)
{
	struct statement *statement = &attestation->statement;
	struct material material;
	const char *why, *name;
	bool good;

	memset(attestation, 0, sizeof *attestation);
	why = material_read(&material, &statement->certificates, files, count, &name);
	good = why == NULL ? read_material(attestation, &material, question)
			   : statement_fail(statement, STATEMENT_PARSE, "'%.200s' %s", name, why);
	material_free(&material);
	attestation->verdict = good                                ? ATTESTATION_ATTESTED
			       : attestation->unattestable != NULL ? ATTESTATION_NOT_ATTESTABLE
								   : ATTESTATION_FAILED;
}

void
attestation_free(struct attestation *attestation)
{
	certificate_free(&attestation->statement.certificates);
}
