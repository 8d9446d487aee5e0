// Has a fuzzer make up what others could have written, and hands it to the readers of test/fuzz/targets:
//
//     npm run fuzz -- [target …] [--runs 100000] [--seed 1]
//
// A finding is what no user may meet: an internal error, a run of more than 10 seconds, 200 MB above what an empty run takes.
// Its input stays in node_modules/.cache/fuzz/findings.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { fuzzerIn } from './fuzz/jazzer.mjs';

const LONGEST_SECONDS = 10;
const MOST_MB = 200;
/** Longer than any input of the corpus; what large ones cost, test/fuzz/corpus.test.ts tells. */
const LONGEST_INPUT = 8192;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = path.join(root, 'node_modules/.cache/fuzz');
const findings = path.join(cache, 'findings');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const lab = mkdtempSync(path.join(tmpdir(), 'cert-tool-fuzz-'));
mkdirSync(findings, { recursive: true });
try {
  const targets = await bundledTargets();
  const names = positionals.length > 0 ? positionals : [...targets.keys()];
  const unknown = names.filter((name) => !targets.has(name));
  if (unknown.length > 0) {
    console.error(`No such target: ${unknown.join(', ')}. There are: ${[...targets.keys()].join(', ')}`);
    process.exitCode = 2;
  } else {
    const fuzzer = fuzzerIn(cache);
    for (const name of names) await fuzz(fuzzer, name, targets.get(name));
  }
} finally {
  rmSync(lab, { recursive: true, force: true });
}

/** By name: how each is called. */
async function bundledTargets() {
  const outfile = path.join(lab, 'targets.js');
  await build({
    entryPoints: [path.join(root, 'test/fuzz/targets/index.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    loader: { '.ps1': 'text' },
    outfile,
    logLevel: 'warning',
  });
  const { TARGETS } = createRequire(import.meta.url)(outfile);
  return new Map(TARGETS.map(({ name, run }) => [name, { isSync: run.constructor.name === 'Function' }]));
}

async function fuzz(fuzzer, name, target) {
  const folder = path.join(lab, name);
  mkdirSync(folder);
  cpSync(path.join(root, 'test/fuzz/corpus', name), path.join(folder, 'corpus'), { recursive: true });
  writeFileSync(path.join(folder, 'target.js'), entryOf(name, fuzzer));
  const began = performance.now();
  const result = await (fuzzer.name === 'jazzer' ? jazzer : jsfuzz)(fuzzer, name, folder, target);
  const seconds = Math.round((performance.now() - began) / 1000);
  const { runs, peak, found } = result;
  const memory = peak === undefined ? '' : `, peak ${peak} MB (${result.base} MB without an input)`;
  console.log(`${name}: ${runs} runs, ${seconds} s${memory}, ${found ? `FOUND: ${found}` : 'no finding'}`);
  if (found) process.exitCode = 1;
}

function entryOf(name, fuzzer) {
  const end = fuzzer.name === 'jsfuzz' ? `if (++count > ${values.runs}) process.exit(0);` : '';
  return `const { TARGETS } = require('../targets.js');
const target = TARGETS.find(({ name }) => name === ${JSON.stringify(name)});
let count = 0;
exports.fuzz = (data) => { ${end} return target.run(data); };
`;
}

async function jazzer({ command }, name, folder, { isSync }) {
  const once = async (corpus, options) => {
    const place = path.join(folder, corpus);
    mkdirSync(place, { recursive: true });
    const own = [path.join(folder, 'target'), place, ...(isSync ? ['--sync'] : [])];
    const limit = `--timeout=${LONGEST_SECONDS * 1000}`;
    return run([...command, ...own, limit, '--', ...options], folder);
  };
  const base = peakIn((await once('nothing', ['-runs=1'])).output);
  const { code, output } = await once('corpus', [
    `-runs=${values.runs}`,
    `-seed=${values.seed}`,
    `-max_len=${LONGEST_INPUT}`,
    `-timeout=${LONGEST_SECONDS}`,
    `-rss_limit_mb=${base + MOST_MB}`,
    `-artifact_prefix=${path.join(findings, `${name}-`)}`,
  ]);
  const runs = Math.max(0, ...numbersIn(output, /^#(\d+)/gm));
  return { runs, base, peak: peakIn(output), found: code === 0 ? undefined : whyIn(output) };
}

async function jsfuzz({ command }, name, folder) {
  const { output } = await run(
    [...command, path.join(folder, 'target.js'), path.join(folder, 'corpus')],
    folder,
  );
  const kept = readdirSync(folder).filter((file) => file.startsWith('crash-'));
  for (const file of kept) cpSync(path.join(folder, file), path.join(findings, `${name}-${file}`));
  return { runs: values.runs, found: kept.length > 0 ? `${kept[0]}\n${output.slice(-2000)}` : undefined };
}

function peakIn(output) {
  return Math.max(0, ...numbersIn(output, /rss: (\d+)Mb/g));
}

function numbersIn(text, pattern) {
  return Array.from(text.matchAll(pattern), ([, number]) => Number(number));
}

/** What it says of the finding, without the input, which is in its file. */
function whyIn(output) {
  const lines = output.split('\n');
  const from = lines.findIndex((line) => /ERROR|Uncaught|Exception/.test(line));
  return lines.slice(Math.max(0, from), from + 25).join('\n');
}

/** Behind whoever works at this machine. */
function run(command, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '5', ...command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
