// Kills `issue` and `renew` at random moments, at random writes and requests, and lets the practice bank's faults strike
// them; runs the same command again, and counts what was lost: nothing ever may be.
// npm run soak -- [--rounds 300 | --minutes 10] [--lanes 2] [--seed 1]
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, 'bin', 'cert-tool.cjs');
const hook = path.join(root, 'test', 'support', 'kill-hook.cjs');
const COMMON = ['--sandbox', '--json', '--no-input'];
const ISSUE = { command: ['issue', ...COMMON], loginId: 'jirodt', template: 'unissued' };
/** Of a certificate that this PC holds and that is due. */
const RENEW = { command: ['renew', 'tarodt', ...COMMON], loginId: 'tarodt', template: 'renewable' };
/** More than a run has writes and requests, so that some runs come to their end. */
const MOST_POINTS = 130;
const FAULTS = [
  'drop-after-issue',
  'drop-before',
  '503',
  '429',
  'bad-json',
  'wrong-key',
  'bad-chain',
  'truncated',
];
const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
});

const lab = await mkdtemp(path.join(tmpdir(), 'cert-tool-soak-'));
const rounds = values.minutes ? Number.POSITIVE_INFINITY : Number(values.rounds ?? 300);
const end = values.minutes ? performance.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;
const counts = {
  rounds: 0,
  renewals: 0,
  killed: 0,
  faulted: 0,
  resumed: 0,
  lost: 0,
  doubled: 0,
  leftover: 0,
};
const problems = [];

try {
  await run(path.join(lab, ISSUE.template), ['sandbox', 'info', '--json']);
  await run(path.join(lab, RENEW.template), ['sandbox', 'install', RENEW.loginId]);
  const longest = await lengthOfARun(RENEW);
  const random = randomFrom(Number(values.seed));
  const lanes = Array.from({ length: Number(values.lanes) }, () => lane(longest, random));
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

async function lane(longest, random) {
  while (counts.rounds < rounds && performance.now() < end) {
    counts.rounds += 1;
    const act = random() < 0.5 ? ISSUE : RENEW;
    count('renewals', act === RENEW);
    const home = await mkdtemp(path.join(lab, 'round-'));
    await cp(path.join(lab, act.template), home, { recursive: true });
    const blows = [byTime(longest), byPoint, byFault];
    const blow = blows[Math.floor(random() * blows.length)];
    await round(home, act, await blow(home, act, random)).catch((error) => problems.push(error.message));
    await rm(home, { recursive: true, force: true });
  }
}

/** Each blow runs the act once, makes it go wrong, and tells how. */
function byTime(longest) {
  return async (home, { command }, random) => {
    const killAfterMs = Math.floor(random() * longest * 1.1);
    count('killed', (await run(home, command, { killAfterMs })).signal === 'SIGKILL');
    return `${command[0]} killed after ${killAfterMs} ms`;
  };
}

async function byPoint(home, { command }, random) {
  const at = String(Math.floor(random() * MOST_POINTS));
  const env = { NODE_OPTIONS: `--require ${hook}`, KILL_AT: at, KILL_SIGNAL: 'SIGKILL' };
  count('killed', (await run(home, command, { env })).signal === 'SIGKILL');
  return `${command[0]} killed at point ${at}`;
}

async function byFault(home, { command }, random) {
  const faults = FAULTS.filter(() => random() < 0.3).map((fault) => `${fault}=${random().toFixed(2)}`);
  const bank = await startBank(
    home,
    faults.flatMap((fault) => ['--fault', fault]),
  );
  count('faulted', (await run(home, [...command, '--timeout', '5'])).code !== 0);
  await bank.stop();
  return `${command[0]} with the faults ${faults.join(' ') || 'none'}`;
}

function count(what, happened) {
  if (happened) counts[what] += 1;
}

async function round(home, act, at) {
  const next = await run(home, act.command);
  if (next.code !== 0 && !isRenewedAlready(next)) {
    counts.lost += 1;
    throw new Error(`${at}: ${next.stdout}${next.stderr}`);
  }
  count('resumed', JSON.parse(next.stdout).resumed);
  await judge(home, act, at);
}

/** The first run came to its end, and its new certificate cannot be renewed yet. */
function isRenewedAlready({ code, stdout }) {
  return code === 5 && JSON.parse(stdout).error.name === 'too-early';
}

/** One certificate, which works and is the bank's; no entry and no pending key. */
async function judge(home, { loginId }, at) {
  const check = JSON.parse((await run(home, ['list', '--check', ...COMMON])).stdout);
  const asked = await run(home, ['issue', loginId, ...COMMON, '--check-bank']);
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

async function lengthOfARun({ command, template }) {
  const home = path.join(lab, 'timed');
  await cp(path.join(lab, template), home, { recursive: true });
  const begin = performance.now();
  await run(home, command);
  return performance.now() - begin;
}

function start(home, args, more = {}) {
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'C', CERT_TOOL_HOME: home, ...more };
  return spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The practice bank in a process of its own, as soon as it serves. */
async function startBank(home, faults) {
  const child = start(home, ['sandbox', 'start', '--json', ...faults]);
  const ended = new Promise((resolve) => child.on('close', resolve));
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  return {
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function run(home, args, { killAfterMs, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(home, args, env);
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
