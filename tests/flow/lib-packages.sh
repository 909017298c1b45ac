# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # variables of lib.sh, and for the tests
# What the flow tests of requests, wrapping, packages and verification have beside lib.sh:
#
#     # shellcheck source=tests/flow/lib-packages.sh
#     . "$top/tests/flow/lib-packages.sh"
#
# The plan here has two keys' policies and every kind of place to go to; lib_accept and lib_wrap are lib.sh's for such
# a plan. `forged` makes what an attacker would.

azure_kid=https://contoso-eu.vault.azure.net/keys/KEK/eba63d27e4e34e028839b53fac905621
google_job=projects/contoso/locations/europe-west3/keyRings/tenant/importJobs/job-1

# A wrapper of python3, and what it looks for at its start, would take more time than all else.
flow_python=$(python3 -c 'import sys; print(sys.executable)')
python3() { "$flow_python" -S -E "$@"; }

# ceremony-recover starts programs beside it, with no environment: a sanitizer's options would not reach them.
if sanitized; then
	mkdir "$work/.bin"
	ln -s "$bin"/* "$work/.bin/"
	rm "$work/.bin/ceremony-recover"
	cp "$bin/ceremony-recover" "$work/.bin/"
	for flow_program in kek-wrap ceremony-confirm package-pfx; do
		rm "$work/.bin/$flow_program"
		cat >"$work/.bin/$flow_program" <<-END
			#!/bin/sh
			export ASAN_OPTIONS=$ASAN_OPTIONS
			exec "$bin/$flow_program" "\$@"
		END
		chmod +x "$work/.bin/$flow_program"
	done
	bin=$work/.bin
fi

forged() { python3 "$top/tests/flow/forge-package" "$@"; }
from_now() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }
later() { from_now '+70 hours'; }

# Redirections of a command that `expect` runs: quiet COMMAND… has standard output closed, full COMMAND… on /dev/full,
# deaf COMMAND… standard input closed.
quiet() { "$@" >&-; }
full() { "$@" >/dev/full; }
deaf() { "$@" <&-; }

# keeps FOLDER STATUS FRAGMENT COMMAND…: as expect, in FOLDER; and nothing is on standard output, and nothing in
# FOLDER has changed; what has is put back, so that the next case stands alone. keeps_with FILE FOLDER …: the same with
# FILE on standard input.
keeps() { keeps_with /dev/null "$@"; }
keeps_with() {
	flow_input=$1 flow_folder=$2 flow_wanted=$3 flow_fragment=$4
	shift 4
	rm -rf "$work/.before"
	cp -a "$flow_folder" "$work/.before"
	run_with "$flow_input" in_ "$flow_folder" "$@"
	flow_text=$(echo "$*" | sed "s|$bin/||g; s|$work/||g" | tr '\n' ' ' | cut -c 1-110)
	flow_text="${flow_case:+$flow_case: }$flow_text -> $flow_wanted: $flow_fragment"
	if [ -s "$out" ]; then
		not_ok "$flow_text, and standard output stays empty"
		head -n 3 "$out" | sed 's/^/# /'
	elif ! diff -r --no-dereference "$work/.before" "$flow_folder" >"$work/.diff" 2>&1; then
		not_ok "$flow_text, and nothing changes"
		head -n 5 "$work/.diff" "$err" | cut -c 1-200 | sed 's/^/# /'
	else
		judge "$flow_text" "$flow_wanted" "$flow_fragment"
	fi
	diff -rq --no-dereference "$work/.before" "$flow_folder" >/dev/null 2>&1 ||
		{ rm -rf "$flow_folder" && cp -a "$work/.before" "$flow_folder"; }
	flow_case=
}
flow_case=

# in_case TEXT: stands before the text of the next `keeps`, where the command alone says too little.
in_case() { flow_case=$(echo "$*" | tr '\n' ' '); }

# hinted TEXT: the last command gave a hint with this in it.
hinted() { check "with a hint: $1" grep -q "^hint: .*$1" "$err"; }

# same TEXT FILE FILE
same() { check "$1" diff "$2" "$3"; }

# other_word FILE N: words with the Nth replaced by another of its column.
other_word() {
	case $(($2 % 2)) in
	1) set -- "$1" "$2" aardvark absurd ;;
	0) set -- "$1" "$2" adroitness adviser ;;
	esac
	awk -v n="$2" -v one="$3" -v other="$4" '{ $n = $n == one ? other : one; print }' "$1"
}

# wrong_words FOLDER WORDS COMMAND…: what no program may take for the words in the file WORDS. The command asks for
# them on standard input, in FOLDER.
wrong_words() {
	flow_room=$1 flow_words=$2
	shift 2
	for flow_n in 1 2 19 20; do
		other_word "$flow_words" "$flow_n" >"$work/.wrong"
		in_case "word $flow_n is another"
		keeps_with "$work/.wrong" "$flow_room" 1 "these are not the words of th" "$@"
		check "and no message tells the right ones" shows_no_word "$flow_words"
	done
	cut -d' ' -f1-4 "$flow_words" >"$work/.wrong"
	in_case "four words, a label"
	keeps_with "$work/.wrong" "$flow_room" 1 "word 5 is missing: four words are a label and prove nothing" "$@"
	cut -d' ' -f1-19 "$flow_words" >"$work/.wrong"
	in_case "nineteen words"
	keeps_with "$work/.wrong" "$flow_room" 1 "word 20 is missing" "$@"
	{ tr -d '\n' <"$flow_words" && echo " aardvark"; } >"$work/.wrong"
	in_case "twenty-one words"
	keeps_with "$work/.wrong" "$flow_room" 1 "word 21 is one too many" "$@"
	awk '{ t = $3; $3 = $4; $4 = t; print }' "$flow_words" >"$work/.wrong"
	in_case "two words swapped"
	keeps_with "$work/.wrong" "$flow_room" 1 "word 3 is of the other column" "$@"
	sed 's/^[^ ]*/claviger/' "$flow_words" >"$work/.wrong"
	in_case "a word of no list"
	keeps_with "$work/.wrong" "$flow_room" 1 "word 1 is not a word of the list" "$@"
	head -c 5000 /dev/zero | tr '\0' ' ' >"$work/.wrong"
	in_case "endless input"
	keeps_with "$work/.wrong" "$flow_room" 1 "more text than the question asks for" "$@"
	in_case "no input"
	keeps_with /dev/null "$flow_room" 1 "word 1 is missing" "$@"
	in_case "no standard input at all"
	keeps_with /dev/null "$flow_room" 3 "cannot read standard input" deaf "$@"
}
shows_no_word() {
	flow_shown=
	for flow_word in $(tr '\n' ' ' <"$1"); do
		flow_shown="$flow_shown$(grep -E "(^|[^a-zA-Z])$flow_word([^a-zA-Z]|\$)" "$err" | grep -v '^  ')"
	done
	[ -z "$flow_shown" ] || { echo "$flow_shown" && return 1; }
}

# as_typed FILE: the same words in other letters, on several lines: still those words.
as_typed() { tr 'a-z ' 'A-Z\n' <"$1"; }

# flow_plan FILE [CEREMONY [TENANT]]: two RSA keys and one on P-384, five targets: of a vault with two sheets, of Google,
# of a vault under the policy customer-key, of a Managed HSM and of Google with P-384.
flow_plan() {
	lib_plan "$1.of-lib" 2 3 ec-p256 '' "${2:-test-2026}" "${3:-Contoso Ltd}"
	{
		sed -e '/^key key-1$/,$d' "$1.of-lib"
		flow_plan_keys
		sed -n '/^medium journal/,$p' "$1.of-lib"
	} >"$1"
	rm "$1.of-lib"
}
flow_plan_keys() {
	cat <<-'END'
		key documents
		  type rsa-2048
		  policy aip
		key mail
		  type rsa-2048
		  policy customer-key
		key signing
		  type ec-p384
		  policy plain
		target azure-eu
		  key documents
		  profile azure
		  region westeurope
		  where contoso-eu.vault.azure.net
		  name TenantKey
		  attestation accept-missing
		  sheets 2
		target google-eu
		  key documents
		  profile gcp-4096-sha256
		  region europe-west3
		  where projects/contoso/locations/europe-west3/keyRings/tenant
		  name tenant_key
		  attestation accept-missing
		  sheets 1
		target azure-mail
		  key mail
		  profile azure
		  region westeurope
		  where contoso-eu.vault.azure.net
		  name MailKey
		  attestation accept-missing
		  sheets 1
		target hsm-sign
		  key signing
		  profile azure
		  region northeurope
		  where contoso.managedhsm.azure.net
		  name Signing-2026
		  attestation accept-missing
		  sheets 1
		target google-sign
		  key signing
		  profile gcp-4096-sha256
		  region europe-west3
		  where projects/contoso/locations/europe-west3/keyRings/tenant
		  name signing-2026
		  attestation accept-missing
		  sheets 1
	END
}

# A KEK of a size, once: openssl makes the small one, nobody has the private half of the large one.
flow_keks() {
	lib_kek 2048
	[ -e "$work/.kek-4096.pem" ] || forged kek random-4096 pem >"$work/.kek-4096.pem"
}

# of_target PLAN TARGET FIELD
of_target() { sed -n "/^target $2\$/,/^  sheets/s/^  $3 //p" "$1"; }

# flow_aws_kek ARN: what get-parameters-for-import answers.
flow_aws_kek() {
	printf '{"KeyId":"%s","ImportToken":"AAAA","PublicKey":"%s","ParametersValidTo":"%s"}\n' "$1" \
		"$(openssl pkey -pubin -in "$work/.kek-4096.pem" -outform DER | base64 -w 0)" "$(date -u -d '+23 hours' +%Y-%m-%dT%H:%M:%SZ)"
}

lib_accept() {
	mkdir -p "$1/sheets"
	flow_keks
	for lib_target in $(plan_names "$1/plan" target); do
		flow_where=$(of_target "$1/plan" "$lib_target" where)
		case $flow_where in
		projects/*)
			lib_must in_ "$1/c" "$bin/kek-accept" --kek-id "$flow_where/importJobs/job-1" --expires "$(later)" \
				"$lib_target" "$work/.kek-4096.pem"
			;;
		arn:*)
			flow_aws_kek "$flow_where:key/$(of_target "$1/plan" "$lib_target" name)" >"$work/.kek-aws.json"
			lib_must in_ "$1/c" "$bin/kek-accept" "$lib_target" "$work/.kek-aws.json"
			;;
		*:[0-9]*/*)
			lib_must in_ "$1/c" "$bin/kek-accept" "$lib_target" "$work/.kek-4096.pem"
			;;
		*)
			lib_must in_ "$1/c" "$bin/kek-accept" --kek-id "https://$flow_where/keys/KEK/${azure_kid##*/}" \
				"$lib_target" "$work/.kek-2048.pem"
			;;
		esac
		words_of "$1/c/requests/$lib_target.request" >"$1/sheets/$lib_target"
	done
}

lib_wrap() {
	# shellcheck disable=SC2046 # lists of words
	lib_must in_ "$1/d" "$bin/ceremony-recover" $(quorum "$1" $(plan_names "$1/plan" key)) -- \
		kek-wrap $(plan_names "$1/plan" target)
}

# flow_make ROOM STATE [CEREMONY [TENANT]]: as lib_make, of flow_plan.
flow_make() {
	mkdir -p "$1"
	flow_plan "$1/plan" "${3:-test-2026}" "${4:-Contoso Ltd}"
	lib_steps "$1" "$2" yes
}

# recover ROOM KEY… -- PROGRAM…: ceremony-recover with the first two cards, in ROOM/d.
recover() {
	flow_room=$1
	shift
	flow_keys=
	while [ "$1" != -- ]; do
		flow_keys="$flow_keys $1"
		shift
	done
	# shellcheck disable=SC2086 # names of keys
	in_ "$flow_room/d" "$bin/ceremony-recover" $flow_keys "$(card "$flow_room" 1)" "$(card "$flow_room" 2)" "$@"
}
