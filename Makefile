# Two commands on a fresh machine: make rehearsal, make check. See README.md.
#
# A hyphen makes a program: ROOM/ROOM-WORD.c is a program, ROOM/word.c goes into the room's archive.

ROOMS    := ceremony kek package verify media
B        ?= build
PROGRAMS := $(foreach r,$(ROOMS),$(patsubst $r/%.c,$B/bin/%,$(wildcard $r/$r-*.c)))
# The linker's order: who may use whom.
ARCHIVES := $(foreach r,verify package kek media ceremony,$(if $(filter-out $r/$r-%,$(wildcard $r/*.c)),$B/$r.a))
HEADERS  := $(wildcard $(ROOMS:=/*.h) tests/*/*.h tests/peer/*/*.h)
UNITS    := $(patsubst %.c,$B/%,$(wildcard tests/unit/*.c))
JUDGES   := $(patsubst %.c,$B/%,$(wildcard tests/peer/*.c))
FUZZERS  := $(patsubst %.c,$B/%,$(filter-out %/main.c,$(wildcard tests/fuzz/*.c)))
FLOWS    := $(wildcard tests/flow/*-peers tests/flow/test-*)

CC       := gcc
CFLAGS   ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wvla -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Werror
STRICT   := -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -I. $(WARNINGS) -fPIE -fstack-protector-strong \
            -ffile-prefix-map=$(CURDIR)=. $(if $(findstring -fsanitize,$(CFLAGS)),,-D_FORTIFY_SOURCE=2) $(CFLAGS)
LINK     := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
LIBS     := -lcrypto -lsodium -ljansson -lz -lqrencode -lyubikey -lzbar -lturbojpeg -lpng \
            -lpangocairo-1.0 -lpango-1.0 -lcairo -lgobject-2.0 -lglib-2.0

all: $(PROGRAMS)

$B/%.o: %.c $(HEADERS) | build-tools
	@mkdir -p $(@D)
	@echo "cc  $<"
	@$(CC) $(STRICT) -c -o $@ $<

# Only what paints sees the headers of what paints.
PAINTS   := $(patsubst %.c,$B/%.o,ceremony/script_names.c $(wildcard ceremony/paper_pdf*.c) $(addprefix media/qr_,page.c paint.c pdf.c))
$(PAINTS): STRICT += $(shell pkg-config --cflags pangocairo | sed 's/-I/-isystem /g')

# Catalogues of messages are in the program: the same program gives the same paper, whatever languages a machine has.
MESSAGES   := $(wildcard ceremony/po/*.po)
CATALOGUES := $(MESSAGES:ceremony/po/%.po=$B/ceremony/po/%.o)
$B/ceremony/po/%.o: ceremony/po/%.po | build-tools
	@mkdir -p $(@D)
	@msgfmt --check -o $(@D)/$*.mo $<
	@cd $(@D) && ld -r -b binary -z noexecstack -o $*.o $*.mo
$B/ceremony.a: $(CATALOGUES)

# The pinned roots are in the program too.
PINS     := $(patsubst %.pem,$B/%.o,$(wildcard verify/roots/*.pem))
$B/verify/roots/%.o: verify/roots/%.pem | build-tools
	@mkdir -p $(@D)
	@cp $< $(@D) && cd $(@D) && ld -r -b binary -z noexecstack -o $*.o $*.pem
$B/verify.a: $(PINS)
catalogues:
	@xgettext --keyword=N_ --keyword=T_ --from-code=UTF-8 --no-location --omit-header --sort-output -o $B/messages.pot \
		$(sort $(wildcard ceremony/*.c))
	@for f in $(MESSAGES); do msgmerge --quiet --no-wrap --no-fuzzy-matching --no-location --sort-output -o $$f.new $$f $B/messages.pot && \
		msgattrib --no-wrap --no-obsolete -o $$f $$f.new && rm $$f.new; done

define room
$B/$1.a: $(patsubst %.c,$B/%.o,$(filter-out $1/$1-%,$(wildcard $1/*.c)))
	@ar rcsD $$@.new $$^ && mv $$@.new $$@
$B/bin/$1-%: $B/$1/$1-%.o $(ARCHIVES)
	@mkdir -p $$(@D)
	@echo "ld  $$@"
	@$(CC) $(CFLAGS) $(LINK) -o $$@ $$< $(ARCHIVES) $(LIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call room,$r)))

$B/tests/unit/%: $B/tests/unit/%.o $(ARCHIVES)
	@echo "ld  $@"
	@$(CC) $(CFLAGS) $(LINK) -o $@ $< $(ARCHIVES) $(LIBS)
$B/tests/fuzz/%: $B/tests/fuzz/%.o $B/tests/fuzz/main.o $(ARCHIVES)
	@echo "ld  $@"
	@$(CC) $(CFLAGS) $(LINK) -o $@ $< $B/tests/fuzz/main.o $(ARCHIVES) $(LIBS)
$B/tests/peer/%: $B/tests/peer/%.o $(ARCHIVES)
	@echo "ld  $@"
	@$(CC) $(CFLAGS) $(LINK) -o $@ $< $(ARCHIVES) $(LIBS)
# What ssss does, for measuring: GMP's arithmetic.
$B/tests/bench/split-clock: $B/tests/bench/split-clock.o $B/tests/bench/shamir.o $(ARCHIVES)
	@echo "ld  $@"
	@$(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS) -lgmp
# The cloud's HSM in the rehearsal: PKCS#11, and nothing of ours.
$B/tests/peer/token: $B/tests/peer/token.o $B/tests/peer/pkcs11/hsm.o
	@echo "ld  $@"
	@$(CC) $(CFLAGS) $(LINK) -o $@ $^ -lcrypto -ldl
$B/tests/peer/token.o $B/tests/peer/pkcs11/hsm.o: STRICT += -I/usr/include/p11-kit-1

rehearsal: rehearsal-tools $(PROGRAMS) $B/tests/peer/token
	@B=$B tests/rehearsal

# The last line of a run is "N passed, N failed".
check: check-tools $(PROGRAMS) $(UNITS) $(JUDGES) $(FUZZERS)
	@B=$B tests/run $(UNITS) $(FUZZERS) $(FLOWS)

# Functions alone, and the corpus of every fuzzer.
check-units: check-tools $(PROGRAMS) $(UNITS) $(FUZZERS)
	@B=$B tests/run $(UNITS) $(FUZZERS)

# One test of these, or some: make test T=flow/test-open, T="unit/plan fuzz/plan".
TESTED = $(foreach t,$T,$(if $(filter flow/%,$t),tests/$t,$B/tests/$t))
test: check-tools $(PROGRAMS) $(JUDGES) $(filter $B/%,$(TESTED))
	@B=$B tests/run $(or $(TESTED),$(error make test T=flow/test-NAME, T=flow/NAME-peers, T=unit/NAME or T=fuzz/NAME))

# Every size and damage of printed pages, three times: most of an hour.
check-damage: check-tools $(PROGRAMS)
	FULL=yes TEST_SECONDS=7200 B=$B tests/run tests/flow/test-qr-damage; status=$$?; \
		grep '^# ' $B/tests/logs/tests_flow_test-qr-damage; exit $$status

# A stick on USB in an emulated machine with Debian's kernel, which is fetched.
check-qemu: qemu-tools $(PROGRAMS)
	@TEST_SECONDS=600 B=$B tests/run tests/qemu/test-stick

# The clouds' own clients, against a service played on the loopback interface: some five minutes, and gcloud where it is.
CLIENTS := $(wildcard tests/clients/test-*)
check-clients: clients-tools $(PROGRAMS) $B/tests/peer/words-judge
	@TEST_SECONDS=900 B=$B tests/run $(CLIENTS)

# Address and undefined-behaviour sanitizers, which cannot live in the sandbox: everything (most of an hour), or the units.
SANITIZED = B=$B-sanitized CFLAGS="-O1 -g -DSANDBOX_OFF -fsanitize=address,undefined -fno-sanitize-recover=all"
check-sanitized: check-tools
	$(MAKE) $(SANITIZED) check
check-sanitized-units: check-tools
	$(MAKE) $(SANITIZED) check-units

# Branches and addresses that depend on secrets of cards, seen by valgrind in a build that tells it which bytes are secret.
check-constant-time: constant-time-tools
	@$(MAKE) -s B=$B-constant-time CFLAGS="$(CFLAGS) -DCONSTANT_TIME" $B-constant-time/tests/peer/constant-time
	@B=$B-constant-time tests/run tests/constant-time; status=$$?; \
		grep '^ok ' $B-constant-time/tests/logs/tests_constant-time | sed 's/^ok/#/'; exit $$status

SHELLS = $(shell grep -lE "^#!/bin/(ba)?sh" tests/run tests/set-up tests/rehearsal tests/constant-time tests/lint/* tests/flow/* tests/clients/* tests/qemu/* tests/bench/* tests/peer/uml/init .ci/run)
lint: lint-tools all
	@status=0; for lint in tests/lint/*; do echo "$$lint" && B=$B $$lint || status=1; done; exit $$status
	cppcheck -j "$${JOBS:-2}" --quiet --error-exitcode=1 --inline-suppr --std=c11 -I. --library=tests/cppcheck.cfg \
		--enable=warning,portability --suppress=ctuuninitvar --suppress=varFuncNullUB $(ROOMS)
	@echo shellcheck; printf '%s\n' $(SHELLS) | xargs -n 8 -P "$${JOBS:-2}" shellcheck -x

# A bounded run of every fuzzer; what it finds is added to tests/fuzz/corpus and replayed by check.
FUZZ_COUNT ?= 200000
fuzz: check-tools $(FUZZERS)
	@for f in $(FUZZERS); do $$f -m $(FUZZ_COUNT) 1 tests/fuzz/corpus/$${f##*/} || exit 1; done

bench: bench-tools $(PROGRAMS) $(JUDGES) $B/tests/bench/split-clock
	B=$B tests/bench/run

check-reproducible: check-tools
	rm -rf $B-one $B-two
	$(MAKE) -s B=$B-one all && $(MAKE) -s B=$B-two all
	cd $B-one/bin && sha256sum * | (cd ../../$B-two/bin && sha256sum -c --quiet) && echo "the same bytes twice"

# What is missing on a Debian 12 is named and installed, once.
%-tools:
	@tests/set-up $*

# The manifest is what a plan's `tools` is the digest of, and what ceremony-preflight compares the programs with.
PREFIX ?= /usr/local
TO      = $(DESTDIR)$(PREFIX)
NAMES   = $(notdir $(PROGRAMS))
install: all
	@install -d $(TO)/bin $(TO)/share/man/man1 $(TO)/share/man/man7 $(TO)/share/claviger
	@install -m 0755 $(PROGRAMS) $(TO)/bin
	@install -m 0644 docs/man/*.1 $(TO)/share/man/man1
	@install -m 0644 docs/man/*.7 $(TO)/share/man/man7
	@cd $(TO) && sha256sum $(sort $(NAMES:%=bin/%)) >share/claviger/manifest.new && \
		mv share/claviger/manifest.new share/claviger/manifest
	@echo "installed below $(TO); for the plan:"
	@echo "tools $$(sha256sum $(TO)/share/claviger/manifest | cut -d' ' -f1)"
uninstall:
	@cd $(TO) && rm -f $(NAMES:%=bin/%) share/claviger/manifest
	@cd $(TO) && rm -f $(patsubst docs/man/%,share/man/man1/%,$(wildcard docs/man/*.1)) \
		$(patsubst docs/man/%,share/man/man7/%,$(wildcard docs/man/*.7))

clean:
	rm -rf $B $B-sanitized $B-constant-time $B-one $B-two

.PHONY: all catalogues install uninstall rehearsal check check-units test check-damage check-clients check-qemu check-sanitized check-sanitized-units check-constant-time lint fuzz bench check-reproducible clean
.SECONDARY:
