/* Sets of frames: any that are enough give the file, whichever are lost; every sentence. */
#include "tests/unit/test.h"

#include "media/frame_set.h"

enum { FILE_MOST = 65536 };

static uint8_t data[FILE_MOST];

/* A generator of numbers for choosing, the same on every run. */
static unsigned
next(void)
{
	static uint32_t state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* Takes `wanted` frames of a set, in some order, with repeats. */
static void
take_some(struct frame_set *taken, const struct frame_set *whole, unsigned wanted)
{
	bool is_new;

	while (taken->taken < wanted)
		if (frame_set_take(taken, &whole->frames[next() % whole->count], &is_new) != NULL)
			return;
}

static bool
comes_back(size_t size, size_t share_most, unsigned parity)
{
	struct frame_set *whole = frame_set_new(), *taken = frame_set_new();
	struct bytes file = {NULL, 0};
	bool good = frame_set_split(whole, data, size, share_most, parity) == NULL &&
		    frame_set_is_whole(whole);

	if (good) {
		take_some(taken, whole, whole->needed - 1);
		good = !frame_set_is_whole(taken);
		take_some(taken, whole, whole->needed);
		good = good && frame_set_is_whole(taken) && frame_set_join(taken, &file) == NULL &&
		       file.size == size && memcmp(file.data, data, size) == 0;
	}
	file_free(&file);
	frame_set_free(whole);
	frame_set_free(taken);
	return good;
}

static void
test_any_enough(void)
{
	static const struct {
		size_t size, share_most;
		unsigned parity;
	} cases[] = {
		{1, 1, 0},      {1, 935, 0},      {1, 935, 255},      {2, 1, 3},
		{7, 2, 5},      {100, 10, 10},    {1000, 10, 0},      {1024, 935, 2},
		{2048, 8, 0},   {2560, 10, 0},    {4096, 626, 3},     {16384, 935, 4},
		{16384, 64, 0}, {65536, 626, 32}, {65536, 626, 105},  {65536, 935, 58},
		{255, 1, 1},    {256, 1, 0},      {65535, 2900, 233}, {50, 7, 3},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check(comes_back(cases[i].size, cases[i].share_most, cases[i].parity));
	for (unsigned i = 0; i < 200; i++) {
		size_t size = next() % 300 + 1, share_most = next() % 40 + 10;

		if (!comes_back(size, share_most, next() % 20))
			check(!"a set did not come back");
	}
	check(comes_back(300, 10, 20));
}

/* Every choice of 4 out of 8. */
static void
test_all_choices(void)
{
	struct frame_set *whole = frame_set_new();
	unsigned good = 0, choices = 0;
	bool is_new;

	check_good(frame_set_split(whole, data, 37, 10, 4));
	check(whole->needed == 4 && whole->count == 8 && whole->taken == 8);
	for (unsigned chosen = 0; chosen < 256; chosen++) {
		struct frame_set *taken = frame_set_new();
		struct bytes file = {NULL, 0};

		for (unsigned i = 0; i < 8; i++)
			if (chosen >> i & 1)
				frame_set_take(taken, &whole->frames[i], &is_new);
		if (taken->taken == 4) {
			choices++;
			good += frame_set_join(taken, &file) == NULL && file.size == 37 &&
				memcmp(file.data, data, 37) == 0;
		}
		file_free(&file);
		frame_set_free(taken);
	}
	check(choices == 70 && good == 70);
	frame_set_free(whole);
}

static void
test_sizes(void)
{
	struct frame_set *set = frame_set_new();

	check_says(frame_set_split(set, data, 0, 10, 1), "is empty");
	check_says(frame_set_split(set, data, 2561, 10, 0), "is too large for QR symbols");
	check_says(frame_set_split(set, data, 2551, 10, 1), "is too large for QR symbols");
	check_says(frame_set_split(set, data, 5, 0, 1), "is too large for QR symbols");
	frame_set_free(set);
}

static void
test_strangers(void)
{
	struct frame_set *whole = frame_set_new(), *taken = frame_set_new();
	struct bytes file;
	struct frame frame;
	bool is_new;

	check_good(frame_set_split(whole, data, 100, 30, 2));
	check_says(frame_set_join(taken, &file), "is not whole yet");
	check(file.data == NULL && !frame_set_is_whole(taken));
	check_good(frame_set_take(taken, &whole->frames[3], &is_new));
	check(is_new && taken->taken == 1 && taken->needed == 4 && taken->count == 6);
	check_good(frame_set_take(taken, &whole->frames[3], &is_new));
	check(!is_new && taken->taken == 1);
	frame = whole->frames[0];
	frame.set[7] ^= 1;
	check_says(frame_set_take(taken, &frame, &is_new), "is a frame of another set");
	frame = whole->frames[0];
	frame.size = 99;
	check_says(frame_set_take(taken, &frame, &is_new), "is a frame of another set");
	frame = whole->frames[0];
	frame.count = 7;
	check_says(frame_set_take(taken, &frame, &is_new), "is a frame of another set");
	frame = whole->frames[0];
	frame.needed = 3;
	check_says(frame_set_take(taken, &frame, &is_new), "is a frame of another set");
	frame = whole->frames[3];
	frame.share[0] ^= 1;
	check_says(frame_set_take(taken, &frame, &is_new),
		   "is another frame of the same number: one of them is forged");
	check(!is_new && taken->taken == 1);
	frame = whole->frames[5];
	frame.share[0] ^= 1;
	check_good(frame_set_take(taken, &frame, &is_new));
	frame_set_take(taken, &whole->frames[0], &is_new);
	frame_set_take(taken, &whole->frames[1], &is_new);
	check_says(frame_set_join(taken, &file),
		   "is another file than the set is of: one of its frames is forged");
	check(file.data == NULL && file.size == 0);
	frame_set_free(whole);
	frame_set_free(taken);
}

int
main(void)
{
	secret_begin();
	for (size_t i = 0; i < FILE_MOST; i++)
		data[i] = (uint8_t)next();
	test_any_enough();
	test_all_choices();
	test_sizes();
	test_strangers();
	return test_end();
}
