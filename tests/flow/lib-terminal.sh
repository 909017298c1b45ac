# shellcheck shell=sh
# shellcheck disable=SC2154 # variables of lib.sh
# What the flow tests at a real terminal (tmux, 80 columns and 24 lines) have beside lib.sh:
#
#     # shellcheck source=tests/flow/lib-terminal.sh
#     . "$top/tests/flow/lib-terminal.sh"
#
# room is the ceremony at hand, a folder of $work.

# Each terminal has a server of its own: one that is still ending would take the next one's pane along.
terminal_number=0
terminal() { env -u TMUX tmux -S "$work/.tmux-$terminal_number" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null; lib_end' EXIT

# begin COMMAND: in the folder $room/d, at a terminal of its own; its status goes into .status.
begin() {
	terminal kill-server 2>/dev/null
	terminal_number=$((terminal_number + 1))
	rm -f .status
	terminal new-session -d -x 80 -y 24 "cd '$work/$room/d' && $1; echo \$? >'$work/.status'; exec cat"
}

# screen: all of it, with what scrolled off it. shown: what is on it now.
screen() { terminal capture-pane -J -p -S - -E -; }
shown() { terminal capture-pane -J -p; }
keys() { terminal send-keys -l -- "$1"; }
key() { terminal send-keys "$1"; }

# wait_for TEXT: until it is on the screen. ended STATUS: until the program has ended, so.
wait_for() {
	for _ in $(seq 100); do
		! shown | grep -qF -e "$1" || return 0
		sleep 0.1
	done
	not_ok "'$1' comes on the screen"
	shown | sed 's/^/# /'
	return 1
}
ended() {
	for _ in $(seq 100); do
		[ ! -s .status ] || break
		sleep 0.1
	done
	equal "it ends with $1" "$1" "$(cat .status 2>/dev/null)"
}

# sit: the person who is called types the name. An Enter that was meant for something else does not show anything.
sit() {
	wait_for "sits here ALONE"
	key Enter
	keys "$(shown | sed -n 's/^When \(.*\) sits here ALONE.*/\1/p' | tail -n 1)"
	key Enter
}

# says TEXT FRAGMENT: it is on the screen.
says() { check "$1" sh -c "printf '%s' \"\$1\" | grep -qF -e \"\$2\"" - "$(shown)" "$2"; }

# no_word TEXT FILE…: on screen and in the history is no word of these, but such as the programs say themselves: public words too.
said=$work/said
{ echo "$bin $work" && find "$top/ceremony" -name '*.c' ! -name slip39_list.c -exec cat {} +; } >"$said"
no_word() {
	lib_text=$1
	shift
	screen >.screen
	cat "$@" >.words
	while read -r word; do
		if ! grep -qwF "$word" "$said" && grep -qwF "$word" .screen; then
			not_ok "$lib_text"
			sed 's/^/# /' .screen
			return
		fi
	done <.words
	ok "$lib_text"
}

# read_words COUNT FILE: the words on the screen, in order. type_words FILE: four letters and a space each.
read_words() {
	shown | grep -E '^ *[0-9]+ [a-z]+ +[0-9]+ [a-z]+' | grep -oE '[a-z]+' >"$2"
	equal "$1 words are shown" "$1" "$(wc -l <"$2")"
}
type_words() {
	wait_for "word 1 of $(wc -l <"$1"):" || return
	while read -r word; do
		keys "$(printf '%.4s ' "$word")"
	done <"$1"
}
