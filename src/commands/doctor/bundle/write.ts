import { strToU8, zipSync } from 'fflate';
import { CertToolError } from '../../../core/error.ts';
import { checkPath } from '../../../core/given-path.ts';
import type { OutputFile } from '../../../core/ports/files.ts';
import type { Text } from '../../../core/text.ts';
import type { Deps } from '../../deps.ts';
import type { Part } from './contents.ts';

const BUNDLE = { what: { ja: 'サポート用のファイル', en: 'bundle' }, option: '--bundle' };

/** The file that is to be: none is there yet. @throws CertToolError `unwritable-sheet`, `unusable-path` */
export function newBundle(deps: Deps, given: string): OutputFile {
  checkPath(BUNDLE.option, given);
  const file = deps.outputFile(given);
  const found = file.found();
  if (found === 'no-folder') throw unwritten(file.path, NO_FOLDER);
  if (found !== 'nothing') throw unwritten(file.path, EXISTS);
  return file;
}

const NO_FOLDER = { ja: 'フォルダがありません', en: 'its folder does not exist' };
/** Unlike other results nothing makes it replace a file. */
function unwritten(file: string, detail: string | Text, cause?: unknown): CertToolError {
  return new CertToolError('unwritable-sheet', {
    params: { file, ...BUNDLE, detail },
    remedy: OTHER_PATH,
    cause,
  });
}

const OTHER_PATH = {
  ja: '--bundle に、別のパスを指定してください。すでにあるファイルは置き換えません。',
  en: 'Give another path with --bundle: a file that is there is never replaced.',
};
const EXISTS = { ja: 'すでにファイルがあります', en: 'there is a file already' };

/**
 * Tells what is inside, asks where somebody can be asked, and writes.
 * @returns whether it was wanted
 * @throws CertToolError `unwritable-sheet`
 */
export async function writeBundle(deps: Deps, file: OutputFile, parts: readonly Part[]): Promise<boolean> {
  const { ui, settings } = deps;
  ui.say(ui.text('doctor.bundle.inside', { file: file.path }));
  const rows = parts.map(({ name, text }): [string, string] => {
    const what = ui.text(`doctor.bundle.${name}`);
    const size = Buffer.byteLength(text);
    return [name, ui.text('doctor.bundle.part', { what, size })];
  });
  for (const line of ui.fields(rows)) ui.say(`  ${line}`);
  if (!settings.yes && ui.interactive && !(await ui.prompts.confirm(ui.text('doctor.bundle.write')))) {
    return false;
  }
  await file.create(zipped(parts, deps.pcTime())).catch((cause: NodeJS.ErrnoException) => {
    const detail = cause.code === 'EEXIST' ? EXISTS : (cause.code ?? cause.name);
    throw unwritten(file.path, detail, cause);
  });
  ui.say(ui.text('doctor.bundle.written', { file: file.path }));
  return true;
}

/** Unix, by APPNOTE.TXT 4.4.2: then the upper half of the attributes is the file's mode. */
const UNIX = 3;
const OWNER_ONLY = 0o100600;
/** A ZIP knows no other dates (APPNOTE.TXT 4.4.6). */
const [FIRST_YEAR, LAST_YEAR] = [1980, 2099];

function zipped(parts: readonly Part[], now: Date): Uint8Array {
  const isKnown = now.getFullYear() >= FIRST_YEAR && now.getFullYear() <= LAST_YEAR;
  const mtime = isKnown ? now : new Date(FIRST_YEAR, 0, 1);
  // The mode's highest bit would make a negative number of it.
  const attrs = OWNER_ONLY * 0x10000;
  const files = parts.map(({ name, text }) => [name, [strToU8(text), { attrs, os: UNIX, mtime }]] as const);
  return zipSync(Object.fromEntries(files.map(([name, [data, options]]) => [name, [data, options]])));
}
