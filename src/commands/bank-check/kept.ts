import { type Held, isKept, keptText, readKept } from '../../bank-check/kept.ts';
import { isMissing, openResultFile, unwritable, type Wanted } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';

const WANTED: Wanted = { what: { ja: '記録', en: 'record' }, option: '--resume', isOwn: isKept };

/** What an earlier check of the same bank has left, and how this one adds to it. */
export interface KeptFile {
  readonly passed: readonly string[];
  readonly held: readonly Held[];
  /** @throws CertToolError `unwritable-sheet` */
  keep(passed: readonly string[], held: readonly Held[]): Promise<void>;
}

/** @param file none is kept without it @throws CertToolError `unwritable-sheet`, `unusable-path`, `cancelled` */
export async function openKept(deps: Deps, file: string | undefined, bank: string): Promise<KeptFile> {
  if (file === undefined) return { passed: [], held: [], keep: async () => undefined };
  const there = deps.outputFile(file);
  const text = isMissing(there) ? '' : (await deps.readPrivateFile(file)).text;
  const earlier = readKept(text, bank);
  const output = earlier ? there : await openResultFile(deps, file, WANTED);
  return {
    passed: earlier?.passed ?? [],
    held: earlier?.held ?? [],
    async keep(passed, held) {
      await output.write(keptText({ bank, passed, held })).catch((cause: NodeJS.ErrnoException) => {
        throw unwritable(output.path, WANTED, cause.code ?? cause.name, cause);
      });
    },
  };
}
