/*
 * Keeping new USB devices out: the kernel authorizes no interface of its own, and a rule of udev authorizes those of mass storage.
 * It lasts until the next start.
 */
#ifndef CEREMONY_USB_LOCK_H
#define CEREMONY_USB_LOCK_H

/* Before process_lock, as root. `root` is "" for this computer, or the folder of a tree like it. Returns NULL, or why it cannot be done; then
 * nothing, or part of it, was done, which a restart takes back. */
const char *usb_lock(const char *root);

#endif
