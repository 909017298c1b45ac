#include "tests/unit/facts.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BOOT "5f4dcc3b-5aa7-45d6-9d83-27deb882cf99"

/* By sha256sum, line by line, newlines included. */
#define OF_HEADER "5e1954a7a59a7e414762bc6e85dd09dbc3f9f6f12ec93bef9d12afb87ad582ed"
#define OF_LINE_1 "9f4ed12754c42f37f14ff061acd608d2a1a4a5e1af7a3dfa54a86c50adf39e0f"
#define OF_LINE_2 "800c14cb75edd867315890db8d35809f9fc4264ffbd39869dec46318d632263a"
#define LINE_1 \
	"1 2026-11-21T23:40:12Z ceremony-open 0.1.0 " BOOT " " OF_HEADER " opened plan=" D64 \
	" mode=rehearsal side=disconnected signer=none\n"
#define LINE_2 \
	"2 2026-11-21T23:41:00Z ceremony-note 0.1.0 " BOOT " " OF_LINE_1 \
	" noted about=bag text=Bag 0047-11, sealed = closed\n"

static const char whole[] = TRANSCRIPT_HEADER LINE_1 LINE_2;
static const char MALFORMED[] = "is not a fact in the transcript's form";
static const char NO_VALUE[] = "holds a value that its field cannot have";
static const char NO_HEADER[] = "is not the first line of a transcript that this program reads";

static struct transcript transcript;
static unsigned long line;

static const char *
read_bytes(const char *data, size_t size)
{
	transcript_free(&transcript);
	return transcript_read(&transcript, data, size, &line);
}

static const char *
read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static bool
is(const char *value, const char *want)
{
	return value != NULL && strcmp(value, want) == 0;
}

static void
known_lines(void)
{
	const struct fact *fact;
	struct digest of_line_2;
	char last[DIGEST_TEXT_BYTES];

	check_good(read_text(whole));
	check(transcript.count == 2 && line == 3 && transcript.torn_bytes == 0);
	check(transcript.whole_bytes == strlen(whole));
	digest_to_text(last, &transcript.last);
	check(is(last, OF_LINE_2));
	of_line_2 = digest_of(LINE_2, strlen(LINE_2));
	check(digest_equal(&of_line_2, &transcript.last));
	of_line_2.bytes[31] ^= 1;
	check(!digest_equal(&of_line_2, &transcript.last));
	fact = &transcript.facts[0];
	check(fact->sequence == 1 && is(fact->time, "2026-11-21T23:40:12Z") &&
	      is(fact->program, "ceremony-open"));
	check(is(fact->version, "0.1.0") && is(fact->boot, BOOT) && is(fact->previous, OF_HEADER));
	check(fact->form == fact_form("opened") && is(fact_value(fact, "plan"), D64));
	check(is(fact_value(fact, "mode"), "rehearsal") && is(fact_value(fact, "signer"), "none"));
	check(fact_value(fact, "about") == NULL);
	fact = &transcript.facts[1];
	check(is(fact_value(fact, "about"), "bag"));
	check(is(fact_value(fact, "text"), "Bag 0047-11, sealed = closed"));
}

/* What was read is written back the same. */
static void
known_lines_written(void)
{
	struct fact facts[2] = {
		{.time = "2026-11-21T23:40:12Z",
		 .program = "ceremony-open",
		 .version = "0.1.0",
		 .boot = BOOT},
		{.time = "2026-11-21T23:41:00Z",
		 .program = "ceremony-note",
		 .version = "0.1.0",
		 .boot = BOOT},
	};
	char text[TRANSCRIPT_LINE_MOST_BYTES];

	check_good(read_text(TRANSCRIPT_HEADER));
	check(transcript.count == 0 && transcript.facts != NULL);
	facts[0].form = fact_form("opened");
	facts[0].values[0] = D64;
	facts[0].values[1] = "rehearsal";
	facts[0].values[2] = "disconnected";
	facts[0].values[3] = "none";
	check_good(transcript_line(text, &transcript, &facts[0]));
	check(is(text, LINE_1));
	check_good(read_text(TRANSCRIPT_HEADER LINE_1));
	facts[1].form = fact_form("noted");
	facts[1].values[0] = "bag";
	facts[1].values[1] = "Bag 0047-11, sealed = closed";
	check_good(transcript_line(text, &transcript, &facts[1]));
	check(is(text, LINE_2));
}

/* Every length that a power cut may leave. */
static void
torn_lines(void)
{
	size_t at_1 = strlen(TRANSCRIPT_HEADER), at_2 = at_1 + strlen(LINE_1), good = 0;

	for (size_t size = at_1; size < strlen(whole); size++) {
		size_t whole_bytes = size < at_2 ? at_1 : at_2;

		good += read_bytes(whole, size) == NULL && transcript.whole_bytes == whole_bytes &&
			transcript.torn_bytes == size - whole_bytes &&
			transcript.count == (size >= at_2);
	}
	check(good == strlen(whole) - at_1);
	check_says(read_bytes(whole, at_1 - 1), "is empty");
	check_says(read_text(""), "is empty");
}

static void
headers(void)
{
	static const char *const bad[] = {"\n",
					  "claviger transcript 2\n",
					  "claviger transcript 11\n",
					  "claviger transcript 1 \n",
					  "claviger transcript 1\r\n",
					  "claviger transcript\n",
					  "claviger plan 1\n",
					  LINE_1};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		check_says(read_text(bad[i]), NO_HEADER);
		check(line == 1 && transcript.count == 0);
	}
	check_says(read_bytes("claviger\0transcript 1\n", 22), MALFORMED);
}

/* A bit anywhere breaks the chain, the form or a value: nothing but the last line's own value can
 * be changed unseen, and that is what words and signatures are for. */
static void
every_bit(void)
{
	char changed[sizeof whole];
	size_t seen = 0, last_line = strlen(TRANSCRIPT_HEADER LINE_1);

	for (size_t i = 0; i < 8 * last_line; i++) {
		memcpy(changed, whole, sizeof whole);
		changed[i / 8] ^= (char)(1 << i % 8);
		seen += read_bytes(changed, sizeof whole - 1) != NULL;
	}
	check(seen == 8 * last_line);
}

#define HEAD "1 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " "

static void
malformed_lines(void)
{
	static const char *const bad[] = {
		"",
		" ",
		"1",
		"1 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER,
		HEAD,
		"01 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"x 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"16385 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"1  2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		" 1 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21 p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21T23:40:61Z p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21T23:40:12Z -p 0.1.0 b " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21T23:40:12Z p $ b " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21T23:40:12Z p 0.1.0 \xc3\xa4 " OF_HEADER " noted about=bag text=x",
		"1 2026-11-21T23:40:12Z p 0.1.0 b 00 noted about=bag text=x",
		HEAD "noted",
		HEAD "noted ",
		HEAD "noted about=bag",
		HEAD "noted about=bag ",
		HEAD "noted text=x about=bag",
		HEAD "noted about bag text=x",
		HEAD "noted  about=bag text=x",
		HEAD "noted about=bag  text=x",
		HEAD "noted about=bag text",
		HEAD "noted about=bag texts=x",
		HEAD "closed",
	};
	char text[512], longest[TRANSCRIPT_LINE_MOST_BYTES + sizeof TRANSCRIPT_HEADER];
	char *end = stpcpy(longest, TRANSCRIPT_HEADER HEAD "recovered keys=a");

	/* Its form is right, and no program writes so long a line. */
	while (end < longest + sizeof longest - 60)
		end += sprintf(end, ",a%td", end - longest);
	end += sprintf(end, " cards=1 for=");
	memset(end, 'a', (size_t)(longest + sizeof longest - end) - 2);
	strcpy(longest + sizeof longest - 2, "\n");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		snprintf(text, sizeof text, "%s%s\n", TRANSCRIPT_HEADER, bad[i]);
		check_says(read_text(text), MALFORMED);
		check(line == 2);
	}
	check_says(read_text(longest), MALFORMED);
	check_says(read_bytes(TRANSCRIPT_HEADER "a\0b\n", strlen(TRANSCRIPT_HEADER) + 4),
		   MALFORMED);
}

static void
bad_facts(void)
{
	check_says(read_text(TRANSCRIPT_HEADER HEAD "danced about=bag text=x\n"),
		   "is a fact that this version does not know");
	check_says(read_text(TRANSCRIPT_HEADER HEAD "Noted about=bag text=x\n"),
		   "is a fact that this version does not know");
	check_says(read_text(TRANSCRIPT_HEADER HEAD "noted about=box text=x\n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "noted about= text=x\n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "noted about=bag text=\n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "noted about=bag text=x \n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "noted about=bag text=\xc3\xa4\n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "world-begun set=1 set=1\n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER HEAD "closed outcome=complete \n"), NO_VALUE);
	check_says(read_text(TRANSCRIPT_HEADER "1 2026-11-21T23:40:12Z p 0.1.0 b " OF_LINE_1
					       " noted about=bag text=x\n"),
		   "does not follow the line before it: the chain is broken");
	check(line == 2);
	check_says(read_text(TRANSCRIPT_HEADER LINE_1 LINE_1),
		   "does not follow the line before it: the chain is broken");
	check(line == 3 && transcript.count == 1);
	check_says(read_text(TRANSCRIPT_HEADER LINE_2),
		   "does not follow the line before it: the chain is broken");
	check_says(read_text(TRANSCRIPT_HEADER "2 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER
					       " noted about=bag text=x\n"),
		   "is out of sequence");
	check_says(read_text(TRANSCRIPT_HEADER "0 2026-11-21T23:40:12Z p 0.1.0 b " OF_HEADER
					       " noted about=bag text=x\n"),
		   "is out of sequence");
}

static const char *
write_note(char text[TRANSCRIPT_LINE_MOST_BYTES], const char *about, const char *words)
{
	struct fact fact = facts_make("noted", about, words);

	return transcript_line(text, &transcript, &fact);
}

static void
refused_values(void)
{
	char text[TRANSCRIPT_LINE_MOST_BYTES], words[502];

	check_good(read_text(whole));
	check_good(write_note(text, "bag", "x"));
	check_says(write_note(text, "box", "x"),
		   "is none of bag, label, exception, time, left, returned, present, frozen, "
		   "assessed, deleted, destroyed");
	check_says(write_note(text, "bag", ""), "is empty");
	check_says(write_note(text, "bag", NULL), "is empty");
	check_says(write_note(text, NULL, NULL),
		   "is none of bag, label, exception, time, left, returned, present, frozen, "
		   "assessed, deleted, destroyed");
	check_says(write_note(text, "bag", "x\n3 forged"), "is not printable ASCII");
	check_says(write_note(text, "bag", "\xc3\xa4"), "is not printable ASCII");
	check_says(write_note(text, "bag", " x"), "begins or ends with a space");
	memset(words, 'x', sizeof words - 1);
	words[501] = '\0';
	check_says(write_note(text, "bag", words), "is longer than 500 characters");
	words[500] = '\0';
	check_good(write_note(text, "bag", words));
}

/* A line takes 2047 bytes and a NUL, and not one more: the program's name makes up the length. */
static void
longest_line(void)
{
	char text[TRANSCRIPT_LINE_MOST_BYTES], boot[401], program[402] = "p", keys[1024] = "key";
	struct fact fact = facts_make("recovered", keys, "1,2", "kek-wrap");
	size_t room;

	memset(boot, 'b', 400);
	boot[400] = '\0';
	fact.boot = boot;
	fact.version = boot;
	fact.program = program;
	for (int i = 10; i < 38; i++)
		sprintf(keys + strlen(keys), ",key-of-thirty-two-characters-%d", i);
	check_good(read_text(whole));
	check_good(transcript_line(text, &transcript, &fact));
	room = TRANSCRIPT_LINE_MOST_BYTES - 1 - strlen(text);
	check(room < 400);
	memset(program, 'p', room + 2);
	program[room + 1] = '\0';
	check_good(transcript_line(text, &transcript, &fact));
	check(strlen(text) == TRANSCRIPT_LINE_MOST_BYTES - 1);
	program[room + 1] = 'p';
	program[room + 2] = '\0';
	check_says(transcript_line(text, &transcript, &fact),
		   "is too long for one line of the transcript");
	strcat(keys, ",and-another-key,and-another-key-1,and-another-key-2");
	check_says(transcript_line(text, &transcript, &fact),
		   "is too long for one line of the transcript");
}

static void
too_many_facts(void)
{
	static char text[TRANSCRIPT_MOST_BYTES];
	struct transcript writing = {
		.last = digest_of(TRANSCRIPT_HEADER, strlen(TRANSCRIPT_HEADER))};
	struct fact fact = facts_make("noted", "bag", "x");
	char *end = stpcpy(text, TRANSCRIPT_HEADER);
	size_t most = 0;

	for (; writing.count <= TRANSCRIPT_MOST_FACTS; writing.count++) {
		char next[TRANSCRIPT_LINE_MOST_BYTES];

		if (writing.count == TRANSCRIPT_MOST_FACTS)
			most = (size_t)(end - text);
		if (transcript_line(next, &writing, &fact) != NULL)
			exit(1);
		writing.last = digest_of(next, strlen(next));
		end = stpcpy(end, next);
	}
	check_good(read_bytes(text, most));
	check(transcript.count == TRANSCRIPT_MOST_FACTS);
	check_says(read_bytes(text, (size_t)(end - text)), "is one fact too many");
	check(line == TRANSCRIPT_MOST_FACTS + 2);
}

static void
too_long(void)
{
	static char text[TRANSCRIPT_MOST_BYTES + 1];

	check_says(read_bytes(text, TRANSCRIPT_MOST_BYTES + 1),
		   "is longer than a transcript can be");
	check(line == 0 && transcript.text == NULL);
	memset(text, 'x', sizeof text);
	memcpy(text, TRANSCRIPT_HEADER, strlen(TRANSCRIPT_HEADER));
	check_good(read_bytes(text, TRANSCRIPT_MOST_BYTES));
	check(transcript.torn_bytes == TRANSCRIPT_MOST_BYTES - strlen(TRANSCRIPT_HEADER));
}

static void
finding(void)
{
	facts_begin(&transcript);
	check(transcript_find(&transcript, "opened", NULL, NULL) == NULL);
	facts_add(&transcript, "opened", D64, "rehearsal", "connected", "none");
	facts_add(&transcript, "noted", "bag", "first");
	facts_add(&transcript, "noted", "left", "second");
	facts_add(&transcript, "noted", "bag", "third");
	check(transcript_find(&transcript, "opened", NULL, NULL) == &transcript.facts[0]);
	check(transcript_find(&transcript, "noted", NULL, NULL) == &transcript.facts[3]);
	check(transcript_find(&transcript, "noted", "about", "left") == &transcript.facts[2]);
	check(transcript_find(&transcript, "noted", "text", "first") == &transcript.facts[1]);
	check(transcript_find(&transcript, "noted", "about", "returned") == NULL);
	check(transcript_find(&transcript, "closed", NULL, NULL) == NULL);
}

static void
closing(void)
{
	facts_begin(&transcript);
	check(!transcript_is_closed(&transcript));
	facts_add(&transcript, "opened", D64, "rehearsal", "connected", "none");
	check(!transcript_is_closed(&transcript));
	facts_add(&transcript, "closed", "unfinished");
	check(transcript_is_closed(&transcript));
	facts_add(&transcript, "resumed", "0", "none");
	check(!transcript_is_closed(&transcript));
	facts_add(&transcript, "noted", "bag", "x");
	check(!transcript_is_closed(&transcript));
	facts_add(&transcript, "closed", "unfinished");
	check(transcript_is_closed(&transcript));
}

int
main(void)
{
	secret_begin();
	known_lines();
	known_lines_written();
	torn_lines();
	headers();
	every_bit();
	malformed_lines();
	bad_facts();
	refused_values();
	longest_line();
	too_many_facts();
	too_long();
	finding();
	closing();
	transcript_free(&transcript);
	return test_end();
}
