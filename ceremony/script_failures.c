#include "script.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"

/* A row stands when its step is in the script, "" in every one, and the script is of one of `kinds`, 0 for all. */
static const struct {
	const char *step, *see, *go;
	unsigned kinds;
} failures[] = {
	{"papers", N_("Two copies have another label in the footer, or other words on the cover."),
	 N_("Stop: no copy is used. Print again on both machines (step {step:print}), and find out "
	    "which machine has another plan."),
	 0},
	{"", N_("A page is missing, or cannot be read."),
	 N_("Stop. Print the script again, compare it (step {step:papers}), and go on at the same "
	    "step. Keep the old copy."),
	 0},
	{"boot-medium", N_("The boot medium has another digest than the cover."),
	 N_("It is not used. Make another, on another machine, and begin again with step "
	    "{step:boot-medium}."),
	 0},
	{"preflight", N_("ceremony-preflight: FAIL."),
	 N_("Do what the line says: take the network hardware out, switch swap off, take the "
	    "device away. Start again with step {step:boot}; the journal stays as it is. FAIL "
	    "again: this workstation is not used."),
	 0},
	{"preflight", N_("ceremony-preflight: WARN."),
	 N_("One exception sheet for each such line. If the administrator and the witness both "
	    "sign it, go on."),
	 0},
	{"preflight",
	 N_("A program says 'this workstation was not checked', or that the last "
	    "ceremony-preflight is older than 8 hours."),
	 N_("Do step {step:preflight} again, then the step that was refused."), 0},
	{"open", N_("The words of the plan are refused."),
	 N_("Type them once more, slowly. Refused again: the plan on the medium is not the plan on "
	    "this paper. Stop, keep the medium, and begin again with step {step:print}."),
	 0},
	{"read-request", N_("The inbound medium cannot be read, or a file on it is refused."),
	 N_("Write another one (step {step:send-request}). Keep the first as evidence."), 0},
	{"read-request",
	 N_("A program says that a medium has another direction, or is of another ceremony."),
	 N_("It is the wrong medium, or was used twice. Take a new one, and keep that one. No "
	    "medium goes back to where it came from."),
	 0},
	{"outbound-pages", N_("media-qr-read --check finds other symbols, or not all."),
	 N_("Nothing is printed. Move the pictures and the PDF aside, and do step "
	    "{step:outbound-pages} again; the same again: the computer is not to be trusted."),
	 0},
	{"attest-offline",
	 N_("verify-attestation: the first line begins with FAILED or NOT ATTESTABLE."),
	 N_("Nothing is wrapped for that target. Keep the medium. Close with 'ceremony-close "
	    "--unfinished', and find out who gave the wrapping key and its statement; another "
	    "wrapping key needs new folders on both sides."),
	 0},
	{"attest-offline", N_("verify-attestation: a line with 'warning: W_...'."),
	 N_("One exception sheet for each such line. If the administrator and the witness both "
	    "sign it, go on."),
	 0},
	{"confirm",
	 N_("The words of a Request Sheet are refused, or a term on the screen is another."),
	 N_("Type them once more. Refused again: the sheet or the medium was swapped. Stop: close "
	    "with 'ceremony-close --unfinished', keep both, fetch the wrapping keys anew over "
	    "other networks."),
	 0},
	{"confirm",
	 N_("'the wrapping key has expired', or the latest start on the cover has passed."),
	 N_("Do not begin. Make a new wrapping key and a new request for every target; the folders "
	    "of the connected side are made anew."),
	 0},
	{"presence", N_("A token types nothing, or types at another console."),
	 N_("Alt-F2, plug it in again, and touch: slot 2 types when it is held for three seconds. "
	    "In "
	    "production only a token whose kind the plan lists as a device is let in after step "
	    "{step:preflight}: take one of that kind; enrol it with an exception sheet, "
	    "ceremony-enrol PERSON."),
	 0},
	{"enrol", N_("ceremony-enrol says what is wrong with what came from the token."),
	 N_("Mostly a digit was mistyped into ykman: S shows the values again; type all three "
	    "anew. If the token takes no values, it has an access code: take another token."),
	 0},
	{"enrol", N_("ceremony-enrol is refused, or was interrupted."),
	 N_("Nothing was enrolled. Do the step again, with new values for the token. If "
	    "it was the first one, the paper with the 10 words is destroyed before the witness, "
	    "and new words are written on the form of another copy."),
	 0},
	{"presence",
	 N_("'was used before', 'another key', 'another public id', or 'this is the token of'."),
	 N_("Somebody touched another token, or one that was touched into the wrong place. The "
	    "owner touches the own token: type the command again, with those who are not recorded "
	    "yet. Refused again: an exception sheet; the person is taken for not there."),
	 0},
	{"presence", N_("'came too early' or 'came too late', after the first touch."),
	 N_("Nothing is recorded. Type the command again; the second touch is at NOW, not when "
	    "the seconds begin. Refused three times: an exception sheet; what is typed may have "
	    "been prepared."),
	 0},
	{"presence", N_("'the plan wants the presence of', from a step that follows."),
	 N_("The minutes have passed, or somebody left since: do the step 'Record presence by "
	    "tokens' before it again, then the step that was refused."),
	 0},
	{"presence", N_("A token is lost, broken, or was left at home."),
	 N_("If the plan wants fewer people than it names there, go on without that person. Else: "
	    "another token for the same person, ceremony-enrol PERSON, with an exception sheet; "
	    "the old one counts no more. Without any token: 'ceremony-close --unfinished'."),
	 0},
	{"presence", N_("The roster's passphrase is refused, or its paper is lost."),
	 N_("Type it once more, slowly, four letters of each word. Lost for good, nobody can be "
	    "recorded any more, and no step that wants it can be done: 'ceremony-close "
	    "--unfinished', and begin a new ceremony, with a new roster."),
	 0},
	{"presence", N_("'roster-...' is not the file that the transcript names."),
	 N_("An older roster, or a changed one, was put in its place. Stop: exception sheet. Copy "
	    "the right one back only if everybody knows where it comes from; else "
	    "'ceremony-close --unfinished'."),
	 0},
	{"presence", N_("Somebody saw the roster's passphrase, or the values of a token."),
	 N_("An exception sheet. The values: enrol the token again, ceremony-enrol PERSON. The "
	    "passphrase: no later plan names this roster; the tokens are enrolled anew then."),
	 0},
	{"split", N_("The step that makes the cards was interrupted."),
	 N_("This set of cards is void. Run ceremony-status: it names the set. Print "
	    "'ceremony-status --void', or write the certificate by hand; destroy every card and "
	    "every form of that set before the witness. With new media and new forms: step "
	    "{step:split}."),
	 0},
	{"split", N_("Words of a card on paper are refused."),
	 N_("Mostly it is a slip: type the whole card once more, slowly. Refused twice: the paper "
	    "is wrong; while the card is handed out, S shows it again."),
	 0},
	{"split", N_("ceremony-card refuses a card: it is another card, or is damaged."),
	 N_("Look for the right medium or form. If a card is damaged: no key exists yet, so "
	    "nothing is "
	    "lost. 'ceremony-close --unfinished', destroy all {n} cards, and begin a new ceremony "
	    "with a new plan."),
	 STEP_MAKING},
	{"split", N_("ceremony-card refuses a new card: it is another card, or is damaged."),
	 N_("Look for the right medium or form. If a card is damaged: the OLD cards and the OLD "
	    "archive are still the valid ones, and none of them is touched. Destroy the NEW cards "
	    "alone, of the set in the box of step {step:split}; 'ceremony-close --unfinished', and "
	    "plan "
	    "another reshare."),
	 STEP_RESHARE},
	{"split", N_("'not every card is confirmed yet'."), N_("ceremony-status names the card."),
	 0},
	{"archive",
	 N_("A medium is refused, or what is read back from it is not what was written."),
	 N_("Take another medium. Break the first, and write an exception sheet. The step is done "
	    "again with the new one."),
	 0},
	{"wrap", N_("'the archive is not on two media yet'."),
	 N_("Step {step:archive}. Two folders of one medium, or two media at one port after each "
	    "other, count as one."),
	 0},
	{"wrap", N_("A card cannot be read when keys are recovered."),
	 N_("Any {k} other cards do. Write an exception sheet. Afterwards plan a new set of cards "
	    "(kind reshare): one card less is left."),
	 0},
	{"wrap", N_("A card is called foreign, changed or repeated."),
	 N_("It is not a card of this set. Take the right medium or form; type the command again. "
	    "An old or void card that turns up is an exception: it should be in pieces."),
	 0},
	{"outbound", N_("The outbound medium is lost on the way."),
	 N_("{outbound-secret} Write another one (step {step:outbound}), or copy the file "
	    "from the journal medium with media-usb-write."),
	 0},
	{"pfx", N_("The step that shows a password is interrupted, or its form cannot be read."),
	 N_("Before the program said that every group is right, no file has that password: the "
	    "form is destroyed before the witness, and the form of another copy is used. "
	    "ceremony-status names the command. After it, the file is made: without the form it "
	    "opens nothing, and its target needs a plan of kind export."),
	 0},
	{"pfx", N_("Somebody saw, filmed or heard letters of a password."),
	 N_("Nothing leaves this room: 'ceremony-close --unfinished', destroy the form and the "
	    "outbound medium. If they have left already, and may meet: treat the key as known to "
	    "others, and plan new keys."),
	 0},
	{"pfx", N_("The form of a password, or the outbound medium, is lost on the way."),
	 N_("One without the other opens nothing: an exception sheet. Both: the key is known to "
	    "whoever finds them: do not import it, and plan new keys."),
	 0},
	{"pfx-host", N_("The importing host refuses the .pfx, or its password."),
	 N_("Type it once more: 32 small letters, no spaces. 'openssl pkcs12 -noout -in out/"
	    "TARGET.pfx' at that host says whether file and password are right. If they are, the "
	    "client is too old for PBES2 with AES-256: take a newer one."),
	 0},
	{"boot", N_("The power fails, or a program is interrupted, at any step."),
	 N_("Nothing that was said to be done is lost. Cards stay in their custodians' hands. "
	    "Start with step {step:boot}, plug the journal medium in, change into the folder, and "
	    "type: ceremony-status. It says what is void, what is to be destroyed, and which step "
	    "is next. After a restart the ceremony is opened again with the words from this paper "
	    "(write 'resumed' here: ____________), and step {step:preflight} is done again."),
	 0},
	{"boot", N_("'another step is at work in this folder'."),
	 N_("Wait until it has ended. If there is none: restart, as after a power failure."), 0},
	{"boot", N_("The clock of the workstation is wrong."),
	 N_("Set it by the wall clock, note it (ceremony-note time), and do step {step:preflight} "
	    "again."),
	 0},
	{"present", N_("Somebody falls ill, or must leave."),
	 N_("ceremony-note left PERSON. A custodian leaves before every card is proved, or the "
	    "operator or the only witness leaves: 'ceremony-close --unfinished'. Later, if {k} "
	    "custodians remain, go on: the leaver's card goes into a bag first, and where a "
	    "command names it, cards of those who are there are typed instead, with an exception "
	    "sheet."),
	 0},
	{"roll-call", N_("Fire alarm."),
	 N_("Everybody leaves; each custodian takes the own card along if it is at hand; the rest "
	    "stays. Afterwards: was the room watched all the time? Then go on as after a power "
	    "failure. If not: 'ceremony-close --unfinished', destroy the cards, begin a new "
	    "ceremony."),
	 STEP_MAKING},
	{"roll-call", N_("Fire alarm."),
	 N_("Everybody leaves; each custodian takes the own card along if it is at hand; the rest "
	    "stays. Afterwards: was the room watched all the time? Then go on as after a power "
	    "failure. If not: destroy NO card because of it: no others open the keys. "
	    "'ceremony-close --unfinished', count the cards, put each into a bag. What was not "
	    "watched counts as known to others: plan a new set of cards (kind reshare)."),
	 STEP_GOES_ON | STEP_ENDS},
	{"roll-call", N_("Fire alarm."),
	 N_("Everybody leaves; each custodian takes the own cards along, old and new, if they are "
	    "at hand; the rest stays. Afterwards: was the room watched all the time? Then go on as "
	    "after a power failure. If not: 'ceremony-close --unfinished', destroy the NEW cards; "
	    "the old ones stay valid. Plan another reshare."),
	 STEP_RESHARE},
	{"split", N_("Somebody saw, filmed or heard what is on a new card."),
	 N_("'ceremony-close --unfinished', destroy the NEW cards alone, and plan another reshare: "
	    "the old cards stay valid until then."),
	 STEP_RESHARE},
	{"keygen", N_("Somebody saw, filmed or heard what is on a card."),
	 N_("Before step {step:keygen}: 'ceremony-close --unfinished', destroy all cards, begin "
	    "anew. After it: go on, write an exception sheet, and plan a new set of cards and new "
	    "keys."),
	 0},
	{"life-card", N_("ceremony-card refuses a card."),
	 N_("It is a finding: write an exception sheet. With {k} other good cards nothing is lost "
	    "yet: close with --unfinished, and plan a new set of cards (kind reshare). With fewer "
	    "than {k} good cards nobody can open the escrow any more: destroy nothing, touch no "
	    "key in a cloud, and plan new keys while the clouds still have these."),
	 0},
	{"life-look", N_("A bag is open, or has another number than the receipt."),
	 N_("It is a finding. Treat the card as known to others: plan a new set of cards (kind "
	    "reshare), and ask where the archive media were."),
	 STEP_GOES_ON},
	{"life-look", N_("A bag is open, has another number than the receipt, or is not there."),
	 N_("It is a finding: the card may be known to others, and it is noted destroyed only when "
	    "it is. Write an exception sheet, close with --unfinished if it is not here, and ask "
	    "where the archive media were."),
	 STEP_DESTRUCTION},
	{"old-world", N_("ceremony-restore says that a file is not the one that the plan names."),
	 N_("The archive is another one, or was changed. Try another archive medium of that "
	    "ceremony. Is none good: 'ceremony-close --unfinished', and call the auditor."),
	 0},
	{"verify-package", N_("The words of the transfer package are refused."),
	 N_("Do not import. Compare with a second copy of the words. Refused again: this is not "
	    "the package that was made; keep it, and ask for another medium."),
	 0},
	{"import", N_("The cloud refuses the import."),
	 N_("The wrapping key must be enabled, of the same version, in the same vault, and not "
	    "expired. If it is: plan a ceremony of kind rewrap. No new key is needed."),
	 0},
	{"import", N_("cmp says that the public keys differ."),
	 N_("Disable the imported key at once: the cloud has another key than the ceremony made. "
	    "Keep everything, and call the auditor."),
	 0},
	{"verify-import", N_("verify-import says FAIL or UNKNOWN."),
	 N_("Do not put the key to use. When the row 'identity' fails: disable the key at once, "
	    "keep everything, and call the auditor. Else the lines below a row say what mends it "
	    "(FAIL: they change the cloud) or finds it out (UNKNOWN: they ask it); {witness} reads "
	    "them, and agrees, before they are run. NOTE stops nothing: it is read, and kept."),
	 0},
	{"verify-transcript", N_("verify-transcript says no."),
	 N_("Try the other archive medium, and another participant's words. If it stays: the "
	    "record was changed after the close; keep every medium, and call the auditor."),
	 0},
};

/* Every step that the text refers to is in this script. */
static bool
refers_well(const struct script *script, const char *text)
{
	for (const char *at = strstr(text, "{step:"); at != NULL; at = strstr(at + 1, "{step:")) {
		char name[64];

		snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 6, "}"), at + 6);
		if (!script_has_step(script, name))
			return false;
	}
	return true;
}

void
script_failures(const struct script *script)
{
	const struct paper_column columns[] = {{T_("If you see"), 4}, {T_("do this"), 7}};

	paper_heading(script->paper, 2, T_("When something else happens"));
	paper_text(script->paper, T_("First: stop, and call out 'exception'. Nothing is "
				     "overwritten by any program; there is always time to read."));
	paper_table_begin(script->paper, columns, 2, 1);
	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
		const char *cells[2];

		if ((failures[i].step[0] != '\0' && !script_has_step(script, failures[i].step)) ||
		    !refers_well(script, failures[i].go) ||
		    (failures[i].kinds != 0 && (failures[i].kinds & script->kind) == 0))
			continue;
		cells[0] = script_text(script, NULL, failures[i].see);
		cells[1] = script_text(script, NULL, failures[i].go);
		paper_row(script->paper, cells);
	}
	paper_table_end(script->paper);
	paper_break(script->paper);
}
