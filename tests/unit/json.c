/* JSON from outside: what is refused and why, and what a path leads to. */
#include "tests/unit/test.h"

#include "ceremony/json.h"

static struct json_text text;

static const char *
parse(const char *json)
{
	json_text_free(&text);
	return json_text_parse(&text, json, strlen(json));
}

/* `depth` arrays, one in the other. */
static const char *
parse_nested(size_t depth, const char *before, const char *after)
{
	char json[200];

	snprintf(json, sizeof json, "%s%.*s%.*s%s", before, (int)depth, "[[[[[[[[[[[[[[[[[[[[[[[[",
		 (int)depth, "]]]]]]]]]]]]]]]]]]]]]]]]", after);
	return parse(json);
}

static void
refused(void)
{
	check_says(parse(""), "is empty");
	check_says(parse("{"), "is JSON that ends too early");
	check_says(parse("{\"a\":\"b"), "is JSON that ends too early");
	check_says(parse("{} {}"), "is JSON with something behind it");
	check_says(parse("{}x"), "is JSON with something behind it");
	check_says(parse("{\"a\":1,\"a\":1}"), "is JSON with a member named twice");
	check_says(parse("{\"b\":{\"a\":1,\"\\u0061\":2}}"), "is JSON with a member named twice");
	check_says(parse("[\"\xff\"]"), "is not UTF-8");
	check_says(parse("[\"\xc0\x80\"]"), "is not UTF-8");
	check_says(parse("[\"a\\u0000b\"]"), "is JSON with a NUL in a string");
	check_says(parse("{\"a\\u0000b\":1}"), "is JSON with a NUL in a string");
	check_says(parse("[9223372036854775808]"), "is JSON with a number that does not fit");
	check_says(parse("[1e999]"), "is JSON with a number that does not fit");
	check(text.root == NULL);
}

static void
malformed(void)
{
	static const char *const all[] = {
		"\xef\xbb\xbf{}", "{'a':1}",   "[1,]", "{\"a\":1,}", "[01]",
		"[NaN]",          "1",         "null", "\"a\"",      "[tru]",
		"[\"\n\"]",       "[\"\\x\"]", "[+1]", "// a\n",     "[\"\\ud800\"]",
	};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		check_says(parse(all[i]), "is not well-formed JSON");
	check_says(json_text_parse(&text, "{}\0", 3), "is JSON with something behind it");
}

static void
bounded(void)
{
	static char large[JSON_MOST_BYTES + 1];

	check_good(parse_nested(16, "", ""));
	check_says(parse_nested(17, "", ""), "is JSON nested deeper than 16 levels");
	check_good(parse_nested(15, "{\"a\\\"[\":", "}"));
	check_says(parse_nested(16, "{\"a\\\"[\":", "}"), "is JSON nested deeper than 16 levels");
	check_good(parse_nested(10, "[", ",[[[[[[[[[[[[]]]]]]]]]]]]]"));
	/* Brackets in strings are no levels. */
	check_good(parse("[\"[[[[[[[[[[[[[[[[[[[[[[[[{{{{{{\\\\\"]"));
	json_text_free(&text);
	memset(large, ' ', sizeof large);
	memcpy(large, "{}", 2);
	check_good(json_text_parse(&text, large, sizeof large - 1));
	json_text_free(&text);
	check_says(json_text_parse(&text, large, sizeof large), "is more than 1 MiB of JSON");
}

static void
kinds(void)
{
	check_good(parse(
		" {\"a\":null,\"b\":\"x\",\"c\":1,\"d\":1.5,\"e\":true,\"f\":[],\"g\":{}}\r\n"));
	check(json_text_kind(&text, "") == JSON_IS_OBJECT);
	check(json_text_kind(&text, "z") == JSON_IS_MISSING);
	check(json_text_kind(&text, "a") == JSON_IS_NULL);
	check(json_text_kind(&text, "b") == JSON_IS_STRING);
	check(json_text_kind(&text, "c") == JSON_IS_INTEGER);
	check(json_text_kind(&text, "d") == JSON_IS_REAL);
	check(json_text_kind(&text, "e") == JSON_IS_BOOLEAN);
	check(json_text_kind(&text, "f") == JSON_IS_ARRAY);
	check(json_text_kind(&text, "g") == JSON_IS_OBJECT);
	check(json_text_kind(&text, "a.b") == JSON_IS_MISSING);
	check(json_text_kind(&text, "b.0") == JSON_IS_MISSING);
	check(json_text_string(&text, "a") == NULL);
	check(json_text_string(&text, "c") == NULL);
	check(json_text_string(&text, "") == NULL);
	check(json_text_count(&text, "") == 7);
	check(json_text_count(&text, "b") == 0);
	check(json_text_count(&text, "f") == 0);
}

static void
values(void)
{
	int64_t number = 7;
	bool truth = true;

	check_good(
		parse("{\"key\":{\"kid\":\"https:\\/\\/h\\u00e9\",\"ops\":[\"import\",1,\"sign\"],"
		      "\"exp\":1786000000,\"low\":-9223372036854775808,\"on\":false}}"));
	check(strcmp(json_text_string(&text, "key.kid"), "https://h\xc3\xa9") == 0);
	check(strcmp(json_text_item(&text, "key.ops", 0), "import") == 0);
	check(json_text_item(&text, "key.ops", 1) == NULL);
	check(strcmp(json_text_item(&text, "key.ops", 2), "sign") == 0);
	check(json_text_item(&text, "key.ops", 3) == NULL);
	check(json_text_item(&text, "key.kid", 0) == NULL);
	check(json_text_item(&text, "key", 0) == NULL);
	check(strcmp(json_text_string(&text, "key.ops.2"), "sign") == 0);
	check(json_text_kind(&text, "key.ops.3") == JSON_IS_MISSING);
	check(json_text_kind(&text, "key.ops.00") == JSON_IS_MISSING);
	check(json_text_kind(&text, "key.ops.x") == JSON_IS_MISSING);
	check(json_text_count(&text, "key.ops") == 3 && json_text_count(&text, "key") == 5);
	check(json_text_name(&text, "key", 4) != NULL && json_text_name(&text, "key", 5) == NULL);
	check(strcmp(json_text_name(&text, "", 0), "key") == 0);
	check(json_text_name(&text, "key.ops", 0) == NULL && json_text_name(&text, "x", 0) == NULL);
	check(!json_text_integer(&text, "key.kid", &number) && number == 7);
	check(json_text_integer(&text, "key.ops.1", &number) && number == 1);
	check(json_text_integer(&text, "key.exp", &number) && number == 1786000000);
	check(json_text_integer(&text, "key.low", &number) && number == INT64_MIN);
	check(!json_text_boolean(&text, "key.exp", &truth) && truth);
	check(json_text_boolean(&text, "key.on", &truth) && !truth);
}

static void
roots(void)
{
	check_good(parse("[{\"n\":\"a\"},{\"n\":\"b\"}]"));
	check(json_text_kind(&text, "") == JSON_IS_ARRAY && json_text_count(&text, "") == 2);
	check(strcmp(json_text_string(&text, "1.n"), "b") == 0);
	json_text_free(&text);
	check(json_text_kind(&text, "") == JSON_IS_MISSING);
	json_text_free(&text);
}

int
main(void)
{
	secret_begin();
	json_begin();
	refused();
	malformed();
	bounded();
	kinds();
	values();
	roots();
	return test_end();
}
