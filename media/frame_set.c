#include "frame_set.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/digest.h"
#include "ceremony/gf256.h"
#include "ceremony/process.h"

struct frame_set *
frame_set_new(void)
{
	struct frame_set *set = calloc(1, sizeof *set);

	if (set == NULL)
		die("no memory for the frames");
	return set;
}

void
frame_set_free(struct frame_set *set)
{
	free(set);
}

/* The value at x = `index` of the polynomials through the first `needed` frames that are there. */
static void
interpolate(uint8_t *out, const struct frame_set *set, unsigned index)
{
	uint8_t xs[FRAME_MOST];
	const uint8_t *ys[FRAME_MOST];
	size_t share_size = 0, points = 0;

	for (unsigned i = 0; i < set->count && points < set->needed; i++) {
		if (set->frames[i].share_size == 0)
			continue;
		share_size = set->frames[i].share_size;
		xs[points] = (uint8_t)i;
		ys[points++] = set->frames[i].share;
	}
	gf256_interpolate(out, share_size, (uint8_t)index, xs, ys, points);
}

static void
begin_frame(struct frame_set *set, const struct digest *digest, size_t size, unsigned index)
{
	struct frame *frame = &set->frames[index];

	memcpy(frame->set, digest->bytes, FRAME_SET_BYTES);
	frame->size = (uint32_t)size;
	frame->needed = set->needed;
	frame->count = set->count;
	frame->index = index;
}

const char *
frame_set_split(struct frame_set *set, const void *data, size_t size, size_t share_most,
		unsigned parity)
{
	const struct digest digest = digest_of(data, size);
	size_t needed, share_size;

	if (size == 0)
		return "is empty";
	needed = share_most == 0 ? FRAME_MOST : (size + share_most - 1) / share_most;
	if (needed + parity > FRAME_MOST)
		return "is too large for QR symbols";
	share_size = (size + needed - 1) / needed;
	set->needed = (unsigned)needed;
	set->count = set->taken = (unsigned)needed + parity;
	for (unsigned i = 0; i < set->count; i++) {
		size_t at = i * share_size, left = at < size ? size - at : 0;

		begin_frame(set, &digest, size, i);
		if (i < needed)
			memcpy(set->frames[i].share, (const uint8_t *)data + (left == 0 ? 0 : at),
			       left < share_size ? left : share_size);
		else
			interpolate(set->frames[i].share, set, i);
		set->frames[i].share_size = share_size;
	}
	return NULL;
}

static bool
is_of_this_set(const struct frame_set *set, const struct frame *frame)
{
	const struct frame *known = set->frames;

	while (known->share_size == 0)
		known++;
	return memcmp(known->set, frame->set, FRAME_SET_BYTES) == 0 && known->size == frame->size &&
	       known->needed == frame->needed && known->count == frame->count;
}

const char *
frame_set_take(struct frame_set *set, const struct frame *frame, bool *is_new)
{
	struct frame *place = &set->frames[frame->index];

	*is_new = false;
	if (set->taken > 0 && !is_of_this_set(set, frame))
		return "is a frame of another set";
	if (place->share_size != 0)
		return memcmp(place->share, frame->share, frame->share_size) == 0
			       ? NULL
			       : "is another frame of the same number: one of them is forged";
	*is_new = true;
	*place = *frame;
	set->needed = frame->needed;
	set->count = frame->count;
	set->taken++;
	return NULL;
}

bool
frame_set_is_whole(const struct frame_set *set)
{
	return set->taken > 0 && set->taken >= set->needed;
}

/* Only pieces of the file are wanted; those that are not there come from parity. */
static void
put_pieces(uint8_t *out, const struct frame_set *set, size_t share_size)
{
	for (unsigned i = 0; i < set->needed; i++) {
		if (set->frames[i].share_size != 0)
			memcpy(out + i * share_size, set->frames[i].share, share_size);
		else
			interpolate(out + i * share_size, set, i);
	}
}

const char *
frame_set_join(const struct frame_set *set, struct bytes *file)
{
	const struct frame *first = set->frames;
	struct digest digest;

	*file = (struct bytes){NULL, 0};
	if (!frame_set_is_whole(set))
		return "is not whole yet";
	while (first->share_size == 0)
		first++;
	file->data = calloc(set->needed * first->share_size + 1, 1);
	if (file->data == NULL)
		die("no memory for the file");
	put_pieces(file->data, set, first->share_size);
	file->size = first->size;
	file->data[file->size] = '\0';
	digest = digest_of(file->data, file->size);
	if (memcmp(digest.bytes, first->set, FRAME_SET_BYTES) == 0)
		return NULL;
	file_free(file);
	return "is another file than the set is of: one of its frames is forged";
}

const char *
frame_set_check(const struct frame_set *set, const void *data, size_t size)
{
	struct frame_set *own = frame_set_new();
	const struct frame *first = set->frames;
	const char *answer;

	while (first->share_size == 0)
		first++;
	answer = frame_set_split(own, data, size, first->share_size, set->count - set->needed);
	for (unsigned i = 0; answer == NULL && i < set->count; i++)
		if (set->frames[i].share_size != 0 &&
		    memcmp(&set->frames[i], &own->frames[i], sizeof own->frames[i]) != 0)
			answer = "is another file than the symbols are of";
	frame_set_free(own);
	return answer;
}
