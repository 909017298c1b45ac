"""How much of ceremony-keygen is not OpenSSL's own generation and check of the pair: instructions, by callgrind, which
no other process disturbs. The sandbox is left out of this build, since valgrind cannot write its result in it."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from stage import Ceremony
from table import at_most, verdict

ROUNDS = 9
MOST_PERCENT = 5
OPENSSL = ('EVP_PKEY_generate', 'EVP_PKEY_pairwise_check')
OURS = '/ceremony-keygen'


def build_without_sandbox(build):
    other = f'{build}/sandbox-off'
    subprocess.run(['make', '-s', f'B={other}', 'CFLAGS=-O2 -g -DSANDBOX_OFF', f'{other}/bin/ceremony-keygen'],
                   stdout=subprocess.DEVNULL, check=True)
    return f'{other}/bin/ceremony-keygen'


def read_profile(path):
    """Instructions of the whole run, and below the outermost calls of each of OPENSSL."""
    total, inclusive = 0, dict.fromkeys(OPENSSL, 0)
    called = None
    with open(path, encoding='utf-8', errors='replace') as text:
        for line in text:
            if line.startswith('cfn='):
                called = line[4:].strip()
            elif line.startswith('calls='):
                cost = int(next(text).split()[1])
                if called in inclusive:
                    inclusive[called] += cost
            elif line.startswith('totals:'):
                total = int(line.split()[1])
    return total, inclusive


def profile(program, ceremony, number):
    folder = ceremony.copy(f'copy-{number}')
    path = f'{folder}/callgrind'
    subprocess.run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={path}', '--compress-strings=no',
                    '--compress-pos=no', program, 'k001'], cwd=folder, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    return read_profile(path)


def measure(tools, kek):
    program = build_without_sandbox(tools.build)
    rows = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for key_type in ('rsa-3072', 'rsa-2048', 'ec-p256'):
            ceremony = Ceremony(tools, f'keygen-{key_type}', 1, key_type, kek)
            ceremony.open()
            ceremony.request()
            ceremony.make_cards()
            jobs.append((key_type, [pool.submit(profile, program, ceremony, i) for i in range(ROUNDS)]))
        for key_type, runs in reversed(jobs):
            rows.append(row(key_type, [run.result() for run in runs]))
    return rows


def row(key_type, runs):
    own = median(total - sum(parts.values()) for total, parts in runs)
    theirs = median(sum(parts.values()) for _, parts in runs)
    percent = median(100 * (1 - sum(parts.values()) / total) for total, parts in runs)
    most = MOST_PERCENT if key_type.startswith('rsa') else None
    return [f'ceremony-keygen, {key_type}: outside generate and pair check', f'{own / 1e6:.1f} M instructions',
            f'{theirs / 1e6:.0f} M', f'{percent:.1f} % of all', at_most(most, '{} %'), verdict(percent, most)]
