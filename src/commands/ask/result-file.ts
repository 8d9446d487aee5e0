import { CertToolError } from '../../core/error.ts';
import { checkPath, NO_FILE } from '../../core/given-path.ts';
import type { OutputFile } from '../../core/ports/files.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';

/** What is to be written, and the option that names its file. */
export interface Wanted {
  readonly what: Text;
  readonly option: string;
  /** Whether a file that begins so is an earlier one of the same kind. */
  isOwn(beginning: string): boolean;
}

/**
 * The file for a result. What is there already is replaced only when the person agrees; where nobody is asked, only an
 * earlier one of the same kind is.
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
    if (wanted.isOwn((await file.beginning()) ?? '')) return file;
    throw unwritable(file.path, wanted, otherThan(wanted.what));
  }
  if (!ui.interactive) throw unwritable(file.path, wanted, EXISTS);
  if (await ui.prompts.confirm(ui.text('ask.replace-file', { file: file.path }))) return file;
  throw new CertToolError('cancelled');
}

export function isMissing(file: OutputFile): boolean {
  return ['nothing', 'no-folder'].includes(file.found());
}

const NO_FOLDER = { ja: 'フォルダがありません', en: 'its folder does not exist' };
const EXISTS = { ja: 'すでにファイルがあります', en: 'there is a file already' };
const ANOTHER_PATH = {
  ja: '{option} に別のパスを指定してください。',
  en: 'Give another path with {option}.',
};

/** A result that cannot be written to its file. Where no `--yes` would help none is named. */
export function unwritable(
  file: string,
  { what, option }: Pick<Wanted, 'what' | 'option'>,
  detail: string | Text,
  cause?: unknown,
): CertToolError {
  const error = new CertToolError('unwritable-sheet', { params: { file, what, option, detail }, cause });
  return detail === EXISTS ? error : error.withRemedy(ANOTHER_PATH);
}

function otherThan({ ja, en }: Text): Text {
  return {
    ja: `すでに、${ja}ではないファイルがあります`,
    en: `there is a file already that is no ${en}`,
  };
}
