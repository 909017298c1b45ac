# shellcheck shell=sh
# shellcheck disable=SC2154 # variables of lib.sh
# YubiKeys for the flow tests, beside lib-terminal.sh. A token is a file tokens/NAME: key, private id, public id, and the
# counters of its next touch.

mkdir tokens

# token NAME KEY PRIVATE-ID PUBLIC-ID [USE SESSION TIMESTAMP]: programs one.
token() { printf '%s %s %s %s %s %s\n' "$2" "$3" "$4" "${5:-1}" "${6:-0}" "${7:-1000}" >"tokens/$1"; }

# otp NAME [TICKS]: what it types when it is touched now, so many eighths of a second after the last time. plug NAME: it gets
# power again. old NAME: what it typed last time.
otp() {
	read -r otp_key otp_private otp_public otp_use otp_session otp_time <"tokens/$1"
	otp_time=$(((otp_time + ${2:-80}) % 16777216))
	"$B/tests/peer/otp-maker" "$otp_key" "$otp_private" "$otp_public" "$otp_use" "$otp_session" "$otp_time" |
		tee "tokens/$1.last"
	token "$1" "$otp_key" "$otp_private" "$otp_public" "$otp_use" $((otp_session + 1)) "$otp_time"
}
plug() {
	read -r otp_key otp_private otp_public otp_use otp_session otp_time <"tokens/$1"
	token "$1" "$otp_key" "$otp_private" "$otp_public" $((otp_use + 1)) 0 $((otp_time * 7919 % 16777216))
}
old() { cat "tokens/$1.last"; }

# touch_token NAME [TICKS]: the same at the terminal, with Enter behind it.
touch_token() {
	keys "$(otp "$@")"
	key Enter
}

# pass FILE: the passphrase's words, typed from paper.
pass() {
	wait_for "The roster is opened by the words"
	type_words "$1"
	wait_for "All 10 words are typed"
}

# value PROMPT: what the screen shows to be typed there.
value() { shown | sed -n "s/^  $1  *//p" | tr -d ' '; }

# program NAME: takes the values on the screen into a new token, as ykman would.
program() {
	wait_for "Enter when the token has them"
	token "$1" "$(value 'secret key')" "$(value 'private ID')" "$(value 'public ID')"
	key Enter
}

# enrol NAME WORDS: ceremony-enrol for a person whose token has the person's name, from Enter to the fact. WORDS is a file with
# the passphrase's words; when it is not there, they are made, and written into it.
enrol() {
	begin "'$bin/ceremony-enrol' $1"
	if [ -e "$2" ]; then
		pass "$2"
	else
		sit
		wait_for "Enter when all 10 are written"
		read_words 10 "$2"
		key Enter
		type_words "$2"
	fi
	wait_for "Enter shows what to type"
	key Enter
	program "$1"
	wait_for "touch your token"
	touch_token "$1"
	ended 0
}

# pause: the seconds that the screen dictates.
pause() { shown | sed -n 's/.*again in \([0-9]\) seconds, at NOW:/\1/p' | tail -n 1; }
