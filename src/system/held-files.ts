import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait before each further try: 0.6 seconds in all. */
const WAITS_MS = [10, 20, 40, 80, 160, 320];

/**
 * Does what Windows refuses for as long as another program has the file, or one in the folder, open: virus scanners and
 * the search indexer look at every new file for a moment. Elsewhere it is done once.
 * @throws what `work` throws, at once unless it is such a refusal (EPERM, EACCES, EBUSY), and of these the last one
 */
export async function unlessHeld<T>(
  work: () => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> {
  for (const wait of platform === 'win32' ? WAITS_MS : []) {
    try {
      return await work();
    } catch (error) {
      if (!HELD.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await sleep(wait);
    }
  }
  return work();
}

const HELD: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
