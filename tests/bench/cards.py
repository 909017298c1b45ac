"""Cards: ours against the npm package slip39 as processes, and in process against what ssss does of the same work."""
import os
import subprocess
from math import comb
from statistics import median

from stage import turns
from table import against, alone, milliseconds

HERE = os.path.dirname(os.path.abspath(__file__))
SLIP39 = 'slip39@0.1.9'
SETS = ((3, 5), (8, 16))
LONG = 1000  # quorums: from here on one turn is enough
MOST_SUBSETS = 200  # of tests/bench/split-clock.c
WAYS = comb(16, 8)
MOST = 0.2
HEADER = ['what', 'ours : peer', 'target', '']
SECRET = '42' * 32


def install(build):
    """The folder with the package, or None."""
    modules = os.path.abspath(f'{build}/npm/node_modules')
    if not os.path.isdir(f'{modules}/slip39'):
        subprocess.run(['npm', 'install', '--no-save', '--silent', '--prefix', f'{build}/npm', SLIP39], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return modules if os.path.isdir(f'{modules}/slip39') else None


def package(tools, *arguments):
    modules = install(tools.build)
    return None if modules is None else ['env', f'NODE_PATH={modules}', 'node', f'{HERE}/slip39.js', *arguments]


def judge(tools, *arguments, given=()):
    """What our program prints; `given` are its lines of input."""
    return subprocess.run([f'{tools.build}/tests/peer/slip39-judge', *arguments], input=''.join(f'{line}\n' for line in given),
                          stdout=subprocess.PIPE, text=True, check=True).stdout


def as_processes(tools, what, ours, theirs, most=MOST, rounds=None):
    """A row; both are commands, or ours a function that is clocked."""
    if theirs is None:
        return [what, '', 'not here: npm cannot install it', '', '', '']
    run = ours if callable(ours) else lambda: tools.clock(ours, tools.room)
    more = {} if rounds is None else {'rounds': rounds}
    return against(what, *turns(run, lambda: tools.clock(theirs, tools.room), **more), most)


def fed(tools, command, path):
    """Our program on the lines of a file."""
    return ['sh', '-c', f'{tools.build}/tests/peer/slip39-judge {command} <{path}']


def write_lines(path, lines):
    with open(path, 'w', encoding='ascii') as file:
        file.write(''.join(f'{line}\n' for line in lines))


def set_rows(tools, k, n):
    prefix = f'{tools.room}/cards-{k}-of-{n}'
    cards = judge(tools, 'prove', str(k), str(n), SECRET).splitlines()
    names = [f'{prefix}-{i}' for i in range(1, k + 1)]
    for name, words in zip(names, cards):
        write_lines(name, [f'words {words}'])
    write_lines(prefix, ['', *cards[:k]])
    proved = [f'{tools.build}/tests/peer/slip39-judge', 'prove', str(k), str(n), SECRET]
    return [as_processes(tools, f'split {k} of {n}, all {comb(n, k)} quorums combined: node with npm slip39', proved,
                         package(tools, 'prove', str(k), str(n)), rounds=1 if comb(n, k) >= LONG else None),
            as_processes(tools, f'combine {k} cards: the same', fed(tools, 'combine', prefix), package(tools, 'combine', *names))]


def check_row(tools):
    name = f'{tools.room}/cards-3-of-5-1'
    write_lines(f'{name}-words', judge(tools, 'prove', '3', '5', SECRET).splitlines()[:1])
    return as_processes(tools, 'check a card\'s words: the same', fed(tools, 'check', f'{name}-words'), package(tools, 'check', name))


def check_tool(tools, k, n):
    """What is measured combines what the ssss command splits."""
    shares = subprocess.run(['ssss-split', '-t', str(k), '-n', str(n), '-x', '-q', '-D', '-s', '256'], input=SECRET + '\n',
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout.splitlines()
    back = subprocess.run([f'{tools.build}/tests/bench/split-clock', 'combine'], input='\n'.join(shares[-k:]) + '\n',
                          stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    if back != SECRET:
        raise SystemExit(f'bench: tests/bench/shamir.c does not combine shares of ssss: {back}')


def in_process(tools, k, n):
    check_tool(tools, k, n)
    answer = subprocess.run([f'{tools.build}/tests/bench/split-clock', str(k), str(n)], stdout=subprocess.PIPE, text=True, check=True)
    split, their_split, combine, their_combine = ([int(cell) / 1e9 for cell in column]
                                                  for column in zip(*map(str.split, answer.stdout.splitlines())))
    return [against(f'split {k} of {n}, all {comb(n, k)} quorums combined, in process: what ssss does', split, their_split),
            against(f'combine {k} cards, in process: the same', combine, their_combine)]


def with_passphrase_work(tools):
    answer = subprocess.run([f'{tools.build}/tests/peer/combine-clock'], stdout=subprocess.PIPE, text=True, check=True)
    whole, fast = zip(*(map(int, line.split()) for line in answer.stdout.splitlines()))
    row = alone('combine 3 cards, in process', [nanoseconds / 1e9 for nanoseconds in whole])
    row[2] = f'without PBKDF2 {milliseconds(median(fast) / 1e9)}'
    return row


def measure(tools):
    """Ratios alone, of sets of cards without a ceremony."""
    rows = [row for k, n in SETS for row in set_rows(tools, k, n)] + [check_row(tools)]
    rows += [row for k, n in SETS for row in in_process(tools, k, n)]
    return [[what, ratio or peer, *verdicts] for what, _, peer, ratio, *verdicts in rows]


def cards_of(ceremony):
    return [ceremony.card('carla'), ceremony.card('elif')]


def phrases_of(ceremony):
    """An empty passphrase, and the words of two cards."""
    phrases = ['']
    for card in cards_of(ceremony):
        with open(card, encoding='utf-8') as lines:
            phrases += [line[6:].strip() for line in lines if line.startswith('words ')]
    return phrases


def measure_ceremony(tools, ceremony):
    """The programs of a ceremony, whose cards are 2 of 3."""
    cards = cards_of(ceremony)
    write_lines(f'{ceremony.room}/phrases', phrases_of(ceremony))
    combine = package(tools, 'combine', *cards)
    return [as_processes(tools, 'combine 2 cards, as processes: node with npm slip39', fed(tools, 'combine', f'{ceremony.room}/phrases'),
                         combine),
            as_processes(tools, 'recover and confirm, which opens the escrow too: the same',
                         lambda: ceremony.confirm(ceremony.copy()), combine, None),
            as_processes(tools, 'ceremony-card, which compares with the world too: node with npm slip39, the words alone',
                         lambda: ceremony.run('ceremony-card', cards[0], folder=ceremony.copy()), package(tools, 'check', cards[0]), None),
            with_passphrase_work(tools)]
