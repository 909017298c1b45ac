#include "chain.h"

struct certificate *
chain_issuer(struct statement *statement, const struct certificate *child, bool is_loose)
{
	for (size_t i = 0; i < statement->certificates.count; i++) {
		struct certificate *one = &statement->certificates.list[i];

		if (one != child && one->role == NULL &&
		    (certificate_issued_by(child, one) ||
		     (is_loose && certificate_issued_loosely(child, one))))
			return one;
	}
	return NULL;
}

static void
name_roots(struct statement *statement, const struct roots *roots, enum root_use use)
{
	for (size_t i = 0; i < statement->certificates.count; i++) {
		struct certificate *one = &statement->certificates.list[i];

		if (one->role == NULL && root_same(roots, use, one) != NULL)
			one->role = "root";
	}
}

static bool
may_issue(const struct certificate *issuer, const struct chain_level *level)
{
	long path;

	return level->may_deny || certificate_authority(issuer, &path) != CERTIFICATE_NO_AUTHORITY;
}

static bool
check_top(struct statement *statement, const struct roots *roots, enum root_use use,
	  const struct certificate *top)
{
	const struct certificate *above;

	if (root_issuer(roots, use, top) != NULL)
		return true;
	above = chain_issuer(statement, top, false);
	if (above != NULL && !certificate_is_self_issued(above))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the chain goes on above the %s, where the root should be",
				      top->role);
	return statement_fail(statement, STATEMENT_ROOT, "the %s is not issued by a pinned root",
			      top->role);
}

bool
chain_climb(struct statement *statement, const struct roots *roots, enum root_use use,
	    struct certificate *bottom, const struct chain_level *levels,
	    struct certificate **found)
{
	size_t level = 0;

	name_roots(statement, roots, use);
	found[0] = bottom;
	bottom->role = levels[0].role;
	for (level = 1; levels[level].role != NULL; level++) {
		struct certificate *issuer =
			chain_issuer(statement, found[level - 1], levels[level - 1].is_loose);

		if (issuer == NULL)
			return statement_fail(
				statement, STATEMENT_CHAIN,
				"none of the certificates given issued the %s: the %s is wanted",
				levels[level - 1].role, levels[level].role);
		issuer->role = levels[level].role;
		if (!may_issue(issuer, &levels[level]))
			return statement_fail(statement, STATEMENT_CHAIN,
					      "the %s says that it issues nothing",
					      levels[level].role);
		found[level] = issuer;
	}
	return check_top(statement, roots, use, found[level - 1]);
}
