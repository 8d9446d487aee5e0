// npm run bench:batch [-- --users 200] [--loop <commit>]: what a list of users costs beside key generation alone.
//
// The practice bank serves from a process of its own, on the same cores. Parts take turns, round by round; the median of
// the ratios of a round counts. `--loop` compares with a loop of single `issue` commands of an older build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { built, environment, median, root, startBank } from './shared.mjs';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    loop: { type: 'string' },
    'loop-users': { type: 'string', default: '20' },
    jobs: { type: 'string' },
  },
});
const users = Number(values.users);
const rounds = Number(values.rounds);
const loopUsers = Number(values['loop-users']);
for (const number of [users, rounds, loopUsers])
  if (!Number.isInteger(number) || number < 1) throw new Error('numbers are whole and at least 1');

const scratch = mkdtempSync(path.join(tmpdir(), 'cert-tool-bench-'));
try {
  const now = built(root, path.join(scratch, 'now'));
  const old = values.loop && built(checkedOut(values.loop), path.join(scratch, 'old'));
  const results = [];
  for (let round = 0; round < rounds; round += 1) results.push(await oneRound(now, old, round));
  console.log(table(results));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function oneRound(now, old, round) {
  const keys = keysAlone(users);
  const batch = await withBank(now, users, `batch-${round}`, async (bank) => {
    const first = await issueList(now, bank);
    return { first, second: await issueList(now, bank) };
  });
  const loop = old && (await withBank(old, loopUsers, `loop-${round}`, (bank) => issueEach(old, bank)));
  return { keys, ...batch, loop };
}

/** The files of a commit, with the libraries of today. */
function checkedOut(commit) {
  const folder = path.join(scratch, 'checked-out');
  mkdirSync(folder);
  const archive = execFileSync('git', ['-C', root, 'archive', commit], { maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  execFileSync('npm', ['run', '-s', 'generate'], { cwd: folder });
  return folder;
}

/** As many keys as users, on all cores, and nothing else. */
function keysAlone(count) {
  const code = `const { generateKeyPair } = require('node:crypto');
let left = ${count};
const next = () => left-- > 0 && generateKeyPair('rsa', { modulusLength: 2048 }, next);
for (let at = 0; at < ${availableParallelism()}; at += 1) next();`;
  return { ...timed(['-e', code]), users: count };
}

async function withBank(program, count, name, work) {
  const home = path.join(scratch, name);
  mkdirSync(home);
  const csv = path.join(home, 'users.csv');
  const header = 'loginId,name,role,password,confirmationPassword,otp';
  const ids = Array.from({ length: count }, (_, index) => `user${index}`);
  writeFileSync(
    csv,
    [header, ...ids.map((id) => `${id},${id},general,demo-${id},k-${id},none`), ''].join('\n'),
  );
  const list = path.join(home, 'list.csv');
  const rows = ['loginId,password', ...ids.map((id) => `${id},demo-${id}`), ''];
  writeFileSync(list, rows.join('\n'), { mode: 0o600 });
  const add = [program, 'sandbox', 'users', 'add', csv];
  execFileSync(process.execPath, add, { env: environment(home), stdio: 'pipe' });
  const { pid, stop } = await startBank(program, home);
  try {
    return await work({ home, ids, list, pid });
  } finally {
    await stop();
  }
}

function issueList(program, { home, list, pid, ids }) {
  const before = processorMs(pid);
  const jobs = values.jobs ? ['--jobs', values.jobs] : [];
  const run = timed([program, 'issue', '--sandbox', '--from', list, '--json', ...jobs], environment(home));
  return { ...run, bankMs: processorMs(pid) - before, users: ids.length };
}

function issueEach(program, { home, ids }) {
  const start = process.hrtime.bigint();
  let cpuMs = 0;
  for (const id of ids) {
    const env = environment(home, { CERT_TOOL_PASSWORD: `demo-${id}` });
    cpuMs += timed([program, 'issue', id, '--sandbox', '--json'], env).cpuMs;
  }
  return { ms: Number(process.hrtime.bigint() - start) / 1e6, cpuMs, users: ids.length };
}

/** Runs Node, and asks it at its end what it took: milliseconds, and megabytes at most. */
function timed(args, env = environment(scratch)) {
  const told = path.join(scratch, 'told.json');
  const teller = path.join(scratch, 'teller.cjs');
  writeFileSync(
    teller,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.resourceUsage())));`,
  );
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['--require', teller, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.slice(0, 4).join(' ')} failed: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(told, 'utf8'));
  return { ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 };
}

/** What a running process has taken so far; 0 where the system does not tell. */
function processorMs(pid) {
  try {
    const [, after] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function table(results) {
  const of = (read) => median(results.map(read)).toFixed(2);
  const each = (part, member) => of((result) => part(result)[member] / part(result).users);
  const line = (what, part, more = '') =>
    `| ${what} | ${each(part, 'ms')} | ${each(part, 'cpuMs')} | ${more} |`;
  const inAll = ({ first }) => first.cpuMs + first.bankMs;
  const lines = [
    line('keys alone', ({ keys }) => keys),
    line(
      '`issue --from`',
      ({ first }) => first,
      `${of(({ first }) => first.mb)} MB; the bank besides ${each(({ first }) => first, 'bankMs')} ms`,
    ),
    line('the same again', ({ second }) => second, `${of(({ second }) => second.mb)} MB`),
    ...(values.loop ? [line('`issue`, one by one', ({ loop }) => loop)] : []),
  ];
  const ratios = [
    ['keys alone to the list, by the clock', of(({ keys, first }) => keys.ms / first.ms)],
    ['the same by processor time, the bank included', of((result) => result.keys.cpuMs / inAll(result))],
    ['the second run to the first', of(({ first, second }) => second.ms / first.ms)],
    ...(values.loop
      ? [['one by one to the list', of(({ loop, first }) => loop.ms / loop.users / (first.ms / first.users))]]
      : []),
  ];
  return [
    `Node ${process.versions.node}, ${users} users, ${rounds} rounds; medians, for each user:`,
    '',
    '| what | ms | processor ms | |',
    '|---|---:|---:|---|',
    ...lines,
    '',
    '| ratio | |',
    '|---|---:|',
    ...ratios.map(([what, ratio]) => `| ${what} | ${ratio} |`),
  ].join('\n');
}
