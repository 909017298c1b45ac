// What Kusto's own analyser says of a query against the columns of AZKVAuditLogs: nothing when it is a good one.
// usage: node kusto.js MODULES FILE
'use strict';
const { readFileSync } = require('fs');

const COLUMNS = '(TimeGenerated: datetime, OperationName: string, ResultType: string, ResultSignature: string, '
  + 'CallerIpAddress: string, Identity: dynamic, Id: string, RequestUri: string, HttpStatusCode: int, _ResourceId: string)';
const [modules, file] = process.argv.slice(2);

require(`${modules}/@kusto/language-service-next/bridge.js`);
require(`${modules}/@kusto/language-service-next/Kusto.Language.Bridge.js`);

const { Symbols, GlobalState, KustoCode } = Kusto.Language;
const table = Symbols.TableSymbol.From(COLUMNS).WithName('AZKVAuditLogs');
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('logs', [table]));
const code = KustoCode.ParseAndAnalyze(readFileSync(file, 'utf8'), globals);
const found = code.GetDiagnostics();
for (let i = 0; i < found.Count; i++) {
  const one = found.getItem(i);
  console.log(`${one.Severity}: ${one.Message} at ${code.Text.slice(one.Start, one.Start + one.Length)}`);
}
console.log(`analysed ${code.Text.length > 0 ? 'a query' : 'nothing'}: ${found.Count} faults`);
