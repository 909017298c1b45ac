#include "option.h"

#include <stddef.h>
#include <string.h>

#include "ceremony/process.h"

static struct option *
find(struct option *options, const char *name)
{
	while (options->name != NULL && strcmp(options->name, name) != 0)
		options++;
	if (options->name == NULL)
		misuse("there is no option '%s'", name);
	if (options->value != NULL)
		misuse("the option '%s' was given twice", name);
	return options;
}

char **
option_read(char **argv, struct option *options)
{
	char **at = *argv == NULL ? argv : argv + 1;

	while (*at != NULL && (*at)[0] == '-' && (*at)[1] != '\0') {
		struct option *option;

		if (strcmp(*at, "--") == 0)
			return at + 1;
		option = find(options, *at);
		if (option->takes_value && at[1] == NULL)
			misuse("the option '%s' needs a value", *at);
		option->value = option->takes_value ? at[1] : at[0];
		at += option->takes_value ? 2 : 1;
	}
	return at;
}

int
option_count(char *const *operands)
{
	int count = 0;

	while (operands[count] != NULL)
		count++;
	return count;
}
