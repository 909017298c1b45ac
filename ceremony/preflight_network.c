#include "preflight.h"

#include <stdio.h>
#include <string.h>

/* Only what production needs fails there; a rehearsal runs on any machine. */
static enum preflight_verdict
bad(const struct preflight *preflight)
{
	return preflight->production ? PREFLIGHT_FAIL : PREFLIGHT_WARN;
}

/* One that is down can be brought up: none may be there. */
void
preflight_interfaces(struct preflight_line *line, const struct preflight *preflight)
{
	char name[64];

	if (!host_find_interface(name, preflight->host->net_dev))
		preflight_set(line, true, PREFLIGHT_FAIL, "", "no network interface but lo");
	else
		preflight_set(line, false, bad(preflight),
			      "take the hardware out, switch it off in the firmware, or unload its "
			      "driver "
			      "(modprobe -r); an interface that is down is still there",
			      "network interface '%s'", name);
}

/* The first line has titles. */
void
preflight_routes(struct preflight_line *line, const struct preflight *preflight)
{
	const char *first = strchr(preflight->host->route, '\n');

	preflight_set(line, first == NULL || first[1] == '\0', bad(preflight),
		      "take the network away: see 'interfaces'",
		      first == NULL || first[1] == '\0' ? "no route"
							: "there are routes to a network");
}

/* NAME TYPE SOFT HARD: blocked by a switch of the hardware, or at least by the kernel. */
void
preflight_radios(struct preflight_line *line, const struct preflight *preflight)
{
	const char *text = preflight->host->radios;
	char name[64] = "", type[64], soft[8], hard[8], first[200];
	bool any = text[0] != '\0';

	for (; *text != '\0'; text += strcspn(text, "\n") + 1) {
		const char *fields[4] = {text, "", "", ""};
		size_t at = 0;

		snprintf(first, sizeof first, "%.*s", (int)strcspn(text, "\n"), text);
		for (char *space = first; at < 3 && (space = strchr(space, ' ')) != NULL; at++) {
			*space++ = '\0';
			fields[at + 1] = space;
		}
		snprintf(name, sizeof name, "%.63s", first);
		snprintf(type, sizeof type, "%.60s", fields[1]);
		snprintf(soft, sizeof soft, "%.4s", fields[2]);
		snprintf(hard, sizeof hard, "%.4s", fields[3]);
		if (soft[0] == '1' || hard[0] == '1')
			continue;
		preflight_set(line, false, bad(preflight),
			      "take the radio module out, or block it: rfkill block all",
			      "radio '%s' (%s) is not blocked", name, type);
		return;
	}
	preflight_set(line, true, PREFLIGHT_FAIL, "", "%s",
		      any ? "every radio is blocked" : "no radio");
}
