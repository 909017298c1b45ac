# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # variables of lib.sh, and for the tests
# What the tests of clouds' clients have beside lib.sh and lib-packages.sh: a ceremony whose wrapping keys a recorder gives, and
# commands that are run to the letter, from the paper and as the programs print them, by the clients.

clients=$top/tests/clients
mkdir "$work/bin" "$work/home" "$work/recorder"
export HOME="$work/home" PATH="$work/bin:$bin:$PATH"

# clients_npm PACKAGE@VERSION…: into a prefix of this test's own, once; ends the test when that cannot be. Then $modules is where
# they are. slip39 and age open what the recorder compares with.
slip39=slip39@0.1.9
clients_npm() {
	clients_prefix=$B/npm-clients-${0##*/test-}
	modules=$clients_prefix/node_modules
	for clients_package; do
		grep -qsF "\"version\": \"${clients_package##*@}\"" "$modules/${clients_package%@*}/package.json" && continue
		if ! npm install --no-save --silent --ignore-scripts --prefix "$clients_prefix" "$@" >&2; then
			skip "${0##*/}: npm cannot install $*"
			exit 0
		fi
	done
}

# client NAME COMMAND…: a command of this name, for what our programs print.
client() {
	clients_name=$1
	shift
	printf '#!/bin/sh\nexec %s "$@"\n' "$*" >"$work/bin/$clients_name"
	chmod +x "$work/bin/$clients_name"
}

# plan_of KEYS TARGETS: a plan of these parts; lib_plan's of everything else. key TYPE and target NAME KEY PROFILE REGION WHERE
# CLOUD-NAME print a part; keys are named as their types.
plan_of() {
	lib_plan "$work/of-lib"
	sed '/^key key-1$/,$d' "$work/of-lib"
	printf '%s\n%s\n' "$1" "$2"
	sed -n '/^medium journal/,$p' "$work/of-lib" | sed 's/^medium archive$/medium inbound\n  direction inbound\n  count 1\n&/'
	printf 'medium outbound\n  direction outbound\n  count 1\n'
}
key() { printf 'key %s\n  type %s\n  policy plain\n' "$1" "$1"; }
target() {
	printf 'target %s\n  key %s\n  profile %s\n  region %s\n  where %s\n  name %s\n' "$@"
	printf '  attestation accept-missing\n  sheets 1\n'
}

# recorder SERVICE [CERTIFICATE]: $port is where it listens, $recorder its number. It begins to listen before there are tenant keys.
recorder() {
	clients_keys=$(mktemp -d -p /dev/shm) || exit 3
	mkfifo "$work/recorder/stay"
	"$clients/recorder" "$1" "$work/recorder" "$clients_keys" ${2:+"$2"} <"$work/recorder/stay" 2>"$work/recorder/said" &
	recorder=$!
	exec 9>"$work/recorder/stay"
	trap 'exec 9>&-; rm -rf "$clients_keys"; lib_end' EXIT
	for clients_try in $(seq 100); do
		[ ! -e "$work/recorder/port" ] || break
		sleep 0.1
	done
	port=$(cat "$work/recorder/port" 2>/dev/null) || { not_ok "the recorder listens" && exit 3; }
}
imported() { cat "$work/recorder/imported" 2>/dev/null; }

# on_paper TARGET: the commands of the paper that get this target's wrapping key.
on_paper() { sed -n 's/^    \$ //p' "$work/paper" | grep -E '^(az|aws|gcloud) ' | grep -E "[/-]$1(\.kek\.json| )"; }

# Wrapping keys from the recorder, by the paper's commands.
lib_accept() {
	mkdir -p "$1/sheets"
	lib_must "$bin/ceremony-script" --text "$1/plan"
	cp "$work/.must" "$work/paper"
	for lib_target in $(plan_names "$1/plan" target); do
		on_paper "$lib_target" >"$work/kek.sh"
		check "$lib_target: the client gets the wrapping key, by the paper's $(wc -l <"$work/kek.sh") commands" \
			in_ "$1/c" sh -e "$work/kek.sh"
		run in_ "$1/c" "$bin/kek-accept" "$lib_target" "../$lib_target.kek.json"
		judge "$lib_target: kek-accept reads the client's answer" 0 ""
		[ "$status" -eq 0 ] || exit 1
		words_of "$1/c/requests/$lib_target.request" >"$1/sheets/$lib_target"
	done
}

# open_escrows ROOM: every tenant key, by other people's programs, as PKCS#8 in DER where the recorder looks.
open_escrows() {
	mkdir "$work/escrows"
	lib_must tar -xf "$1/media/2/test-2026.archive.tar" -C "$work/escrows"
	for clients_i in 1 2; do
		grep '^words ' "$(card "$1" $clients_i)" | cut -d' ' -f2- >"$work/escrows/card-$clients_i"
	done
	# In one pipe, so that nothing secret is in a file.
	for clients_key in $(plan_names "$1/plan" key); do
		NODE_PATH=$modules node -e '
			const slip39 = require("slip39")
			const words = process.argv.slice(1).map(name => require("fs").readFileSync(name, "utf8").trim())
			console.log(Buffer.from(slip39.recoverSecret(words, "")).toString("hex"))' \
			"$work/escrows/card-1" "$work/escrows/card-2" |
			/usr/bin/python3 "$work/escrows/keys/recover-identity.py" | age -d -i - "$work/escrows/keys/$clients_key.age" |
			openssl pkcs8 -topk8 -nocrypt -outform DER -out "$clients_keys/$clients_key"
	done
	equal "the tenant keys, opened without us, are there for comparing" "$(plan_names "$1/plan" key | wc -w)" \
		"$(find "$clients_keys" -type f -size +0 | wc -l)"
}

# commands_of TARGET: what verify-package printed for it.
commands_of() { sed -n "/^# target $1:/,/^\$/p" "$work/commands"; }

# transferred ROOM PLAN-TEXT: a ceremony up to where the connected side has taken the transfer out; $work/commands are its commands.
transferred() {
	mkdir "$1"
	printf '%s\n' "$2" >"$1/plan"
	lib_steps "$1" transferred yes
	open_escrows "$1"
	words_of "$1/d/out/test-2026.transfer.tar" >"$work/words"
	mkdir -p "$1/c/in"
	cp "$1/d/out/test-2026.transfer.tar" "$1/c/in/"
	run_with "$work/words" in_ "$1/c" "$bin/verify-package" in/test-2026.transfer.tar
	judge "the package is the one" 0 "The package is the one"
	cp "$out" "$work/commands"
	lib_must in_ "$1/c" "$bin/package-read" in/test-2026.transfer.tar
}

# imports ROOM TARGET NAME: the printed commands, to the letter: the service calls it NAME, and has the tenant key.
imports() {
	clients_key=$(of_target "$1/plan" "$2" key)
	commands_of "$2" >"$work/import.sh"
	run in_ "$1/c" sh -e "$work/import.sh"
	[ "$status" -eq 0 ] || sed 's/^/# /' "$err" | head -n 5
	equal "$2: the client runs what verify-package printed, and the public key that it fetches is the ceremony's" 0 "$status"
	equal "$2: what arrived is the tenant key, byte for byte" "$3 $clients_key" "$(imported | tail -n 1)"
}

# asks ROOM TARGET: the commands of verify-import --ask, to the letter, the last of which is verify-import: it passes.
asks() {
	run in_ "$1/c" "$bin/verify-import" --ask "$2"
	judge "$2: verify-import says what to ask" 0 ""
	cp "$out" "$work/asks.sh"
	run in_ "$1/c" sh -e "$work/asks.sh"
	judge "$2: asked by the client, it passes" 0 "PASS: target '$2', policy plain"
	[ "$status" -eq 0 ] || grep -E '^(FAIL|UNKNOWN)' "$err" | sed 's/^/# /'
}

# enables ROOM TARGET NAME json|pem WORD: told that its state is WORD, the service's own for disabled, verify-import prints what enables it, which the client does.
enables() {
	sed -i 's/\("[a-zA-Z]*[sS]tate": *\)"[a-zA-Z]*"/\1"'"$5"'"/' "$1/$2.key.json"
	run in_ "$1/c" "$bin/verify-import" "$2" "../$2.key.json" "../$2.public.$4"
	judge "$2: a key that is disabled" 1 "FAIL: target '$2'"
	sed -n 's/^ *\$ //p' "$err" >"$work/mend.sh"
	check "$2: the client does what verify-import prints" in_ "$1/c" sh -e "$work/mend.sh"
	equal "$2: which enables it" "$3" "$(cat "$work/recorder/enabled" 2>/dev/null)"
}

# spoil FILE OFFSET: one bit of a copy; prints the copy's name.
spoil() {
	/usr/bin/python3 -c 'import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[int(sys.argv[2])] ^= 1
open(sys.argv[1] + ".spoilt", "wb").write(data)' "$1" "$2"
	echo "$1.spoilt"
}

# no_errors: the recorder met nothing that it did not expect.
no_errors() {
	equal "the recorder was asked nothing that the service does not know" "" "$(cat "$work/recorder/errors" "$work/recorder/said" 2>/dev/null)"
}
