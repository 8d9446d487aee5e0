import { CertToolError } from '../../core/error.ts';
import { checkPath } from '../../core/given-path.ts';
import type { OutputFile } from '../../core/ports/files.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';

/** What is to be written, and the option that names its file. */
export interface Wanted {
  readonly what: Text;
  readonly option: string;
  /** Whether a file holds an earlier result of this kind: with `--yes` nothing else is replaced. */
  isOwn?(text: string): boolean;
}

/**
 * The file for a result. What is there already is replaced only when the person agrees.
 * @throws CertToolError `unwritable-sheet`, `unusable-path`, `cancelled`
 */
export async function openResultFile(deps: Deps, given: string, wanted: Wanted): Promise<OutputFile> {
  const { ui, settings } = deps;
  checkPath(wanted.option, given);
  const file = deps.outputFile(given);
  const found = file.found();
  if (found === 'no-file') throw unwritable(file.path, wanted, NO_FILE);
  if (found === 'no-folder') throw unwritable(file.path, wanted, NO_FOLDER);
  if (found === 'nothing') return file;
  if (settings.yes) {
    if (wanted.isOwn?.((await file.read()) ?? '') !== false) return file;
    throw unwritable(file.path, wanted, OTHER);
  }
  if (!ui.interactive) throw unwritable(file.path, wanted, EXISTS);
  if (await ui.prompts.confirm(ui.text('ask.replace-file', { file: file.path }))) return file;
  throw new CertToolError('cancelled');
}

const NO_FILE = { ja: '通常のファイルではありません', en: 'it is no ordinary file' };
const NO_FOLDER = { ja: 'フォルダがありません', en: 'its folder does not exist' };
const OTHER = {
  ja: 'すでに、cert-tool が作成したものではないファイルがあります',
  en: 'there is a file already that cert-tool has not made',
};
const EXISTS = { ja: 'すでにファイルがあります', en: 'there is a file already' };

/** A result that cannot be written to its file. */
export function unwritable(
  file: string,
  { what, option }: Wanted,
  detail: string | Text,
  cause?: unknown,
): CertToolError {
  return new CertToolError('unwritable-sheet', { params: { file, what, option, detail }, cause });
}
