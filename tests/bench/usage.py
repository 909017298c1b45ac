"""Logs of a key's use of 10 MB, 100 MB and 1 GB: verify-usage, which reads both sides' and judges them, against jq and DuckDB, which count the
vault's alone."""
import os
import subprocess
from statistics import median

from table import at_most, ratio_text, verdict

KEY = 'https://contoso-eu.vault.azure.net/keys/documents/0123456789abcdef0123456789abcdef'
SIZES = (('10 MB', 10, 9), ('100 MB', 100, 5), ('1 GB', 1024, 3))
HEADER = ['what', 'ours : peer', 'target', '']
COUNT = 'reduce inputs as $r ({}; .[$r.operationName + " " + ($r.identity.claim.appid // "")] += 1)'
DUCKDB_COUNT = """select json_extract_string(json, '$.operationName'), json_extract_string(json, '$.identity.claim.appid'), count(*)
from read_json_objects('{}', format = 'newline_delimited') group by all"""
MOST_OF_JQ, MOST_OF_DUCKDB, MOST_GROWTH, MOST_KIB = 1 / 3, 1.0, 1.2, 64 << 10
PACKAGE = '@duckdb/node-api@1.5.6-r.1'


class Logs:
    def __init__(self, tools, top, name, mib, rounds):
        self.tools, self.top, self.name, self.mib, self.rounds = tools, top, name, mib, rounds
        self.folder = f'{tools.room}/usage'
        os.makedirs(self.folder, exist_ok=True)
        subprocess.run([f'{top}/tests/peer/usage-maker', '--size', str(mib), self.folder], check=True)

    def ours(self):
        return self.tools.clock([f'{self.tools.bin}/verify-usage', '--key', KEY, 'service.log', '--', 'vault.json'], self.folder,
                                label=(self.name, 'verify-usage'))

    def jq(self):
        return self.tools.clock(['jq', '-n', COUNT, 'vault.json'], self.folder)

    def duckdb(self, modules, whole):
        """Seconds in DuckDB, without the start of node."""
        query = f'{self.folder}/query'
        with open(query, 'w', encoding='ascii') as file:
            if whole:
                subprocess.run([f'{self.tools.bin}/verify-usage', '--key', KEY, '--sql', 'service.log', '--', 'vault.json'], stdout=file,
                               check=True)
            else:
                file.write(DUCKDB_COUNT.format('vault.json'))
        answer = subprocess.run(['node', f'{self.top}/tests/peer/duckdb.js', modules, query, '--clock'], cwd=self.folder, check=True,
                                stdout=subprocess.PIPE, text=True)
        return float(answer.stdout)


def modules_of(tools):
    """Where DuckDB is; None when npm cannot install it."""
    prefix = f'{tools.build}/npm-usage'
    if not os.path.isdir(f'{prefix}/node_modules/@duckdb') and subprocess.run(
            ['npm', 'install', '--no-save', '--silent', '--ignore-scripts', '--prefix', prefix, PACKAGE], check=False).returncode != 0:
        return None
    return f'{prefix}/node_modules'


def row(what, ratio, most):
    return [what, ratio_text(ratio), at_most(most, '{:.2g}'), verdict(ratio, most)]


def rows_of(logs, modules):
    """The rows of one size, and the seconds of CPU a MiB."""
    rounds = range(logs.rounds)
    ours, jq = [], []
    for _ in rounds:
        ours.append(logs.ours())
        jq.append(logs.jq().wall)
    seconds = median(cost.wall for cost in ours)
    rows = [row(f'verify-usage, both logs, {logs.name} of the vault\'s: jq, a count of the vault\'s', seconds / median(jq), MOST_OF_JQ)]
    if modules is not None:
        count = median(logs.duckdb(modules, False) for _ in rounds)
        rows.append(row(f'the same, {logs.name}: DuckDB, that count, on all cores', seconds / count, MOST_OF_DUCKDB))
    if modules is not None and logs.mib <= 100:
        rows.append(row(f'the same, {logs.name}: DuckDB, the rules as SQL', seconds / logs.duckdb(modules, True), MOST_OF_DUCKDB))
    return rows, median(cost.cpu for cost in ours) / logs.mib


def measure(tools, top):
    modules = modules_of(tools)
    rows, a_mib = [], []
    for size in SIZES:
        more, seconds = rows_of(Logs(tools, top, *size), modules)
        rows += more
        a_mib.append(seconds)
        kib = tools.peak_kib.pop((size[0], 'verify-usage'))
        rows.append([f'the same, {size[0]}: peak memory', f'{kib / 1024:.1f} MiB', 'under 64 MiB', verdict(kib, MOST_KIB)])
    rows.append(row('the same: CPU a byte of 1 GB, to one of 100 MB', a_mib[2] / a_mib[1], MOST_GROWTH))
    return rows
