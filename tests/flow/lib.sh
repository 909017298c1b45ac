# shellcheck shell=sh
# What the flow tests share. A test sources it first:
#
#     set -u
#     # shellcheck source=lib.sh
#     . "$(dirname "$0")/lib.sh"
#
# It changes into a scratch folder of its own, $work, which is removed at the end together with the signing keys
# of every ceremony below it. Variables that a test may use:
#
#     top     the repository            B, bin      the build folder and its programs, absolute
#     work    the scratch folder        out, err    what the last command of `expect` or `run` printed
#     status  its exit status           shm         where the signing keys are
#
# A ceremony that the functions below make is one folder, its ROOM:
#
#     ROOM/plan   ROOM/d    the disconnected side's folder   ROOM/cards/1 …    a folder a custodian
#                 ROOM/c    the connected side's             ROOM/media/1 …    a folder a medium
#                 ROOM/sheets/TARGET   the words of a Request Sheet

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 3
cd "$top" || exit 3
B=$(cd "${B:-build}" && pwd) || exit 3
bin=$B/bin
work=$(mktemp -d) || exit 3
out=$work/.out
err=$work/.err
status=0
umask 077
# A sanitizer's own end is no exit status of ours. The programs forbid tracing, which the leak checker needs.
export ASAN_OPTIONS=exitcode=99:detect_leaks=0 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
export LC_ALL=C.UTF-8
shm=/dev/shm/claviger-$(id -u)

lib_end() {
	for lib_signer in $(find "$work" -name transcript -type f -exec cat {} + 2>/dev/null |
		grep -oE 'signer=[0-9a-f]{80}' | cut -d= -f2 | sort -u); do
		rm -f "$shm/$lib_signer"
	done
	[ ! -e "$work/.orphans" ] || while read -r lib_signer; do rm -f "$shm/$lib_signer"; done <"$work/.orphans"
	chmod -R u+rwX "$work" 2>/dev/null
	rm -rf "$work"
}
trap lib_end EXIT
trap 'exit 3' HUP INT TERM
cd "$work" || exit 3
mkdir .signers

# --- assertions

# ok TEXT, not_ok TEXT, skip TEXT: one line of the result each.
ok() { echo "ok $*"; }
not_ok() { echo "not ok $*"; }
skip() { echo "skip $*"; }

# check TEXT COMMAND…: ok when the command succeeds; what it prints is shown when not.
check() {
	lib_text=$1
	shift
	if "$@" >"$work/.check" 2>&1 </dev/null; then
		ok "$lib_text"
	else
		not_ok "$lib_text"
		head -n 5 "$work/.check" | sed 's/^/# /'
	fi
}

# refused TEXT COMMAND…: the same for a command that must fail.
refused() {
	lib_text=$1
	shift
	if "$@" >"$work/.check" 2>&1 </dev/null; then
		not_ok "$lib_text"
		head -n 5 "$work/.check" | sed 's/^/# /'
	else
		ok "$lib_text"
	fi
}

# equal TEXT WANTED FOUND
equal() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf '# wanted: %s\n# found:  %s\n' "$2" "$3" | cat -v
	fi
}

# run COMMAND…: runs it here, with nothing on standard input; fills $out, $err and $status. run_with FILE COMMAND…:
# the same with FILE on standard input.
run() { run_with /dev/null "$@"; }
run_with() {
	lib_input=$1
	shift
	"$@" <"$lib_input" >"$out" 2>"$err"
	status=$?
}

# What stands in messages: printable ASCII in lines, no complaint of a sanitizer, and with another status than 0 the
# name of a program.
lib_messages_are_clean() {
	! LC_ALL=C grep -q '[^ -~]' "$err" && ! grep -qE 'Sanitizer|runtime error' "$err" || return 1
	[ "$status" -eq 0 ] || grep -qE '^(FAIL|UNKNOWN|NOT ATTESTABLE|TEST ROOTS)|^(ceremony|kek|package|media|verify)-[a-z-]+: ' "$err"
}

# judge TEXT STATUS FRAGMENT: the last run ended with this status, said this (a fixed string; '' is anything), in
# printable messages.
judge() {
	if [ "$status" -eq "$2" ] && lib_messages_are_clean && { [ -z "$3" ] || grep -qF -e "$3" "$err"; }; then
		ok "$1"
		return
	fi
	not_ok "$1"
	echo "# wanted $2, '$3'; found $status:"
	tail -n 4 "$err" | cut -c 1-400 | cat -v | sed 's/^/#   /'
}

# expect STATUS FRAGMENT COMMAND…: runs it here and judges status and message. expect_with FILE STATUS FRAGMENT
# COMMAND…: the same with FILE on standard input.
expect() { expect_with /dev/null "$@"; }
expect_with() {
	lib_input=$1 lib_wanted=$2 lib_fragment=$3
	shift 3
	run_with "$lib_input" "$@"
	judge "$(lib_line "$*") -> $lib_wanted: $lib_fragment" \
		"$lib_wanted" "$lib_fragment"
}

lib_line() { printf '%s' "$1" | LC_ALL=C tr -c '[:print:]' '?' | sed "s|$bin/||g; s|$work/||g" | cut -c 1-150; }

# At a folder: in_ FOLDER COMMAND…; `in_ d expect …` and `expect … in_ d …` both work.
in_() {
	lib_folder=$1
	shift
	(cd "$lib_folder" && "$@")
}

# sandboxed: whether the programs were built with their sandbox; make check-sanitized builds without.
sandboxed() { "$bin/ceremony-note" --version | grep -qv 'without its sandbox'; }

# sanitized: whether they carry a sanitizer, under which strace and limits mean something else.
sanitized() { grep -qa '__asan_init' "$bin/ceremony-note"; }

# ceremony-recover starts programs beside it, without an environment: a sanitizer's options would not reach them.
lib_pass_options() {
	mkdir "$work/.programs"
	ln -s "$bin"/* "$work/.programs/"
	rm "$work/.programs/ceremony-recover" "$work/.programs/kek-wrap" "$work/.programs/ceremony-confirm" "$work/.programs/package-pfx"
	cp "$bin/ceremony-recover" "$work/.programs/"
	for lib_program in kek-wrap ceremony-confirm package-pfx; do
		printf '#!/bin/sh\nexport ASAN_OPTIONS=%s\nexec "%s" "$@"\n' "$ASAN_OPTIONS" "$bin/$lib_program" \
			>"$work/.programs/$lib_program"
		chmod +x "$work/.programs/$lib_program"
	done
	bin=$work/.programs
}
! sanitized || lib_pass_options

# --- what a ceremony left behind

# facts FOLDER: the names of the facts, in one line. last_fact FOLDER: the last one, from its name on.
# fact FOLDER NAME: the last of that name, from its name on. field FOLDER NAME FIELD: a value of it.
facts() { tail -n +2 "$1/transcript" | cut -d' ' -f7 | tr '\n' ' ' | sed 's/ $//'; }
last_fact() { tail -n 1 "$1/transcript" | cut -d' ' -f7-; }
fact() { tail -n +2 "$1/transcript" | cut -d' ' -f7- | grep "^$2 " | tail -n 1; }
field() { fact "$1" "$2" | tr ' ' '\n' | sed -n "s/^$3=//p"; }
digest() { sha256sum "$1" | cut -d' ' -f1; }

# chain_is_whole FOLDER: numbers and digests of the transcript, computed without us.
chain_is_whole() {
	python3 - "$1/transcript" <<-'PY'
		import hashlib, sys
		lines = open(sys.argv[1], 'rb').read().split(b'\n')
		assert lines[-1] == b'' and lines[0] == b'claviger transcript 1'
		for i, line in enumerate(lines[1:-1], 1):
		    words = line.split(b' ')
		    assert words[0] == b'%d' % i, line
		    assert words[5].decode() == hashlib.sha256(lines[i - 1] + b'\n').hexdigest(), line
	PY
}

# modes_are_closed FOLDER: files 0600, folders 0700, and nothing else. no_drafts FOLDER: no half written file.
modes_are_closed() { [ -z "$(find "$1" ! \( -type f -perm 600 -o -type d -perm 700 \))" ]; }
no_drafts() { [ -z "$(find "$1" -name '*.part')" ]; }

# same_state FOLDER OTHER: not a byte differs.
same_state() { diff -r "$1" "$2"; }

# --- a ceremony, brought to a state quickly. They print nothing, and end the test when a step fails.

lib_must() {
	if ! "$@" >"$work/.must" 2>&1; then
		not_ok "the test cannot be prepared: $(echo "$*" | sed "s|$bin/||g" | cut -c 1-120)"
		tail -n 4 "$work/.must" | cut -c 1-300 | cat -v | sed 's/^/# /'
		exit 3
	fi
}

# words_of FILE: its 20 words in one line, as people type them.
words_of() { "$B/tests/peer/words-judge" "$1"; }

# words_said FILE: the 20 words in what a program said.
words_said() { sed -n 's/^ *[0-9][0-9]*  //p' "$1" | tr -s ' \n' '  '; }

# lib_plan FILE [QUORUM CARDS KEY-TYPES TARGETS CEREMONY TENANT]: writes a plan; 2, 3, ec-p256, no target, test-2026
# and "Contoso Ltd" when left out. Several key types (in one operand) make the keys key-1, key-2, …; a target is
# azure or google, or azure2, google2 for two sheets, and is named azure-1, google-2 …; all are of key-1.
# People: ada and wanda, and a custodian a card, holder-1 and so on.
lib_plan() {
	lib_plan_file=$1 lib_quorum=${2:-2} lib_cards=${3:-3} lib_types=${4:-ec-p256} lib_targets=${5:-} lib_ceremony=${6:-test-2026}
	lib_tenant=${7:-Contoso Ltd}
	{
		printf 'claviger plan 1\nceremony %s\nkind rehearsal\nmode rehearsal\nscript light\n' "$lib_ceremony"
		printf 'language en\npaper a4\ndate 2026-11-21\nplace Room 4.12\ntenant %s\ntools none\n' "$lib_tenant"
		printf 'previous none\nworld none\nroster none\nquorum %s\ncards %s\n' "$lib_quorum" "$lib_cards"
		printf 'person ada\n  role administrator\n  name Ada Brandt\n  organisation %s\n' "$lib_tenant"
		printf 'person wanda\n  role witness\n  name Wanda Kr\303\274ger\n  organisation Auditors\n'
		for lib_i in $(seq "$lib_cards"); do
			printf 'person holder-%s\n  role custodian\n  name Holder %s\n  organisation %s\n' \
				"$lib_i" "$lib_i" "$lib_tenant"
		done
		for lib_i in $(seq "$lib_cards"); do
			printf 'card %s\n  custodian holder-%s\n  place Safe %s\n  form medium\n' "$lib_i" "$lib_i" "$lib_i"
		done
		lib_i=0
		for lib_type in $lib_types; do
			lib_i=$((lib_i + 1))
			printf 'key key-%s\n  type %s\n  policy plain\n' $lib_i "$lib_type"
		done
		lib_i=0
		for lib_target in $lib_targets; do
			lib_i=$((lib_i + 1))
			lib_plan_target "$lib_target" $lib_i
		done
		printf 'medium journal\n  direction journal\n  count 1\nmedium archive\n  direction archive\n  count 2\n'
	} >"$lib_plan_file"
}

lib_plan_target() {
	case $1 in
	azure*)
		printf 'target azure-%s\n  key key-1\n  profile azure\n  region westeurope\n' "$2"
		printf '  where contoso-eu.vault.azure.net\n  name key-%s\n' "$2"
		;;
	*)
		printf 'target google-%s\n  key key-1\n  profile gcp-4096-sha256\n  region europe-west3\n' "$2"
		printf '  where projects/contoso/locations/europe-west3/keyRings/tenant\n  name key-%s\n' "$2"
		;;
	esac
	printf '  attestation accept-missing\n  sheets %s\n' "$(case $1 in *2) echo 2 ;; *) echo 1 ;; esac)"
}

plan_value() { sed -n "s/^$2 //p" "$1"; }
plan_names() { sed -n "s/^$2 //p" "$1" | tr '\n' ' '; }

# The signing key lives in memory under the signer's name, and copies of a ceremony share it: it is kept in the
# scratch folder, and put back for a copy whose twin has destroyed it. signer FOLDER: the name of the one in force.
signer() { grep -oE 'signer=[0-9a-f]{80}' "$1/transcript" | tail -n 1 | cut -d= -f2; }
lib_keep_signer() { cp -p "$shm/$(signer "$1")" "$work/.signers/"; }
lib_put_signer_back() {
	lib_signer=$(signer "$1" 2>/dev/null)
	[ -z "$lib_signer" ] || [ ! -e "$work/.signers/$lib_signer" ] || cp -p "$work/.signers/$lib_signer" "$shm/"
}

# A test that sets LIB_WHOLE makes ceremonies that verify-transcript says yes to: the host checked, people recorded, and at
# the close every card used.
LIB_WHOLE=
lib_begin_whole() {
	lib_must in_ "$1/d" "$bin/ceremony-preflight" "$(date -u +%Y-%m-%dT%H:%MZ)"
	# shellcheck disable=SC2046 # a list of ids
	lib_must in_ "$1/d" "$bin/ceremony-note" present $(plan_names "$1/plan" person)
}
lib_end_whole() { # the drills of the script, each from the last cards
	lib_drills=$(in_ "$1/d" "$bin/ceremony-status" --all | awk '$2 != "done" && $4 == "drill"' | wc -l)
	lib_n=$(plan_value "$1/plan" cards)
	while [ "$lib_drills" -gt 0 ]; do
		lib_drills=$((lib_drills - 1))
		# shellcheck disable=SC2046 # a list of cards
		lib_must in_ "$1/d" "$bin/ceremony-recover" key-1 \
			$(for lib_i in $(seq $((lib_n - $(plan_value "$1/plan" quorum) + 1)) "$lib_n"); do card "$1" "$lib_i"; done) \
			-- ceremony-confirm
	done
	for lib_step in $(in_ "$1/d" "$bin/ceremony-status" --all | awk '($2 == "open" || $2 == "next") && $4 != "close" {print $1}'); do
		lib_must in_ "$1/d" "$bin/ceremony-note" exception "step $lib_step: done in another way, for a test"
	done
}

# lib_open ROOM: both sides of ROOM/plan; the connected one only when the plan has targets.
lib_open() {
	words_of "$1/plan" >"$1/plan.words"
	lib_open_side "$1/d" "$1/plan"
	lib_keep_signer "$1/d"
	[ -z "$LIB_WHOLE" ] || lib_begin_whole "$1"
	[ -z "$(plan_names "$1/plan" target)" ] || lib_open_side "$1/c" "$1/plan" --side connected
}
lib_open_side() { # FOLDER PLAN [OPTION…]
	lib_opened=$1 lib_of_plan=$2
	shift 2
	lib_must lib_fed "$lib_of_plan.words" "$bin/ceremony-open" "$@" "$lib_of_plan" "$lib_opened"
}
lib_fed() { # FILE COMMAND…
	lib_fed=$1
	shift
	"$@" <"$lib_fed"
}

# lib_kek BITS: an RSA key that openssl makes, once: $work/.kek-BITS.key and .pem.
lib_kek() {
	[ -e "$work/.kek-$1.pem" ] && return
	lib_must openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$1" -out "$work/.kek-$1.key"
	lib_must openssl pkey -in "$work/.kek-$1.key" -pubout -out "$work/.kek-$1.pem"
}

# lib_accept ROOM: a KEK for every target, on the connected side; the sheets' words are kept.
lib_accept() {
	mkdir -p "$1/sheets"
	for lib_target in $(plan_names "$1/plan" target); do
		case $lib_target in
		azure*)
			lib_kek 2048
			set -- "$1" --kek-id https://contoso-eu.vault.azure.net/keys/KEK/eba63d27e4e34e028839b53fac905621 \
				"$lib_target" "$work/.kek-2048.pem"
			;;
		*)
			lib_kek 4096
			set -- "$1" --kek-id projects/contoso/locations/europe-west3/keyRings/tenant/importJobs/job-1 \
				--expires "$(date -u -d '+70 hours' +%Y-%m-%dT%H:%M:%SZ)" "$lib_target" "$work/.kek-4096.pem"
			;;
		esac
		lib_room=$1
		shift
		lib_must in_ "$lib_room/c" "$bin/kek-accept" "$@"
		words_of "$lib_room/c/requests/$lib_target.request" >"$lib_room/sheets/$lib_target"
		set -- "$lib_room"
	done
}

# lib_request ROOM: lib_accept, the request package across, and every sheet confirmed.
lib_request() {
	lib_accept "$1"
	lib_must in_ "$1/c" "$bin/package-write" request
	lib_must in_ "$1/d" "$bin/package-read" "$(realpath "$1")/c/out/$(plan_value "$1/plan" ceremony).request.tar"
	for lib_target in $(plan_names "$1/plan" target); do
		lib_sheet=$(realpath "$1/sheets/$lib_target")
		lib_must lib_fed "$lib_sheet" in_ "$1/d" "$bin/kek-confirm" "$lib_target" ada
		case $(sed -n "/^target $lib_target\$/,/sheets/s/  sheets //p" "$1/plan") in
		2) lib_must lib_fed "$lib_sheet" in_ "$1/d" "$bin/kek-confirm" "$lib_target" wanda ;;
		esac
	done
}

# lib_split ROOM: the cards, one in each of ROOM/cards/1 …. card ROOM N: the path of one, absolute.
lib_split() {
	lib_room=$1
	set --
	for lib_i in $(seq "$(plan_value "$lib_room/plan" cards)"); do
		mkdir -p "$lib_room/cards/$lib_i"
		set -- "$@" "../cards/$lib_i"
	done
	lib_must in_ "$lib_room/d" "$bin/ceremony-split" "$@"
}
card() { realpath "$1/cards/$2/"*-card"$2".txt; }

# lib_cards ROOM: every card proved. lib_keygen ROOM: every key of the plan made.
lib_cards() {
	for lib_i in $(seq "$(plan_value "$1/plan" cards)"); do
		lib_must in_ "$1/d" "$bin/ceremony-card" "$(card "$1" "$lib_i")"
	done
}
lib_keygen() {
	for lib_key in $(plan_names "$1/plan" key); do
		lib_must in_ "$1/d" "$bin/ceremony-keygen" "$lib_key"
	done
}

# lib_archive ROOM: the archive, on the media 1 and 2. lib_transfer ROOM: the transfer package, on medium 3.
lib_archive() {
	mkdir -p "$1/media/1" "$1/media/2"
	lib_must in_ "$1/d" "$bin/package-write" archive
	for lib_i in 1 2; do
		lib_must in_ "$1/d" "$bin/media-usb-write" "out/$(plan_value "$1/plan" ceremony).archive.tar" "../media/$lib_i"
	done
}
lib_transfer() {
	mkdir -p "$1/media/3"
	lib_must in_ "$1/d" "$bin/package-write" transfer
	lib_must in_ "$1/d" "$bin/media-usb-write" "out/$(plan_value "$1/plan" ceremony).transfer.tar" ../media/3
}

# quorum ROOM [KEY…]: the operands of ceremony-recover, keys and the first cards of a quorum, in one line.
quorum() {
	lib_room=$1
	shift
	echo "$*"
	for lib_i in $(seq "$(plan_value "$lib_room/plan" quorum)"); do
		card "$lib_room" "$lib_i"
	done
}

# lib_wrap ROOM: key-1 recovered from the first cards and wrapped for every target.
lib_wrap() {
	# shellcheck disable=SC2046 # lists of words
	lib_must in_ "$1/d" "$bin/ceremony-recover" $(quorum "$1" key-1) -- kek-wrap $(plan_names "$1/plan" target)
}

# lib_close ROOM [--unfinished]
lib_close() {
	lib_room=$1
	shift
	[ -z "$LIB_WHOLE" ] || lib_end_whole "$lib_room"
	lib_must in_ "$lib_room/d" "$bin/ceremony-close" "$@"
}

# lib_make ROOM STATE [what lib_plan takes after its file]: a ceremony in this state: opened, requested, split, carded,
# keyed, archived, wrapped, transferred or closed. Without targets, "requested" and "wrapped" have nothing to do.
lib_make() {
	lib_made=$1 lib_state=$2
	shift 2
	mkdir -p "$lib_made"
	lib_plan "$lib_made/plan" "$@"
	lib_steps "$lib_made" "$lib_state" "${4:+yes}"
}
lib_steps() { # ROOM STATE [yes when there are targets]
	lib_open "$1"
	[ "$2" = opened ] && return
	[ -z "$3" ] || lib_request "$1"
	[ "$2" = requested ] && return
	lib_split "$1"
	[ "$2" = split ] && return
	lib_cards "$1"
	[ "$2" = carded ] && return
	lib_keygen "$1"
	[ "$2" = keyed ] && return
	lib_archive "$1"
	[ "$2" = archived ] && return
	[ -z "$3" ] || lib_wrap "$1"
	[ "$2" = wrapped ] && return
	[ -z "$3" ] || lib_transfer "$1"
	[ "$2" = transferred ] && return
	lib_close "$1"
}

# lib_copy ROOM COPY: the same ceremony again, its signing key back in memory. What a copy changes the other does
# not see, but for the signing key: a close in one destroys it until the next copy.
lib_copy() {
	rm -rf "$2"
	cp -a "$1" "$2" || exit 3
	lib_put_signer_back "$2/d"
}

# fresh NAME: copies the room `base` to NAME and prints nothing; the usual beginning of a case.
fresh() { lib_copy "$work/base" "$work/$1"; }

# --- faults

# forge_card ROOM N NEW: card N with one other word and its checksum computed anew, well-formed and never made.
forge_card() { lib_must "$top/tests/flow/forge" card "$top/ceremony/slip39_list.c" "$(card "$1" "$2")" "$3"; }

# edit_transcript FOLDER SED-SCRIPT: edits it and computes the chain anew, as somebody does who knows the format.
edit_transcript() {
	sed -i "$2" "$1/transcript"
	lib_must "$top/tests/flow/forge" chain "$1/transcript"
}

# unlocked COMMAND…: runs it where not a byte of memory may be locked: root's capability is dropped first.
unlocked() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --bounding-set=-ipc_lock --inh-caps=-ipc_lock prlimit --memlock=0:0 "$@"
	else
		prlimit --memlock=0:0 "$@"
	fi
}

# Whether the fault of `unlocked` bites, shown with a program that is not ours.
lib_locks_fail() {
	unlocked python3 -c '
import ctypes, sys
page = ctypes.create_string_buffer(4096)
sys.exit(0 if ctypes.CDLL(None).mlock(page, 4096) != 0 else 1)'
}

# memory_case FOLDER COMMAND…: a program that holds secrets refuses to work where it cannot lock them in memory.
memory_case() {
	if sanitized; then
		skip "${2##*/} under a memory limit: a sanitizer makes locking a matter of form"
		return
	fi
	check "the fault bites: memory cannot be locked" lib_locks_fail
	lib_at=$1
	shift
	expect 3 "cannot lock the memory of this process: " in_ "$lib_at" unlocked "$@"
	check "${1##*/} says which limit it is" grep -q '^hint: this user may lock 0 KiB' "$err"
}

# full_media: whether a file system can be mounted here, out of others' sight. on_full_medium FOLDER KIB COMMAND…: runs it
# with a file system that has so many KiB free, in pages of 4, mounted on FOLDER.
full_media() { unshare -m true 2>/dev/null && unshare -m mount -t tmpfs none "$work" 2>/dev/null; }
on_full_medium() {
	# shellcheck disable=SC2016 # for the inner shell
	lib_mount='mount -t tmpfs -o mode=700,size=$(($2 + 4))k none "$1" && echo >"$1/taken" && shift 2 && exec "$@"'
	lib_folder=$1 lib_kib=$2
	shift 2
	case $1 in
	in_)
		# shellcheck disable=SC2016 # for the inner shell
		lib_inside='cd "$1" && shift && exec "$@"'
		lib_room=$2
		shift 2
		set -- sh -c "$lib_inside" sh "$lib_room" "$@"
		;;
	esac
	unshare -m sh -c "$lib_mount" sh "$lib_folder" "$lib_kib" "$@"
}

# kills ROOM CALLS COMMAND…: for each of the system calls, kills the command in a copy of ROOM/d before the first, the
# second … of them, until it ends by itself. After each kill the same command, and what its hints say, must lead on,
# or all was done; `settled FOLDER`, a function of the test's, must find all done and well. kill_input is what the
# command is fed. The copy's room is $work/killed.
kill_input=/dev/null
kills() {
	if ! strace -qq -o /dev/null true 2>/dev/null; then
		skip "kills of ${3##*/}: strace cannot trace here"
		return
	fi
	lib_killed=$1 lib_calls=$2
	shift 2
	for lib_call in $lib_calls; do
		lib_when=1 lib_bad=0
		while lib_kill_once "$@"; do
			lib_when=$((lib_when + 1))
			if [ $lib_when -gt 60 ]; then
				not_ok "${1##*/} goes on for ever under $lib_call"
				break
			fi
		done
		if [ $lib_bad -eq 0 ] && [ $lib_when -gt 1 ]; then
			ok "${1##*/}, killed before each of $((lib_when - 1)) $lib_call, goes on"
		elif [ $lib_when -eq 1 ]; then
			not_ok "${1##*/} never came to a $lib_call, and could not be killed there"
		fi
	done
}

# One kill; false when the command ended by itself before it. The names of signing keys that it made go to .orphans.
lib_kill_once() {
	lib_copy "$lib_killed" "$work/killed"
	{
		(cd "$work/killed/d" && exec strace -f -qq -s 200 -o "$work/.strace" -e "trace=$lib_call,linkat" \
			-e "inject=$lib_call:signal=KILL:when=$lib_when" "$@" <"$kill_input" >"$out" 2>"$err")
		status=$?
	} 2>/dev/null
	grep -oE '"[0-9a-f]{80}"' "$work/.strace" | tr -d '"' >>"$work/.orphans"
	[ $status -ne 0 ] || return 1
	if ! lib_lead_on "$work/killed/d" "$@" && ! settled "$work/killed/d" >"$work/.settled" 2>&1; then
		lib_bad=1
		not_ok "${1##*/}, killed before $lib_call $lib_when: no way on after $status: $(tail -n 2 "$err" | tr '\n' ' ')"
	elif ! settled "$work/killed/d" >"$work/.settled" 2>&1; then
		lib_bad=1
		not_ok "${1##*/}, killed before $lib_call $lib_when, goes on, and leaves: $(head -n 2 "$work/.settled" | tr '\n' ' ')"
	fi
	return 0
}

# The same command again, and what its hints say, until it says yes. A message that has no hint ends it.
lib_lead_on() {
	lib_at=$1
	shift
	for lib_try in 1 2 3 4 5 6; do
		run_with "$kill_input" in_ "$lib_at" "$@"
		[ $status -ne 0 ] || return 0
		lib_messages_are_clean || return 1
		case $(grep '^hint: ' "$err") in
		*"move it aside with mv"*)
			lib_left=$(sed -n "s/^[a-z-]*: '\([^']*\)' is .*/\1/p" "$err" | tail -n 1)
			[ -n "$lib_left" ] || return 1
			[ -e "$lib_at/$lib_left" ] || lib_at=$lib_at/d
			mv "$lib_at/$lib_left" "$lib_at/$lib_left.aside-$lib_try" || return 1
			lib_at=${lib_at%/d/d}
			lib_at=${lib_at%/d}/d
			;;
		*"run ceremony-open with the plan and this folder again"*)
			run_with "$lib_at/../plan.words" "$bin/ceremony-open" "$lib_at/../plan" "$lib_at"
			[ $status -eq 0 ] || return 1
			;;
		*) return 1 ;;
		esac
	done
	return 1
}

# folder_cases ROOM COMMAND…: what every step does alike in a folder that is not as it should be. The command must be
# one that would work in ROOM/d, its paths relative to it. ROOM/d is not touched: each case has a copy, $work/case,
# and after a refusal nothing in it has changed.
folder_cases() {
	lib_base=$1
	shift
	lib_copy "$lib_base" "$work/case"
	run in_ "$work/case/d" "$bin/ceremony-note" label begin
	lib_copy "$work/case" "$work/noted"

	lib_case 3 "this folder holds no ceremony" 'rm d/transcript' "$@"
	lib_case 3 "this folder holds no ceremony" 'rm d/plan' "$@"
	lib_case 3 "'transcript' is a link" 'mv d/transcript t && ln -s ../t d/transcript' "$@"
	lib_case 3 "'plan' is a link" 'mv d/plan p && ln -s ../p d/plan' "$@"
	lib_case 3 "'transcript' is not a regular file" 'rm d/transcript && mkfifo -m 600 d/transcript' "$@"
	lib_case 1 "'transcript' is not of this plan" 'sed -i s/4.12/4.13/ d/plan' "$@"
	lib_case 1 "'plan', line 3: 'kind' is no kind" 'sed -i "s/^kind.*/kind feast/" d/plan' "$@"
	lib_case 1 "is empty" ': >d/plan' "$@"
	lib_case 1 "does not end in a newline" 'truncate -s -1 d/plan' "$@"
	lib_case 1 "'plan' holds more than" 'truncate -s 200K d/plan' "$@"
	lib_case 1 "is empty" ': >d/transcript' "$@"
	lib_case 1 "'transcript' holds more than" 'truncate -s 5M d/transcript' "$@"
	lib_case 1 "'transcript', line 1 is not the first line" 'sed -i "1s/1/2/" d/transcript' "$@"
	lib_case 1 "'transcript', line 3 does not follow the line before it" 'sed -i "2s/ [^ ]*Z / 2001-01-01T00:00:00Z /" d/transcript' "$@"
	lib_case 1 "'transcript', line 2 is a fact that this version does not know" 'sed -i "2s/ opened / opener /" d/transcript' "$@"
	lib_case 1 "'transcript', line 2 does not follow the line before it" 'sed -i 2d d/transcript' "$@"
	lib_case 1 "'transcript', line 2 holds a value that its field cannot have" 'sed -i "2s/mode=rehearsal/mode=remembrance/" d/transcript' "$@"
	lib_case 1 "ends in half a line, as a power cut leaves it" 'printf "3 2026-" >>d/transcript' "$@"
	check "half a line: the hint says how to go on" grep -q '^hint: run ceremony-open with the plan and this folder' "$err"
	lib_production_case "$@"
	lib_closed_case "$@"
}

# lib_case STATUS FRAGMENT CHANGE COMMAND…: CHANGE is made, by a shell, in a copy of the room.
lib_case() {
	lib_wanted_case=$1 lib_says=$2 lib_change=$3
	shift 3
	lib_copy "$work/noted" "$work/case"
	lib_must in_ "$work/case" sh -c "$lib_change"
	lib_unchanged "$lib_wanted_case" "$lib_says" "$@"
}

# A refusal in $work/case, which leaves it as it was.
lib_unchanged() {
	rm -rf "$work/before"
	cp -a "$work/case" "$work/before"
	lib_wanted_case=$1 lib_says=$2
	shift 2
	expect "$lib_wanted_case" "$lib_says" in_ "$work/case/d" "$@"
	lib_is_same "$work/before" "$work/case" || not_ok "${1##*/} changed something when it said '$lib_says'"
}
lib_is_same() { [ "$(lib_list "$1")" = "$(lib_list "$2")" ]; }
lib_list() { (cd "$1" && find . -type f -exec sha256sum {} + -o ! -type d -printf '%p %l\n' | sort); }

# What production says on this machine to a program that holds a secret, before ceremony-preflight was run.
lib_production_says() {
	if sandboxed && [ -z "$(tail -n +3 /proc/self/net/dev | grep -v '^ *lo:')" ]; then
		echo "this workstation was not checked: ceremony-preflight first"
	else
		echo "the mode is production"
	fi
}

# A plan of mode production, in a folder that is otherwise right, for programs that hold a secret.
lib_production_case() {
	grep -q "\"${1##*/}\",.*RIGHTS_SECRET" "$top/ceremony/rights.c" || return
	[ "$(field "$work/noted/d" opened side)" = disconnected ] || return
	lib_copy "$work/noted" "$work/case"
	sed -i 's/^kind .*/kind birth/; s/^mode .*/mode production/' "$work/case/d/plan"
	edit_transcript "$work/case/d" "2s/plan=[0-9a-f]*/plan=$(digest "$work/case/d/plan")/; 2s/mode=[a-z]*/mode=production/"
	lib_unchanged 1 "$(lib_production_says)" "$@"
}

# After the end nothing is added; ceremony-close and ceremony-card have cases of their own. The close happens in the copy; the signing key of the others is put back.
lib_closed_case() {
	[ "$(field "$work/noted/d" opened side)" = disconnected ] || return
	case ${1##*/} in ceremony-close | ceremony-card) return ;; esac
	lib_copy "$work/noted" "$work/case"
	mkdir "$work/.away"
	[ ! -e "$work/case/cards" ] || mv "$work/case/cards" "$work/.away/"
	lib_close "$work/case" --unfinished
	[ ! -e "$work/.away/cards" ] || mv "$work/.away/cards" "$work/case/"
	rmdir "$work/.away"
	lib_unchanged 1 "the ceremony is closed: nothing is added to its transcript" "$@"
	lib_put_signer_back "$work/noted/d"
}

# alone_case ROOM COMMAND…: a step that other steps must not overtake waits for none of them, and says so.
alone_case() {
	lib_copy "$1" "$work/case"
	shift
	mkfifo "$work/.hold"
	flock "$work/case/d/plan" cat "$work/.hold" &
	lib_holder=$!
	until ! flock -n "$work/case/d/plan" true; do sleep 0.02; done
	lib_unchanged 3 "another step is at work in this folder: wait until it has ended" "$@"
	: >"$work/.hold"
	wait $lib_holder
	rm "$work/.hold"
}

# side_case ROOM COMMAND…: a step of the disconnected side, in the connected side's folder of the same plan.
side_case() {
	lib_copy "$1" "$work/case"
	shift
	rm -rf "$work/case/d"
	lib_open_side "$work/case/d" "$work/case/plan" --side connected
	lib_unchanged 1 "this step belongs into the disconnected side's folder" "$@"
}

# output_cases ROOM COMMAND…: standard output or standard error closed is no reason to lose a fact or to write one
# into the wrong file.
output_cases() {
	lib_base=$1
	shift
	lib_program=${1##*/}
	lib_copy "$lib_base" "$work/case"
	in_ "$work/case/d" "$@" >&- 2>"$err"
	status=$?
	judge "$lib_program with standard output closed" 0 ''
	lib_copy "$lib_base" "$work/case"
	in_ "$work/case/d" "$@" >/dev/full 2>"$err"
	status=$?
	judge "$lib_program with standard output full, and nothing to print there" 0 ''
	lib_copy "$lib_base" "$work/case"
	in_ "$work/case/d" "$@" >"$out" 2>&-
	equal "$lib_program with standard error closed" 0 $?
	check "$lib_program with standard error closed leaves a whole transcript" chain_is_whole "$work/case/d"
	equal "$lib_program prints no data" '' "$(cat "$out")"
}
