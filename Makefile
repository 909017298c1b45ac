# Two commands on a fresh machine: make rehearsal, make check. See README.md.
#
# A hyphen makes a program: ROOM/ROOM-WORD.c is a program, ROOM/word.c goes into the room's archive.

ROOMS    := ceremony kek package verify media
B        ?= build
PROGRAMS := $(foreach r,$(ROOMS),$(patsubst $r/%.c,$B/bin/%,$(wildcard $r/*-*.c)))
ARCHIVES := $(foreach r,verify package kek media ceremony,$(if $(filter-out %-%,$(notdir $(wildcard $r/*.c))),$B/$r.a))
HEADERS  := $(foreach r,$(ROOMS),$(wildcard $r/*.h))
UNITS    := $(patsubst tests/unit/%.c,$B/tests/unit/%,$(wildcard tests/unit/*.c))
FUZZERS  := $(patsubst tests/fuzz/%.c,$B/tests/fuzz/%,$(wildcard tests/fuzz/*.c))

CC       := gcc
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wvla -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Werror
CFLAGS   ?= -O2 -g
ALL      := -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -I. $(WARNINGS) -fPIE -fstack-protector-strong \
            -ffile-prefix-map=$(CURDIR)=. $(if $(filter -fsanitize%,$(CFLAGS)),,-D_FORTIFY_SOURCE=2) $(CFLAGS)
LDFLAGS  ?=
LINK     := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(LDFLAGS)
LIBS     := -lcrypto -lsodium -ljansson -lqrencode -lyubikey

all: $(PROGRAMS)

$B/%.o: %.c $(HEADERS) | tools
	@mkdir -p $(@D)
	$(CC) $(ALL) -c -o $@ $<

define archive
$B/$1.a: $(patsubst %.c,$B/%.o,$(filter-out $1/$1-%,$(wildcard $1/*.c)))
	@rm -f $$@
	ar rcsD $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call archive,$r)))

define program
$B/bin/$1-%: $B/$1/$1-%.o $(ARCHIVES)
	@mkdir -p $$(@D)
	$(CC) $(LINK) -o $$@ $$< $(ARCHIVES) $(LIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call program,$r)))

$B/tests/unit/%: $B/tests/unit/%.o $(ARCHIVES)
	$(CC) $(LINK) -o $@ $< $(ARCHIVES) $(LIBS)

# What is missing on a Debian 12 is installed here, once.
tools:
	@tests/set-up build

clean:
	rm -rf $B

.PHONY: all tools clean
.SECONDARY:
