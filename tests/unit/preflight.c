#include "tests/unit/test.h"

#include "ceremony/file.h"
#include "ceremony/preflight.h"

static struct host host;
static struct plan plan;
static struct preflight preflight;

/* A computer that is fit for production. */
static void
fit(void)
{
	memset(&host, 0, sizeof host);
	strcpy(host.net_dev,
	       "Inter-|   Receive\n face |bytes    packets\n    lo:       0       0\n");
	strcpy(host.route, "Iface\tDestination\tGateway\n");
	strcpy(host.swaps, "Filename\tType\tSize\n");
	strcpy(host.resume, "0:0\n");
	strcpy(host.core_pattern, "core\n");
	strcpy(host.printk, "4\t4\t1\t7\n");
	strcpy(host.ptrace_scope, "1\n");
	strcpy(host.command_line, "quiet\n");
	host.locked_bytes = HOST_LOCKED_BYTES;
	host.random_is_seeded = true;
	for (size_t i = 0; i < HOST_RANDOM_BYTES; i++)
		host.random[i] = (uint8_t)(i * 37 + i / 256 * 11);
	host.journal_major = 8;
	host.journal_minor = 17;
	host.journal_has_device = host.journal_removable = true;
	preflight = (struct preflight){
		.host = &host,
		.plan = &plan,
		.production = true,
		.now_seconds = 1000000,
		.wall_seconds = 1000000,
		.self_tests = 20,
		.tools_named = true,
	};
}

/* What the check of that name says. */
static struct preflight_line
line_of(const char *name)
{
	struct preflight_line line = {.seen = "there is no such check"};

	for (const struct preflight_check *check = preflight_checks(); check->name != NULL; check++)
		if (strcmp(check->name, name) == 0)
			(check->check)(&line, &preflight);
	return line;
}

static void
expect(const char *name, enum preflight_verdict verdict, const char *seen, int at)
{
	struct preflight_line line = line_of(name);
	bool good = line.verdict == verdict && strcmp(line.seen, seen) == 0;

	test_record(good, "tests/unit/preflight.c", at, name);
	if (!good)
		printf("# %s: %s\n", preflight_shown(line.verdict), line.seen);
}

#define IS(name, verdict, seen) expect((name), PREFLIGHT_##verdict, (seen), __LINE__)

static void
a_fit_host(void)
{
	fit();
	for (const struct preflight_check *check = preflight_checks(); check->name != NULL;
	     check++) {
		struct preflight_line line;

		(check->check)(&line, &preflight);
		if (line.verdict != PREFLIGHT_PASS)
			printf("# %s: %s\n", check->name, line.seen);
		check(line.verdict == PREFLIGHT_PASS);
	}
}

static void
network(void)
{
	fit();
	strcat(host.net_dev, "  eth0: 1 2\n");
	IS("interfaces", FAIL, "network interface 'eth0'");
	preflight.production = false;
	IS("interfaces", WARN, "network interface 'eth0'");
	fit();
	strcat(host.route, "eth0\t00000000\t0101A8C0\n");
	IS("routes", FAIL, "there are routes to a network");
	fit();
	strcpy(host.radios, "phy0 wlan 0 0\n");
	IS("radios", FAIL, "radio 'phy0' (wlan) is not blocked");
	strcpy(host.radios, "phy0 wlan 1 0\nhci0 bluetooth 0 1\n");
	IS("radios", PASS, "every radio is blocked");
	strcat(host.radios, "hci1 bluetooth 0 0\n");
	IS("radios", FAIL, "radio 'hci1' (bluetooth) is not blocked");
}

static void
memory(void)
{
	fit();
	strcat(host.swaps, "/dev/zram0 partition 100\n");
	IS("swap", FAIL, "swap on '/dev/zram0'");
	fit();
	strcpy(host.resume, "8:2\n");
	IS("hibernation", WARN, "the kernel knows a place for a hibernation image");
	strcpy(host.resume, "0:0\n");
	strcpy(host.command_line, "resume=/dev/sda2\n");
	IS("hibernation", WARN, "the kernel knows a place for a hibernation image");
	strcpy(host.command_line, "resume=/dev/sda2 noresume\n");
	IS("hibernation", PASS, "no place for a hibernation image");
	strcpy(host.core_pattern, "|/usr/share/apport %p\n");
	IS("core", WARN, "crashes are piped to a program: |/usr/share/apport %p");
	strcpy(host.printk, "7\t4\t1\t7\n");
	IS("console", WARN, "the kernel writes its messages onto the console");
	strcpy(host.printk, "15\t4\t1\t7\n");
	IS("console", WARN, "the kernel writes its messages onto the console");
	strcpy(host.printk, "");
	IS("console", WARN, "the kernel writes its messages onto the console");
	strcpy(host.printk, "1\t4\t1\t7\n");
	IS("console", PASS, "the kernel writes errors alone onto the console");
	plan.presence_count = 1;
	IS("memlock", FAIL, "129 MiB of memory cannot be locked");
	host.locked_bytes = HOST_LOCKED_FOR_TOKENS_BYTES;
	IS("memlock", PASS, "129 MiB of memory were locked, and let go");
	plan.presence_count = 0;
	host.locked_bytes = 0;
	IS("memlock", FAIL, "64 MiB of memory cannot be locked");
	strcpy(host.ptrace_scope, "0\n");
	IS("ptrace", WARN, "ptrace scope 0");
	strcpy(host.ptrace_scope, "");
	IS("ptrace", WARN, "this kernel does not restrict tracing");
}

static void
random_numbers(void)
{
	fit();
	host.random_is_seeded = false;
	IS("random", FAIL, "the kernel's random numbers are not seeded yet");
	fit();
	memset(host.random + 100, 7, 5);
	IS("random-health", FAIL, "random numbers repeat, as of a generator that is stuck");
	fit();
	for (size_t i = 0; i < 512; i += 30)
		host.random[i] = host.random[0];
	IS("random-health", FAIL, "random numbers repeat, as of a generator that is stuck");
}

static void
the_rest(void)
{
	fit();
	preflight.wall_seconds += 119;
	IS("clock", PASS, "this machine and the wall clock are 1 minutes apart");
	preflight.wall_seconds += 600;
	IS("clock", WARN, "this machine and the wall clock are 11 minutes apart");
	preflight.wall_seconds -= 200000;
	IS("clock", FAIL, "this machine and the wall clock are 3321 minutes apart");
	host.journal_removable = false;
	IS("journal", WARN, "the journal is on a disk that is not removable");
	host.journal_has_device = false;
	IS("journal", WARN, "the journal is on no medium: it is gone with the power");
	host.journal_read_only = true;
	IS("journal", FAIL, "the journal medium is mounted read-only");
	strcpy(host.mountinfo, "20 1 8:17 / /media/journal rw - vfat /dev/sdb1 rw\n"
			       "21 1 8:33 / /media/inbound ro - vfat /dev/sdc1 ro\n"
			       "22 1 0:5 / /proc rw - proc proc rw\n");
	IS("mounts", PASS, "no disk is mounted but the ceremony's media");
	strcat(host.mountinfo, "23 1 8:2 / /home rw shared:1 - ext4 /dev/sda2 rw\n");
	IS("mounts", WARN, "1 more mounted from disks, the first at '/home'");
	preflight.sandbox_gap = "this kernel has no sandbox";
	IS("sandbox", FAIL, "this kernel has no sandbox");
	preflight.production = false;
	IS("sandbox", WARN, "this kernel has no sandbox");
	fit();
	preflight.self_test = "kek-wrap";
	IS("self-tests", FAIL, "the self-test of kek-wrap failed");
	preflight.tools = "'bin/kek-wrap' is not the program of the manifest";
	IS("tools", FAIL, "'bin/kek-wrap' is not the program of the manifest");
	preflight.usb_lock = "it cannot be done";
	IS("usb-lock", WARN, "it cannot be done");
}

static void
usb(void)
{
	fit();
	strcpy(host.usb, "046d:c31c 03,\n");
	IS("usb", WARN, "1 USB devices are not in the plan, the first 046d:c31c");
}

int
main(void)
{
	struct bytes bytes = file_read(FILE_HERE, "tests/samples/plan-rehearsal", PLAN_MOST_BYTES);
	struct record_problem problem;

	check_good(plan_read(&plan, bytes.data, bytes.size, &problem));
	a_fit_host();
	network();
	memory();
	random_numbers();
	the_rest();
	usb();
	/* A plan that lists its devices. */
	bytes.data = realloc(bytes.data, bytes.size + 64);
	memcpy(bytes.data + bytes.size, "device 046d:c31c\n", 17);
	plan_free(&plan);
	check_good(plan_read(&plan, bytes.data, bytes.size + 17, &problem));
	IS("usb", PASS, "1 USB devices, all of them in the plan");
	strcat(host.usb, "1234:5678 08,\n");
	IS("usb", WARN, "1 USB devices are not in the plan, the first 1234:5678");
	strcat(host.usb, "1050:0407 03,0b,\n");
	IS("usb", FAIL, "2 USB devices are not in the plan, the first 1234:5678");
	plan_free(&plan);
	file_free(&bytes);
	return test_end();
}
