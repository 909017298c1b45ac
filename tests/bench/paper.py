"""The script of a large plan, and the check of a host: against the clock alone, with targets of their own."""
import os
import subprocess
import time
from statistics import median

from stage import VAULT
from table import verdict

ROUNDS = 9
CARDS, KEYS = 16, 10
MOST_SCRIPT_SECONDS, MOST_PREFLIGHT_SECONDS = 2, 1
HEADER = ['what', 'ours', 'target', '']


def large_plan():
    text = ('''claviger plan 1
ceremony bench-2026
kind rehearsal
mode rehearsal
script full
language en
paper a4
date 2026-11-21
place Bench
tenant Contoso Ltd
tools none
previous none
world none
roster none
quorum 5
cards %d
''' % CARDS)
    roles = [('ada', 'administrator', 'Contoso Ltd'), ('oskar', 'operator', 'Contoso Ltd'), ('wanda', 'witness', 'Auditors')]
    roles += [(f'holder-{i}', 'custodian', 'Contoso Ltd') for i in range(1, CARDS + 1)]
    for name, role, organisation in roles:
        text += f'person {name}\n  role {role}\n  name {name}\n  organisation {organisation}\n'
    for i in range(1, CARDS + 1):
        text += f'card {i}\n  custodian holder-{i}\n  place Safe {i}\n  form medium\n'
    for i in range(1, KEYS + 1):
        text += f'key k{i}\n  type rsa-2048\n  policy aip\n'
    for i in range(1, KEYS + 1):
        text += (f'target t{i}\n  key k{i}\n  profile azure\n  region westeurope\n  where {VAULT}\n  name t{i}\n'
                 '  attestation accept-missing\n  sheets 2\n')
    for name, count in (('journal', 1), ('inbound', 1), ('archive', 2), ('outbound', 1)):
        text += f'medium {name}\n  direction {name}\n  count {count}\n'
    return text


def clock(command, cwd):
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - begin)
    return median(seconds)


def measure(tools, folder):
    """`folder` is one of a ceremony that is open."""
    room = os.path.dirname(folder)
    with open(f'{room}/large', 'w', encoding='ascii') as file:
        file.write(large_plan())
    script = clock([f'{tools.bin}/ceremony-script', f'{room}/large'], room)
    preflight = clock([f'{tools.bin}/ceremony-preflight', time.strftime('%Y-%m-%dT%H:%MZ', time.gmtime())], folder)
    return [[f'ceremony-script: PDF for {CARDS} cards, {KEYS} keys, {KEYS} targets', f'{script:.2f} s',
             f'under {MOST_SCRIPT_SECONDS} s', verdict(script, MOST_SCRIPT_SECONDS)],
            [f'ceremony-preflight, with the self-tests of every program', f'{preflight:.2f} s',
             f'under {MOST_PREFLIGHT_SECONDS} s', verdict(preflight, MOST_PREFLIGHT_SECONDS)]]
