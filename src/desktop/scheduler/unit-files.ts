import { chmod, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import { notSetUp } from '../../core/not-set-up.ts';
import type { SchedulerUnit } from '../../core/ports/scheduler.ts';
import { readIfThere, removeSynced, writeFileSynced } from '../../system/files.ts';
import { makeFolders } from '../../system/owner-only.ts';

/**
 * Writes the files that a scheduler reads, then has it read them. Where anything fails, all is as it was before.
 * @param undone has the scheduler forget what it has read
 * @throws CertToolError `not-set-up`; what `load` throws
 */
export async function writeUnits(
  units: readonly SchedulerUnit[],
  load: () => Promise<void>,
  undone: () => Promise<void>,
): Promise<void> {
  const before: { place: string; text: string | undefined }[] = [];
  const made: string[] = [];
  try {
    for (const { place, text } of units) {
      before.push({ place, text: await readIfThere(place) });
      const first = await makeFolders(dirname(place), 0o755);
      for (let folder = dirname(place); first && folder.length >= first.length; folder = dirname(folder)) {
        made.push(folder);
      }
      await writeReadable(place, text);
    }
    await load();
  } catch (error) {
    for (const { place, text } of before) {
      if (text === undefined) await removeSynced(place).catch(() => undefined);
      else await writeReadable(place, text).catch(() => undefined);
    }
    await undone().catch(() => undefined);
    // What the scheduler has put there besides stays.
    for (const folder of made) await rmdir(folder).catch(() => undefined);
    throw asNotSetUp(error, before.at(-1)?.place);
  }
}

/** @throws CertToolError `not-set-up` */
export async function removeUnits(places: readonly string[]): Promise<void> {
  for (const place of places) {
    await removeSynced(place).catch((error: unknown) => {
      throw asNotSetUp(error, place);
    });
  }
}

async function writeReadable(place: string, text: string): Promise<void> {
  await writeFileSynced(place, text);
  await chmod(place, 0o644);
}

/** A failed file operation, as the error that people can meet. */
export function asNotSetUp(error: unknown, place = ''): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof CertToolError || typeof code !== 'string') return error;
  const detail = {
    ja: `${place} を使用できません(${code})。`,
    en: `${place} cannot be used (${code}).`,
  };
  return notSetUp('reminder', detail, { cause: error });
}
