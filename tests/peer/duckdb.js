// Runs a file of SQL in DuckDB, and prints the rows of its last statement, tabs between the columns, or the seconds it took.
// usage: node duckdb.js MODULES FILE [--clock]
'use strict';
const { readFileSync } = require('fs');

async function main([modules, file, clock]) {
  const { DuckDBInstance } = require(`${modules}/@duckdb/node-api`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const begun = process.hrtime.bigint();
  let rows = [];
  const statements = await connection.extractStatements(readFileSync(file, 'utf8'));
  for (let i = 0; i < statements.count; i++) {
    const reader = await (await statements.prepare(i)).runAndReadAll();
    rows = reader.getRows();
  }
  if (clock) console.log(Number(process.hrtime.bigint() - begun) / 1e9);
  else for (const row of rows) console.log(row.map((value) => (value === null ? '' : String(value))).join('\t'));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
