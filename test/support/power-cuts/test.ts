import { expect, test } from 'vitest';
import { POSIX_ONLY } from '../run.ts';
import { cutsOf } from './cuts.ts';
import { type Act, brokenAt, type Recorded, record } from './replay.ts';

/** Of all disks so many are tried; `POWER_CUTS=all` tries each. */
const SOME = 14;
const LONGEST_MS = 7_200_000;

/** Declares the test that a command keeps its promises whenever the power is cut. */
export function testPowerCuts(name: string, act: Act): void {
  test.skipIf(process.platform === 'win32')(
    `${name}: whenever the power is cut, the same command completes it${POSIX_ONLY}`,
    async () => {
      const recorded = await record(act);
      try {
        const all = cutsOf(recorded.history);
        const syncs = recorded.history.changes.filter(({ label }) => label.startsWith('sync ')).length;
        const wanted = process.env['POWER_CUTS'] === 'all' ? all : spread(all, SOME);
        process.stdout.write(
          `${name}: ${syncs} syncs, ${all.length} disks, ${wanted.length} of them tried\n`,
        );
        if (process.env['POWER_CUTS'] === 'count') return tellOfIdleSyncs(name, recorded);
        if (process.env['POWER_CUTS'] === 'syncs') return await tellOfSyncs(name, recorded);
        expect(await brokenAt(recorded, wanted)).toEqual([]);
      } finally {
        await recorded.close();
      }
    },
    LONGEST_MS,
  );
}

function spread<T>(all: readonly T[], count: number): T[] {
  const every = Math.max(1, all.length / count);
  // The last ones are those once the command has ended.
  return all.filter(
    (_, index) =>
      Math.floor((all.length - 1 - index) / every) !== Math.floor((all.length - index) / every) ||
      index === all.length - 1,
  );
}

/** Which syncs a promise needs: without them something breaks. */
async function tellOfSyncs(name: string, recorded: Recorded): Promise<void> {
  const known = new Set(cutsOf(recorded.history).map(({ key }) => key));
  for (const [index, { label }] of recorded.history.changes.entries()) {
    if (!label.startsWith('sync ')) continue;
    const more = cutsOf(recorded.history, index).filter(({ key }) => !known.has(key));
    const tried = spread(more, SOME);
    const broken = await brokenAt(recorded, tried, 1);
    const verdict =
      broken.length > 0 ? `NEEDED: ${broken[0]?.split('\n').slice(0, 2).join(' ')}` : 'not needed';
    process.stdout.write(
      `${name} ${index} ${label}: ${more.length} more disks, ${tried.length} tried: ${verdict}\n`,
    );
  }
}

/** Syncs without which no power cut leaves another disk. */
function tellOfIdleSyncs(name: string, { history }: Recorded): void {
  const known = new Set(cutsOf(history).map(({ key }) => key));
  for (const [index, { label }] of history.changes.entries()) {
    if (!label.startsWith('sync ')) continue;
    const more = cutsOf(history, index).filter(({ key }) => !known.has(key));
    process.stdout.write(`${name} ${index} ${label}: ${more.length} disks more without it\n`);
  }
}
