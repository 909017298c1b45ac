#include "fact_needs.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/otp.h"
#include "ceremony/presence.h"
#include "ceremony/text.h"

/* The last enrolment of a person, or of anybody else with this public id. */
static const struct fact *
enrolment(const struct folder *folder, const char *person, const char *public_id)
{
	for (size_t i = folder->transcript.count; i > 0; i--) {
		const struct fact *fact = &folder->transcript.facts[i - 1];
		bool same;

		if (strcmp(fact->form->name, "enrolled") != 0)
			continue;
		same = strcmp(fact_value(fact, "person"), person) == 0;
		if (public_id == NULL
			    ? same
			    : !same && strcmp(fact_value(fact, "public-id"), public_id) == 0)
			return fact;
	}
	return NULL;
}

/* A question before the OTP is there leaves the counters out. */
static const char *
check_growth(const struct folder *folder, const struct fact *fact)
{
	const char *public_id = fact_value(fact, "public-id"), *use = fact_value(fact, "use"),
		   *session = fact_value(fact, "session");
	struct otp_counter last, now;

	if (use == NULL || session == NULL ||
	    !presence_counter(folder, fact_value(fact, "person"), public_id, &last))
		return NULL;
	now = (struct otp_counter){text_number(use), text_number(session)};
	return otp_check_growth(&last, &now) == NULL
		       ? NULL
		       : "this one-time password was used before, or is older than one that was";
}

const char *
fact_needs_new_token(const struct folder *folder, const struct fact *fact)
{
	const char *public_id = fact_value(fact, "public-id");

	if (plan_person(&folder->plan, fact_value(fact, "person")) == NULL)
		return "the plan has no such person";
	if (public_id == NULL)
		return NULL;
	if (strcmp(public_id, OTP_NO_PUBLIC_ID) != 0 &&
	    enrolment(folder, fact_value(fact, "person"), public_id) != NULL)
		return "this public id is that of another person's token";
	return check_growth(folder, fact);
}

/* Whom an earlier ceremony enrolled, only the roster knows. */
const char *
fact_needs_token(const struct folder *folder, const struct fact *fact)
{
	const char *person = fact_value(fact, "person"), *public_id = fact_value(fact, "public-id");
	const struct fact *enrolled = enrolment(folder, person, NULL);

	if (plan_person(&folder->plan, person) == NULL)
		return "the plan has no such person";
	if (enrolled == NULL && strcmp(folder->plan.roster, "none") == 0)
		return "no token of this person is enrolled: ceremony-enrol first";
	if (public_id == NULL)
		return NULL;
	if (enrolled != NULL && strcmp(fact_value(enrolled, "public-id"), public_id) != 0)
		return "this is not the token that was enrolled last for this person";
	return check_growth(folder, fact);
}
