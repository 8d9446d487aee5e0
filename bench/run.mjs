// npm run bench [-- --rounds 20]: how long commands take, as ratios to an empty Node (`node -e 0`).
//
// All commands take turns, round by round; each time is divided by the empty Node's of the same round, and the median
// of these ratios counts: that way it does not matter what else the machine does.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { homeWithCertificates, rewindToSent } from './homes.mjs';
import { built, environment, median, root, startBank } from './shared.mjs';

const WARM_UP_ROUNDS = 2;
const LOGIN_ID = 'jirodt';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a number');

const scratch = mkdtempSync(path.join(tmpdir(), 'cert-tool-bench-'));
let program;
let bank;
try {
  program = built(root, path.join(scratch, 'package'));
  bank = await startBank(program, path.join(scratch, 'bank'));
  const results = measure([
    { name: '`node -e 0`', args: ['-e', '0'] },
    { name: '`--version`', target: 1.15, args: [program, '--version'] },
    { name: '`--help`', target: 1.5, args: [program, '--help'] },
    listing(20, 1.5),
    listing(10_000, 9),
    issuing(bank),
  ]);
  console.log(table(results));
} finally {
  await bank?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

function listing(count, target) {
  const home = homeWithCertificates(path.join(scratch, `list-${count}`), count);
  const name = `\`list\` with ${count.toLocaleString('en')} certificates`;
  return { name, target, args: [program, 'list'], env: environment(home) };
}

/** Login, one-time password, request, installation, confirmation, logout; only the key is there already. */
function issuing({ home }) {
  const args = [program, 'issue', LOGIN_ID, '--sandbox'];
  const env = () => environment(home, { CERT_TOOL_OTP: oneTimePassword(home) });
  execFileSync(process.execPath, args, { env: env(), stdio: 'pipe' });
  const { bankId } = JSON.parse(readFileSync(path.join(home, 'sandbox/practice-bank.json'), 'utf8'));
  const rewind = rewindToSent(home, { bankId, loginId: LOGIN_ID, startedAt: new Date().toISOString() });
  const name = '`issue` without key generation, running practice bank';
  const before = () => {
    rewind();
    return env();
  };
  return { name, target: 10, args, before };
}

function oneTimePassword(home) {
  const info = execFileSync(process.execPath, [program, 'sandbox', 'info', '--json'], {
    env: environment(home),
    encoding: 'utf8',
  });
  return JSON.parse(info).users.find((user) => user.loginId === LOGIN_ID).otp.code;
}

function measure(commands) {
  const times = commands.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [index, { name, args, env = environment(scratch), before }] of commands.entries()) {
      const ready = before?.() ?? env;
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, args, {
        env: ready,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
      if (round >= 0) times[index].push(ms);
    }
  }
  return commands.map(({ name, target }, index) => ({
    name,
    target,
    ms: median(times[index]),
    ratio: median(times[index].map((ms, round) => ms / times[0][round])),
  }));
}

function table(results) {
  const lines = results.map(({ name, target, ms, ratio }) => {
    const verdict = target === undefined ? '' : ratio <= target ? 'met' : 'missed';
    return `| ${name} | ${ms.toFixed(0)} | ${ratio.toFixed(2)} | ${target ? `≤ ${target}` : ''} | ${verdict} |`;
  });
  const about = `Node ${process.versions.node}, ${rounds} rounds; medians; ratios to the first line, paired by round.`;
  return [about, '', '| what | ms | ratio | target | |', '|---|---:|---:|---:|---|', ...lines].join('\n');
}
