import type { OutputFile } from '../../../core/ports/files.ts';
import type { Deps } from '../../deps.ts';
import { documentOf, type Examined, verdictOf } from '../show.ts';
import { type Gathered, gather, partsOf } from './contents.ts';
import { newBundle, writeBundle } from './write.ts';

export { gather, newBundle };

interface Bundled {
  readonly file: OutputFile;
  readonly gathered: Gathered;
  readonly examined: Examined;
  readonly isUnmasked: boolean;
}

/** Writes what a help desk needs into one file. Returns its path; undefined where nobody wanted it after all. */
export async function bundle(
  deps: Deps,
  { file, gathered, examined, isUnmasked }: Bundled,
): Promise<string | undefined> {
  const document = documentOf(deps, examined, verdictOf(deps, examined));
  const isWritten = await writeBundle(deps, file, partsOf(deps, gathered, document, isUnmasked));
  return isWritten ? file.path : undefined;
}
