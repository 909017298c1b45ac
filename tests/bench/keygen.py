"""How much of ceremony-keygen is not OpenSSL's own generation and check of the pair: instructions, by callgrind, which
no other process disturbs. This build leaves the sandbox out, since valgrind cannot write its result inside."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from stage import Ceremony
from table import at_most, verdict

ROUNDS = 9
MOST_PERCENT = 5
OPENSSL = ('EVP_PKEY_generate', 'EVP_PKEY_pairwise_check')
CODE = ('libcrypto', 'libsodium', 'libc.so', 'ld-linux', 'ceremony-keygen')
HEADER = ['program', 'instructions', 'libcrypto', 'libsodium', 'libc', 'dynamic linker', 'our own code']


def build_without_sandbox(build):
    other = f'{build}/sandbox-off'
    outside = {name: value for name, value in os.environ.items() if not name.startswith('MAKE')}
    subprocess.run(['make', '-s', f'-j{os.cpu_count()}', f'B={other}', 'CFLAGS=-O2 -g -DSANDBOX_OFF',
                    f'{other}/bin/ceremony-keygen'], stdout=subprocess.DEVNULL, env=outside, check=True)
    return f'{other}/bin/ceremony-keygen'


class Profile:
    """Instructions of a whole run, below the outermost calls of each of OPENSSL, and by file that holds the code."""

    def __init__(self, path):
        self.total, self.inside, self.by_object = 0, 0, {}
        with open(path, encoding='utf-8', errors='replace') as text:
            self.read(text)

    def read(self, text):
        called = code = None
        for line in text:
            if line.startswith('ob='):
                code = os.path.basename(line[3:].strip())
            elif line.startswith('cfn='):
                called = line[4:].strip()
            elif line.startswith('calls='):
                cost = int(next(text).split()[1])
                self.inside += cost if called in OPENSSL else 0
            elif line[0].isdigit():
                self.by_object[code] = self.by_object.get(code, 0) + int(line.split()[1])
            elif line.startswith('totals:'):
                self.total = int(line.split()[1])

    def percent_outside(self):
        return 100 * (1 - self.inside / self.total)

    def percent_of(self, name):
        return 100 * sum(cost for code, cost in self.by_object.items() if code.startswith(name)) / self.total


def profile(program, ceremony, number):
    folder = ceremony.copy(to=f'{ceremony.room}/copy-{number}')
    path = f'{folder}/callgrind'
    subprocess.run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={path}', '--compress-strings=no',
                    '--compress-pos=no', program, 'k001'], cwd=folder, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    return Profile(path)


def start(pool, program, tools, key_type, kek):
    ceremony = Ceremony(tools, f'keygen-{key_type}', 1, key_type, kek)
    ceremony.open()
    ceremony.request()
    ceremony.make_cards()
    return [pool.submit(profile, program, ceremony, i) for i in range(ROUNDS)]


def measure(tools, kek):
    """The rows, and the rows of the table by library."""
    program = build_without_sandbox(tools.build)
    types = ('rsa-2048', 'rsa-3072', 'ec-p256')
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {key_type: start(pool, program, tools, key_type, kek) for key_type in types}
        runs = {key_type: [job.result() for job in jobs[key_type]] for key_type in types}
    return [row(key_type, runs[key_type]) for key_type in types], [by_library(t, runs[t]) for t in types]


def row(key_type, runs):
    own = median(run.total - run.inside for run in runs)
    theirs = median(run.inside for run in runs)
    percent = median(run.percent_outside() for run in runs)
    most = MOST_PERCENT if key_type.startswith('rsa') else None
    return [f'ceremony-keygen, {key_type}: outside generate and pair check', f'{own / 1e6:.1f} M instructions',
            f'{theirs / 1e6:.0f} M', f'{percent:.1f} % of all', at_most(most, '{} %'), verdict(percent, most)]


def by_library(key_type, runs):
    shares = [f'{median(run.percent_of(name) for run in runs):.1f} %' for name in CODE]
    return [f'ceremony-keygen, {key_type}', f'{median(run.total for run in runs) / 1e6:.1f} M', *shares]
