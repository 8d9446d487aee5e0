// Kills commands at random moments, at random writes and requests, and lets the practice bank's faults strike them; runs
// the same command again, and counts what was lost: nothing ever may be. By kind: one user, lists, other stores, retire.
// Ctrl-C ends it after the rounds that are under way, with the counts.
// npm run soak -- [--rounds 300 | --minutes 10] [--lanes 2] [--seed 1] [--kind renew]
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BLOWS, lengthOfARun } from './soak/blows.mjs';
import { Counts } from './soak/counts.mjs';
import { Broken, judge } from './soak/judge.mjs';
import { kindsHere } from './soak/kinds.mjs';
import { copyOf } from './soak/program.mjs';
import { randomFrom } from './soak/random.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    /** The kinds whose name begins so. */
    kind: { type: 'string', default: '' },
  },
});

const lab = await mkdtemp(path.join(tmpdir(), 'cert-tool-soak-'));
const rounds = values.minutes ? Number.POSITIVE_INFINITY : Number(values.rounds ?? 300);
const random = randomFrom(Number(values.seed));
let [begun, failed, isOver] = [0, false, false];
process.once('SIGINT', () => {
  isOver = true;
});

try {
  const kinds = (await kindsHere(lab, console.error)).filter(({ name }) => name.startsWith(values.kind));
  const prepared = [];
  for (const [number, kind] of kinds.entries()) prepared.push(await prepare(kind, number));
  const counts = new Counts(kinds);
  const end = performance.now() + Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const lane = async () => {
    while (!isOver && begun < rounds && performance.now() < end) {
      const kind = prepared[begun % prepared.length];
      begun += 1;
      await round(kind, path.join(lab, `round-${begun}`), counts);
    }
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  console.log(counts.toString());
} finally {
  await rm(lab, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** A PC as it is before each round, and how long an undisturbed run takes. */
async function prepare(kind, number) {
  const template = kind.pcAt(path.join(lab, `template-${number}`));
  await mkdir(template.home);
  await kind.furnish(template);
  return { ...kind, template, length: await lengthOfARun(template, kind, path.join(lab, `timed-${number}`)) };
}

async function round(kind, home, counts) {
  const { name } = kind;
  const pc = await copyOf(kind.template, home);
  const strike = Object.values(BLOWS)[Math.floor(random() * 3)];
  const { at, killed, faulted } = await strike(pc, kind, random);
  counts.add(name, 'rounds');
  counts.add(name, 'killed', killed);
  counts.add(name, 'faulted', faulted);
  try {
    counts.add(name, 'resumed', await judge(pc, kind));
  } catch (error) {
    failed = true;
    if (error instanceof Broken) counts.add(name, error.count);
    console.error(`${at}: ${error instanceof Broken ? `${error.count}: ${error.message}` : error.stack}`);
  }
  await rm(home, { recursive: true, force: true });
}
