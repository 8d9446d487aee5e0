import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { copyOf, hook, run, startBank } from './program.mjs';

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

/**
 * How long a run of this kind takes that nobody strikes, and how many writes and requests it has.
 * @returns {Promise<{ms: number, points: number}>}
 */
export async function lengthOfARun(template, { command }, home) {
  const pc = await copyOf(template, home);
  const list = path.join(home, 'points.json');
  const begin = performance.now();
  const { code, stdout, stderr } = await run(pc, command, {
    env: { NODE_OPTIONS: `--require ${hook}`, KILL_LIST: list },
  });
  if (code !== 0) throw new Error(`${command.join(' ')}: ${stdout}${stderr}`);
  return { ms: performance.now() - begin, points: JSON.parse(await readFile(list, 'utf8')).length };
}

/** Some blows come too late, so that some runs come to their end. */
const BEYOND = 1.1;

/**
 * Each blow runs the command once and makes it go wrong.
 * @returns {Promise<{at: string, killed: boolean, faulted: boolean}>} how
 */
export const BLOWS = {
  async time(pc, { name, command, length }, random) {
    const killAfterMs = Math.floor(random() * length.ms * BEYOND);
    const { signal } = await run(pc, command, { killAfterMs });
    return { at: `${name} killed after ${killAfterMs} ms`, killed: signal === 'SIGKILL', faulted: false };
  },
  async point(pc, { name, command, length }, random) {
    const at = String(Math.floor(random() * length.points * BEYOND));
    const env = { NODE_OPTIONS: `--require ${hook}`, KILL_AT: at, KILL_SIGNAL: 'SIGKILL' };
    const { signal } = await run(pc, command, { env });
    return { at: `${name} killed at point ${at}`, killed: signal === 'SIGKILL', faulted: false };
  },
  async fault(pc, { name, command }, random) {
    const faults = FAULTS.filter(() => random() < 0.3).map((fault) => `${fault}=${random().toFixed(2)}`);
    const bank = await startBank(
      pc,
      faults.flatMap((fault) => ['--fault', fault]),
    );
    const { code } = await run(pc, [...command, '--timeout', '5']);
    await bank.stop();
    const at = `${name} with the faults ${faults.join(' ') || 'none'}`;
    return { at, killed: false, faulted: code !== 0 };
  },
};
