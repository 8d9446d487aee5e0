// Kills `issue` at random moments, runs the same command again, and counts what was lost: nothing ever may be.
// npm run soak -- [--rounds 300] [--lanes 2] [--seed 1]
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const program = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'bin', 'cert-tool.cjs');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
});

const lab = await mkdtemp(path.join(tmpdir(), 'cert-tool-soak-'));
const counts = { rounds: 0, killed: 0, resumed: 0, lost: 0, doubled: 0, leftover: 0 };
const problems = [];

try {
  const template = path.join(lab, 'template');
  await run(template, ['sandbox', 'info', '--json']);
  const longest = await lengthOfARun(template);
  const random = randomFrom(Number(values.seed));
  const lanes = Array.from({ length: Number(values.lanes) }, () => lane(template, longest, random));
  await Promise.all(lanes);
} finally {
  await rm(lab, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
console.log(
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', '),
);
process.exitCode = problems.length > 0 ? 1 : 0;

async function lane(template, longest, random) {
  while (counts.rounds < Number(values.rounds)) {
    counts.rounds += 1;
    await round(template, Math.floor(random() * longest * 1.1)).catch((error) =>
      problems.push(error.message),
    );
  }
}

async function round(template, killAfterMs) {
  const home = await mkdtemp(path.join(lab, 'round-'));
  await cp(template, home, { recursive: true });
  const issue = ['issue', '--sandbox', '--json', '--no-input'];
  const first = await run(home, issue, killAfterMs);
  if (first.signal === 'SIGKILL') counts.killed += 1;
  const second = await run(home, issue);
  const at = `killed after ${killAfterMs} ms`;
  if (second.code !== 0) {
    counts.lost += 1;
    throw new Error(`${at}: ${second.stdout}${second.stderr}`);
  }
  if (JSON.parse(second.stdout).resumed) counts.resumed += 1;
  await judge(home, at);
  await rm(home, { recursive: true, force: true });
}

/** One certificate, which works and is the bank's; no entry and no pending key. */
async function judge(home, at) {
  const check = JSON.parse((await run(home, ['list', '--check', '--sandbox', '--json'])).stdout);
  const asked = await run(home, ['issue', '--sandbox', '--json', '--no-input', '--check-bank']);
  const certificates = check.certificates.length;
  if (!check.ok || asked.code !== 0 || JSON.parse(asked.stdout).outcome !== 'already-valid') {
    counts[certificates > 1 ? 'doubled' : 'lost'] += 1;
    throw new Error(`${at}: ${JSON.stringify(check)} ${asked.stdout}`);
  }
  const left = [];
  for (const folder of ['journal', path.join('store', 'pending')]) {
    left.push(...(await readdir(path.join(home, folder)).catch(() => [])));
  }
  if (certificates !== 1 || left.length > 0) {
    counts.leftover += 1;
    throw new Error(`${at}: ${certificates} certificates, left over: ${left.join(', ')}`);
  }
}

async function lengthOfARun(template) {
  const home = path.join(lab, 'timed');
  await cp(template, home, { recursive: true });
  const begin = performance.now();
  await run(home, ['issue', '--sandbox', '--no-input']);
  return performance.now() - begin;
}

function run(home, args, killAfterMs) {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: home, LANG: 'C', CERT_TOOL_HOME: home };
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
      });
    }
    const timer =
      killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...output });
    });
  });
}

/** The same numbers for the same seed (a linear congruential generator), so that a finding can be repeated. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
