#include "step_rows.h"

#include "ceremony/catalogue.h"

enum { WRAPS = STEP_WRAPPING };

const struct step_form step_send[] = {
	{
		.name = "package-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED,
		.title = N_("Pack the requests"),
		.command = "package-write request",
		.expect = N_("The package out/{ceremony}.request.tar."),
		.facts = "package-written kind=request package=@request-package",
	},
	{
		.name = "send-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_USB,
		.needs = STEP_PLAN_SENT,
		.title = N_("Write the requests onto the medium '{medium}'"),
		.act = N_("Write the label that the program prints onto the medium. Unmount it. "
			  "From now on it goes to the room and never back."),
		.command = "media-usb-write out/{ceremony}.request.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.facts = "medium-known medium=@medium:{medium} direction=inbound signer=* plug=* "
			 "model=*\n"
			 "medium-written package=@request-package medium=@medium:{medium} "
			 "read-back=*",
	},
	{
		.name = "request-pages",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_PAPER,
		.needs = STEP_PLAN_SENT,
		.title = N_("Make QR symbols of the requests"),
		.command = "media-qr-write out/{ceremony}.request.tar",
		.expect = N_("How many symbols, on how many pages."),
		.facts = "qr-written package=@request-package form=~office set=* symbols=*",
	},
	{
		.name = "send-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_PAPER,
		.needs = STEP_PLAN_SENT,
		.title = N_("Read the pages of the requests back, and print them"),
		.act = N_("Every symbol is read from the very pictures that are printed. Then "
			  "print out/{ceremony}.request.tar.qr.pdf at 100 %. The pages go to the "
			  "room with those of the plan, and never back."),
		.command = "media-qr-read --check out/{ceremony}.request.tar "
			   "out/{ceremony}.request.tar.qr-*.png",
		.expect = N_("Every symbol was read back."),
		.facts = "medium-written package=@request-package medium=@medium:{medium} "
			 "read-back=pictures",
	},
	{.name = NULL},
};
