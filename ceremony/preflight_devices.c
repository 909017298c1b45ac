#include "preflight.h"

#include <stdio.h>
#include <string.h>

void
preflight_journal(struct preflight_line *line, const struct preflight *preflight)
{
	const struct host *host = preflight->host;

	if (host->journal_read_only)
		preflight_set(line, false, PREFLIGHT_FAIL, "mount the journal medium for writing",
			      "the journal medium is mounted read-only");
	else
		preflight_set(
			line, host->journal_removable, PREFLIGHT_WARN,
			"the ceremony folder belongs on a medium that stays with the ceremony",
			host->journal_removable ? "the journal medium is removable and writable"
			: host->journal_has_device
				? "the journal is on a disk that is not removable"
				: "the journal is on no medium: it is gone with the power");
}

/* A field of a line of mountinfo (proc(5)), by number from 1. */
static const char *
mount_field(const char *line, unsigned number, size_t *length)
{
	for (unsigned i = 1; i < number; i++) {
		size_t skip = strcspn(line, " \n");

		if (line[skip] != ' ')
			return NULL;
		line += skip + 1;
	}
	*length = strcspn(line, " \n");
	return line;
}

/* Behind the optional fields and a dash: type, source. */
static bool
is_on_device(const char *line, size_t line_length)
{
	char text[1024];
	const char *dash;

	snprintf(text, sizeof text, "%.*s", (int)(line_length < 1023 ? line_length : 1023), line);
	dash = strstr(text, " - ");
	dash = dash == NULL ? NULL : strchr(dash + 3, ' ');
	return dash != NULL && strncmp(dash + 1, "/dev/", 5) == 0;
}

static bool
is_expected(const struct preflight *preflight, const char *line)
{
	size_t length, mounts = strlen(preflight->plan->mounts);
	char journal[32];
	const char *device = mount_field(line, 3, &length), *at;

	snprintf(journal, sizeof journal, "%u:%u", preflight->host->journal_major,
		 preflight->host->journal_minor);
	if (device == NULL || (length == strlen(journal) && strncmp(device, journal, length) == 0))
		return true;
	at = mount_field(line, 5, &length);
	return at == NULL ||
	       (length > mounts && strncmp(at, preflight->plan->mounts, mounts) == 0 &&
		at[mounts] == '/');
}

void
preflight_mounts(struct preflight_line *line, const struct preflight *preflight)
{
	const char *text = preflight->host->mountinfo, *found = NULL;
	size_t found_length = 0;
	unsigned count = 0;

	for (; *text != '\0'; text += strcspn(text, "\n") + 1) {
		if (!is_on_device(text, strcspn(text, "\n")) || is_expected(preflight, text))
			continue;
		if (count++ == 0)
			found = mount_field(text, 5, &found_length);
		if (text[strcspn(text, "\n")] == '\0')
			break;
	}
	if (count == 0)
		preflight_set(line, true, PREFLIGHT_WARN, "",
			      "no disk is mounted but the ceremony's media");
	else
		preflight_set(
			line, false, PREFLIGHT_WARN,
			"unmount it, or take the disk out: nothing of the ceremony belongs there",
			"%u more mounted from disks, the first at '%.*s'", count, (int)found_length,
			found == NULL ? "" : found);
}

static bool
is_listed(const struct plan *plan, const char *device)
{
	for (size_t at = record_find(&plan->record, "device", 0); at < plan->record.count;
	     at = record_find(&plan->record, "device", at + 1))
		if (strcmp(plan->record.lines[at].value, device) == 0)
			return true;
	return false;
}

/* Human interface (03), communication (02, 0a), wireless (e0): what can type or talk. */
static bool
can_type_or_talk(const char *classes)
{
	static const char *const dangerous[] = {"03", "02", "0a", "e0"};

	for (size_t i = 0; i < sizeof dangerous / sizeof dangerous[0]; i++)
		if (strstr(classes, dangerous[i]) != NULL)
			return true;
	return false;
}

void
preflight_usb(struct preflight_line *line, const struct preflight *preflight)
{
	const char *text = preflight->host->usb;
	bool lists =
		record_find(&preflight->plan->record, "device", 0) < preflight->plan->record.count;
	unsigned count = 0, unknown = 0;
	enum preflight_verdict verdict = PREFLIGHT_WARN;
	char first[32] = "";

	for (; *text != '\0'; text += strcspn(text, "\n") + 1) {
		char device[16], classes[200];

		snprintf(device, sizeof device, "%.9s", text);
		snprintf(classes, sizeof classes, "%.*s", (int)(strcspn(text, "\n") - 9), text + 9);
		count++;
		if (is_listed(preflight->plan, device))
			continue;
		if (unknown++ == 0)
			snprintf(first, sizeof first, "%s", device);
		if (preflight->production && lists && can_type_or_talk(classes))
			verdict = PREFLIGHT_FAIL;
	}
	if (unknown == 0)
		preflight_set(line, true, PREFLIGHT_WARN, "",
			      "%u USB devices, all of them in the plan", count);
	else
		preflight_set(line, false, verdict,
			      lists ? "unplug what the rehearsal did not have"
				    : "the plan lists no devices: note them at the rehearsal "
				      "(device VENDOR:PRODUCT)",
			      "%u USB devices are not in the plan, the first %s", unknown, first);
}
