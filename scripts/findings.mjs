// Runs the findings of findings/, all or those that are named, and says which of them still hold.
// npm run findings -- [NAME ...] [--folder findings]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** What the exit code of a finding says; every other one is a change, too. */
const OUTCOMES = { 0: 'held', 1: 'changed', 77: 'skipped' };
const { values, positionals } = parseArgs({
  options: { folder: { type: 'string', default: path.join(root, 'findings') } },
  allowPositionals: true,
});

const all = readdirSync(values.folder)
  .filter((file) => file.endsWith('.sh'))
  .map((file) => path.basename(file, '.sh'))
  .sort();
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no finding ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}

const results = (positionals.length > 0 ? positionals : all).map(run);
const width = Math.max(...results.map(({ name }) => name.length));
for (const { name, outcome, seconds } of results) {
  console.log(`${name.padEnd(width)}  ${outcome.padEnd(7)}  ${seconds.toFixed(1).padStart(5)} s`);
}
process.exitCode = results.some(({ outcome }) => outcome === 'changed') ? 1 : 0;

function run(name) {
  console.log(`== ${name}`);
  const start = performance.now();
  const { status, error } = spawnSync('bash', [path.join(values.folder, `${name}.sh`)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  console.log();
  return { name, outcome: OUTCOMES[status] ?? 'changed', seconds: (performance.now() - start) / 1000 };
}
