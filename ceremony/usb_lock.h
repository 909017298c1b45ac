/*
 * Keeping new USB devices out: the kernel authorizes no interface of its own, and rules of udev authorize those of mass storage,
 * and of the tokens that are named: a token types as a keyboard does.
 * It lasts until the next start.
 */
#ifndef CEREMONY_USB_LOCK_H
#define CEREMONY_USB_LOCK_H

enum { USB_LOCK_MOST_TOKENS = 64 };

/* Before process_lock, as root. `root` is "" for this computer, or the folder of a tree like it. `tokens`: VENDOR:PRODUCT each, lower-case
 * hexadecimal, the last NULL; or NULL. Returns NULL, or why it cannot be done; then nothing, or part of it, was done, which a restart
 * takes back. */
const char *usb_lock(const char *root, const char *const *tokens);

#endif
