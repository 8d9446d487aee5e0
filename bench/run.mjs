// npm run bench [-- --rounds 25] [--against <folder>]: what commands cost, as ratios to an empty Node (`node -e 0`).
//
// All commands take turns, round by round; each figure is divided by the empty Node's of the same round, and the median
// of these ratios counts: that way it does not matter what else the machine does. Processor time (user and system, the
// whole process) is the main figure; wall time stands beside it. `--against` names a checkout, with its libraries, whose
// program takes turns with this one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { homeWithCertificates, rewindToSent } from './homes.mjs';
import { built, environment, median, root, startBank } from './shared.mjs';

const WARM_UP_ROUNDS = 2;
const LOGIN_ID = 'jirodt';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '25' }, against: { type: 'string' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a number');

const scratch = mkdtempSync(path.join(tmpdir(), 'cert-tool-bench-'));
const banks = [];
try {
  const programs = [{ name: 'now', folder: root }];
  if (values.against) programs.push({ name: 'other', folder: path.resolve(values.against) });
  for (const each of programs) {
    each.program = built(each.folder, path.join(scratch, each.name));
    each.bank = await startBank(each.program, path.join(scratch, `bank-${each.name}`));
    banks.push(each.bank);
  }
  const empty = { name: '`node -e 0`', args: ['-e', '0'] };
  console.log(table(measure([empty, ...programs.flatMap(commandsOf)])));
} finally {
  for (const bank of banks) await bank.stop();
  rmSync(scratch, { recursive: true, force: true });
}

function commandsOf({ name: build, program, bank }) {
  const commands = [
    { name: '`--version`', target: 1.15, args: [program, '--version'] },
    { name: '`--help`', target: 1.45, args: [program, '--help'] },
    { name: '`explain` with a code', target: 1.8, args: [program, 'explain', 'CT-3001'] },
    listing(program, 20, 1.8),
    listing(program, 10_000, 17),
    issuing(program, bank, 8.5),
  ];
  return build === 'now'
    ? commands
    : commands.map((each) => ({ ...each, of: each.name, name: `${each.name}, the other` }));
}

function listing(program, count, target) {
  const home = path.join(scratch, `list-${count}`);
  if (!existsSync(home)) homeWithCertificates(home, count);
  const name = `\`list\` with ${count.toLocaleString('en')} certificates`;
  return { name, target, args: [program, 'list'], env: environment(home) };
}

/** Login, one-time password, request, installation, confirmation, logout; only the key is there already. */
function issuing(program, { home }, target) {
  const args = [program, 'issue', LOGIN_ID, '--sandbox'];
  const env = () => environment(home, { CERT_TOOL_OTP: oneTimePassword(program, home) });
  execFileSync(process.execPath, args, { env: env(), stdio: 'pipe' });
  const { bankId } = JSON.parse(readFileSync(path.join(home, 'sandbox/practice-bank.json'), 'utf8'));
  const rewind = rewindToSent(home, { bankId, loginId: LOGIN_ID, startedAt: new Date().toISOString() });
  const name = '`issue` without key generation, running practice bank';
  const before = () => {
    rewind();
    return env();
  };
  return { name, target, args, before };
}

function oneTimePassword(program, home) {
  const info = execFileSync(process.execPath, [program, 'sandbox', 'info', '--json'], {
    env: environment(home),
    encoding: 'utf8',
  });
  return JSON.parse(info).users.find((user) => user.loginId === LOGIN_ID).otp.code;
}

function measure(commands) {
  const figures = commands.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [index, { name, args, env = environment(scratch), before }] of commands.entries()) {
      const figure = timed(name, args, before?.() ?? env);
      if (round >= 0) figures[index].push(figure);
    }
  }
  const ratio = (index, base, what) =>
    median(figures[index].map((figure, round) => figure[what] / figures[base][round][what]));
  return commands.map(({ name, target, of }, index) => {
    const first = of && commands.findIndex((each) => each.name === of);
    return {
      ...{ name, target: of ? undefined : target },
      cpu: { ms: median(figures[index].map(({ cpu }) => cpu)), ratio: ratio(index, 0, 'cpu') },
      wall: { ms: median(figures[index].map(({ wall }) => wall)), ratio: ratio(index, 0, 'wall') },
      nowToThis: of && ratio(first, index, 'cpu'),
    };
  });
}

/** Milliseconds. bash tells the processor time of what it has run; Node tells it of itself alone. */
function timed(name, args, env) {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&3';
  const start = process.hrtime.bigint();
  const { status, output } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${name} failed: ${output[3]}`);
  const [user, system] = output[2].trim().split(' ').map(Number);
  return { wall, cpu: (user + system) * 1000 };
}

function table(results) {
  const lines = results.map(({ name, target, cpu, wall, nowToThis }) => {
    const verdict = target === undefined ? '' : cpu.ratio <= target ? 'met' : 'missed';
    const share = nowToThis ? `now ${nowToThis.toFixed(2)} of it` : verdict;
    const figures = [cpu.ms.toFixed(0), cpu.ratio.toFixed(2), wall.ms.toFixed(0), wall.ratio.toFixed(2)];
    return `| ${[name, ...figures, target ? `≤ ${target}` : '', share].join(' | ')} |`;
  });
  const about = `Node ${process.versions.node}, ${rounds} rounds; medians; ratios to the first line, paired by round.`;
  return [
    ...[
      about,
      '',
      '| what | CPU ms | ratio | wall ms | ratio | target of CPU | |',
      '|---|---:|---:|---:|---:|---|---|',
    ],
    ...lines,
  ].join('\n');
}
