#include "fact_needs.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/preflight.h"
#include "ceremony/text.h"

/* Facts that only a program with a secret in it makes. */
static bool
is_secret_work(const struct fact *fact)
{
	static const char *const names[] = {"world-begun",    "world-void",      "world-made",
					    "card-confirmed", "key-made",        "world-recovered",
					    "key-kept",       "package-written", "recovered",
					    "key-confirmed",  "wrapped",         "closed",
					    "enrolled",       "otp-present",     "world-restored",
					    "key-restored",   "exported"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(fact->form->name, names[i]) == 0)
			return true;
	return false;
}

static bool
is_stale(const struct fact *preflight, const char *time, const char *boot)
{
	int64_t checked, now;

	if (strcmp(preflight->boot, boot) != 0 ||
	    text_from_time(&checked, preflight->time, strlen(preflight->time)) != NULL ||
	    text_from_time(&now, time, strlen(time)) != NULL)
		return true;
	return now < checked || now - checked > PREFLIGHT_STALE_SECONDS;
}

const char *
fact_host_is_fit(const struct folder *folder, const char *time, const char *boot)
{
	const struct fact *preflight =
		transcript_find(&folder->transcript, "preflight", NULL, NULL);

	if (!plan_is_production(&folder->plan) || folder->connected)
		return NULL;
	if (preflight == NULL)
		return "this workstation was not checked: ceremony-preflight first";
	if (strcmp(fact_value(preflight, "verdict"), "fail") == 0)
		return "the last ceremony-preflight says that this workstation is not fit";
	return is_stale(preflight, time, boot) ? "the last ceremony-preflight is older than 8 "
						 "hours, or of another start of this machine: "
						 "ceremony-preflight again"
					       : NULL;
}

const char *
fact_needs_host(const struct folder *folder, const struct fact *fact)
{
	return is_secret_work(fact) ? fact_host_is_fit(folder, fact->time, fact->boot) : NULL;
}
