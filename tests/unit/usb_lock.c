#include "tests/unit/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/usb_lock.h"

static char root[] = "/tmp/usb-lock-XXXXXX";

static void
make(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", root, name);
	if (text == NULL) {
		mkdir(path, 0700);
		return;
	}
	file = fopen(path, "w");
	if (file == NULL)
		exit(3);
	fputs(text, file);
	fclose(file);
}

static bool
holds(const char *name, const char *text)
{
	char path[256], found[1024] = "";
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", root, name);
	file = fopen(path, "r");
	if (file == NULL)
		return false;
	found[fread(found, 1, sizeof found - 1, file)] = '\0';
	fclose(file);
	return strstr(found, text) != NULL;
}

int
main(void)
{
	static const char *const folders[] = {"sys",
					      "sys/bus",
					      "sys/bus/usb",
					      "sys/bus/usb/devices",
					      "sys/bus/usb/devices/usb1",
					      "sys/bus/usb/devices/usb2",
					      "sys/bus/usb/devices/1-1"};
	static const char rule[] = "run/udev/rules.d/60-claviger.rules";
	char command[256];

	if (mkdtemp(root) == NULL)
		exit(3);
	check_good(usb_lock(root, NULL)); /* no bus at all */
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		make(folders[i], NULL);
	make("sys/bus/usb/devices/usb1/interface_authorized_default", "1");
	make("sys/bus/usb/devices/usb2/interface_authorized_default", "1");
	check_says(usb_lock(root, NULL),
		   "new USB devices are not kept out: there is no udev to tell media from others");
	make("run", NULL);
	make("run/udev", NULL);
	check_good(usb_lock(root, NULL));
	check(holds("sys/bus/usb/devices/usb1/interface_authorized_default", "0"));
	check(holds("sys/bus/usb/devices/usb2/interface_authorized_default", "0"));
	check(holds(rule, "ATTR{bInterfaceClass}==\"08\", ATTR{authorized}=\"1\""));
	check_good(usb_lock(root, NULL)); /* again */
	check_says(usb_lock(root, (const char *const[]){"1050:0407", NULL}),
		   "new USB devices are not kept out: another rule is in the place of udev's");
	snprintf(command, sizeof command, "%s/%s", root, rule);
	unlink(command);
	check_good(usb_lock(root, (const char *const[]){"1050:0407", NULL}));
	check(holds(rule, "ATTR{bInterfaceClass}==\"08\", ATTR{authorized}=\"1\""));
	check(holds(rule, "ATTR{bInterfaceClass}==\"03\", ATTRS{idVendor}==\"1050\", "
			  "ATTRS{idProduct}==\"0407\", ATTR{authorized}=\"1\""));
	unlink(command);
	check_good(usb_lock(root, NULL));
	make(rule, "ACTION==\"add\"");
	check_says(usb_lock(root, NULL),
		   "new USB devices are not kept out: another rule is in the place of udev's");
	snprintf(command, sizeof command, "%s/%s", root, rule);
	unlink(command);
	snprintf(command, sizeof command,
		 "%s/sys/bus/usb/devices/usb2/interface_authorized_default", root);
	unlink(command);
	check_says(usb_lock(root, NULL),
		   "new USB devices are not kept out: the kernel's switch cannot be set");
	snprintf(command, sizeof command, "rm -rf %s", root);
	check(system(command) == 0);
	return test_end();
}
