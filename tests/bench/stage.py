"""A ceremony to measure on: plan, folders, requests, cards, made by the programs themselves."""
import os
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = """claviger plan 1
ceremony bench-2026
kind rehearsal
mode rehearsal
script light
language en
paper a4
date 2026-11-21
place Bench
tenant Contoso Ltd
tools none
previous none
world none
roster none
quorum 2
cards 3
"""
PEOPLE = ('carla', 'david', 'elif')
VAULT = 'contoso-eu.vault.azure.net'
ROUNDS = 15
TRANSFER = 'out/bench-2026.transfer.tar'


def key_names(count):
    return [f'k{i:03}' for i in range(1, count + 1)]


def target_names(count):
    return [f't{i:03}' for i in range(1, count + 1)]


def plan_text(count, key_type):
    text = HEAD
    for person in PEOPLE:
        text += f'person {person}\n  role custodian\n  name {person}\n  organisation Contoso Ltd\n'
    for card, person in enumerate(PEOPLE, 1):
        text += f'card {card}\n  custodian {person}\n  place Safe {card}\n  form medium\n'
    for key in key_names(count):
        text += f'key {key}\n  type {key_type}\n  policy aip\n'
    for key, target in zip(key_names(count), target_names(count)):
        text += (f'target {target}\n  key {key}\n  profile azure\n  region westeurope\n  where {VAULT}\n'
                 f'  name {target}\n  attestation accept-missing\n  sheets 1\n')
    for name, media in (('journal', 1), ('inbound', 1), ('archive', 2), ('outbound', 1)):
        text += f'medium {name}\n  direction {name}\n  count {media}\n'
    return text


class Cost(NamedTuple):
    """Seconds."""
    wall: float
    cpu: float


class Tools:
    """The build's programs, each run under tests/peer/clock; keeps the peak memory of each."""

    def __init__(self, build, room):
        self.build, self.bin, self.room = build, f'{build}/bin', room
        self.memory = f'/dev/shm/claviger-bench-{os.getpid()}'
        self.peak_kib = {}
        self.signers = set()
        os.makedirs(room)

    def clock(self, command, cwd, typed='', label=None):
        """Runs it; returns its cost. A failure ends the measurement."""
        result = f'{self.room}/clock'
        answer = subprocess.run([f'{self.build}/tests/peer/clock', result, *command], cwd=cwd, input=typed,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if answer.returncode != 0:
            raise SystemExit(f'bench: {" ".join(command)}: status {answer.returncode}: {answer.stderr}')
        with open(result, encoding='ascii') as lines:
            nanoseconds, kib, user, system, _ = map(int, lines.read().split())
        os.remove(result)
        if label is not None:
            self.peak_kib[label] = max(kib, self.peak_kib.get(label, 0))
        return Cost(nanoseconds / 1e9, (user + system) / 1e6)

    def words(self, path):
        return subprocess.run([f'{self.build}/tests/peer/words-judge', path], stdout=subprocess.PIPE, text=True,
                              check=True).stdout

    def end(self):
        """Takes away what is in memory: folders, and the signing keys that ceremony-close would have destroyed."""
        shutil.rmtree(self.memory, ignore_errors=True)
        for signer in self.signers:
            path = f'/dev/shm/claviger-{os.getuid()}/{signer}'
            if os.path.exists(path):
                os.remove(path)


def turns(*contestants, rounds=ROUNDS):
    """Lists of seconds of wall clock, one for each."""
    seconds = [[] for _ in contestants]
    for _ in range(rounds):
        for times, contestant in zip(seconds, contestants):
            times.append(contestant().wall)
    return seconds


class Ceremony:
    """`count` keys of one type, each with a target of its own under one KEK."""

    def __init__(self, tools, name, count, key_type, kek):
        self.tools, self.count, self.kek = tools, count, kek
        self.room = f'{tools.room}/{name}'
        self.folder, self.connected = f'{self.room}/disconnected', f'{self.room}/connected'
        self.size = f'{count} {key_type}'
        self.package = None
        self.keys, self.targets = key_names(count), target_names(count)
        for medium in ('inbound', 'archive-1', 'archive-2', 'outbound', *PEOPLE):
            os.makedirs(f'{self.room}/{medium}')
        with open(f'{self.room}/plan', 'w', encoding='ascii') as file:
            file.write(plan_text(count, key_type))

    def run(self, program, *operands, folder=None, typed=''):
        label = (self.size, program)
        return self.tools.clock([f'{self.tools.bin}/{program}', *operands], folder or self.folder, typed, label)

    def card(self, person):
        folder = f'{self.room}/{person}'
        return f'{folder}/{os.listdir(folder)[0]}'

    def open(self):
        typed = self.tools.words(f'{self.room}/plan')
        self.run('ceremony-open', '--side', 'connected', f'{self.room}/plan', self.connected, folder=self.room,
                 typed=typed)
        self.run('ceremony-open', f'{self.room}/plan', self.folder, folder=self.room, typed=typed)
        with open(f'{self.folder}/transcript', encoding='ascii') as lines:
            self.tools.signers.add(lines.read().split('signer=')[1].split()[0])
        self.run('ceremony-preflight', time.strftime('%Y-%m-%dT%H:%MZ', time.gmtime()))
        self.run('ceremony-note', 'present', *PEOPLE)

    def request(self):
        version = f'https://{VAULT}/keys/KEKforBYOK/eba63d27e4e34e028839b53fac905621'
        for target in self.targets:
            self.run('kek-accept', '--kek-id', version, target, self.kek, folder=self.connected)
        self.run('package-write', 'request', folder=self.connected)
        self.run('media-usb-write', 'out/bench-2026.request.tar', f'{self.room}/inbound', folder=self.connected)
        self.run('media-usb-read', f'{self.room}/inbound/bench-2026.request.tar')
        self.run('package-read', 'in/bench-2026.request.tar')
        for target in self.targets:
            typed = self.tools.words(f'{self.folder}/requests/{target}.request')
            self.run('kek-confirm', target, 'carla', typed=typed)

    def make_cards(self):
        self.run('ceremony-split', *(f'{self.room}/{person}' for person in PEOPLE))
        for person in PEOPLE:
            self.run('ceremony-card', self.card(person))

    def make_keys(self, folder=None):
        costs = [self.run('ceremony-keygen', key, folder=folder) for key in self.keys]
        return Cost(sum(cost.wall for cost in costs), sum(cost.cpu for cost in costs))

    def archive(self):
        self.run('package-write', 'archive')
        for medium in ('archive-1', 'archive-2'):
            self.run('media-usb-write', 'out/bench-2026.archive.tar', f'{self.room}/{medium}')

    def recover_command(self, *program):
        return ['ceremony-recover', *self.keys, self.card('carla'), self.card('elif'), '--', *program]

    def wrap(self, folder=None):
        return self.run(*self.recover_command('kek-wrap', *self.targets), folder=folder)

    def confirm(self, folder=None):
        return self.run(*self.recover_command('ceremony-confirm'), folder=folder)

    def write_transfer(self, folder=None):
        return self.run('package-write', 'transfer', folder=folder)

    def bring_transfer(self):
        self.run('media-usb-write', TRANSFER, f'{self.room}/outbound')
        self.run('media-usb-read', f'{self.room}/outbound/bench-2026.transfer.tar', folder=self.connected)
        self.package = f'{self.connected}/in/bench-2026.transfer.tar'

    def verify_package(self, folder=None):
        return self.run('verify-package', self.package, folder=folder or self.connected,
                        typed=self.tools.words(self.package))

    def take_transfer(self):
        self.verify_package()
        self.run('package-read', self.package, folder=self.connected)

    def write_answers(self):
        """What the cloud's client says of the first target, as the tests have it."""
        say = [sys.executable, f'{HERE}/../play/answers.py']
        pem, where = f'{self.connected}/keys/k001.pub.pem', [VAULT, 't001', 'westeurope']
        for name in ('key:aip', 'vault:aip', 'services:aip', 'neighbours'):
            with open(f'{self.room}/{name}.json', 'w', encoding='ascii') as out:
                subprocess.run([*say, name, pem, *where], stdout=out, check=True)
        return [f'{self.room}/{name}.json' for name in ('key:aip', 'vault:aip', 'services:aip', 'neighbours')]

    def verify_import(self, files, folder=None):
        return self.run('verify-import', 't001', *files, folder=folder or self.connected)

    def close(self):
        steps = subprocess.run([f'{self.tools.bin}/ceremony-status', '--all'], cwd=self.folder, capture_output=True, text=True,
                               check=True).stdout
        for number, state, _, name, *_ in map(str.split, steps.splitlines()):
            if state in ('open', 'next') and name != 'close':
                self.run('ceremony-note', 'exception', f'step {number}: a measurement, not a ceremony')
        self.run('ceremony-close')

    def verify_transcript(self, folder=None):
        return self.run('verify-transcript', folder=folder, typed=self.tools.words(f'{self.folder}/transcript'))

    def copy(self, source=None, to=None):
        """A folder as it is now, the disconnected one unless told otherwise; the copy before is gone."""
        folder = to or f'{self.room}/copy'
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(source or self.folder, folder)
