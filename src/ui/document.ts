import type { Stamp } from '../core/ports/run-log.ts';
import type { Warning } from '../core/ports/ui.ts';
import { asciiJson } from '../core/text.ts';
import { writeResult } from './output.ts';

/** The one JSON document of `--json`, with all that was warned of. */
export interface Sheet {
  warned(warning: Warning): void;
  /** What the document is; a later value replaces an earlier one. */
  set(value: object): void;
  /** Writes it, unless there is none or it was written already. */
  write(): void;
}

/** Kept until the end of a run: only then it is known what was warned of, and that no error follows. */
export function createSheet(stamp?: () => Stamp): Sheet {
  const warnings: Warning[] = [];
  let document: object | undefined;
  let isWritten = false;
  return {
    warned: (warning) => void warnings.push(warning),
    set(value) {
      document = value;
    },
    write() {
      if (document === undefined || isWritten) return;
      isWritten = true;
      writePieces(piecesOf(stamped(withWarnings(document, warnings), stamp?.())));
    },
  };
}

/** As much as is put together before it is written, in characters. */
const PIECE = 64 * 1024;

function writePieces(pieces: Iterable<string>): void {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    writeResult(text);
    text = '';
  }
  writeResult(`${text}\n`);
}

/** The JSON of a document, each element of its lists for itself: as one text thousands of results would take ten times their memory. */
function* piecesOf(document: object): Iterable<string> {
  let before = '{';
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${asciiJson(name)}:`;
    before = ',';
    if (Array.isArray(value)) yield* elementsOf(value);
    else yield asciiJson(value);
  }
  yield before === '{' ? '{}' : '}';
}

function* elementsOf(list: readonly unknown[]): Iterable<string> {
  let before = '[';
  for (const element of list) {
    yield before + asciiJson(element ?? null);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** The schema first, where a person looks. */
function stamped(document: object, stamp: Stamp | undefined): object {
  if (!stamp) return document;
  const { schema, run } = stamp;
  return { schema, ...document, ...(run === undefined ? {} : { run }) };
}

/** Those that the document names itself come first; none stands there twice. */
function withWarnings(document: object, shown: readonly Warning[]): object {
  const own = 'warnings' in document && Array.isArray(document.warnings) ? document.warnings : undefined;
  const all = [...(own ?? []), ...shown];
  const once = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  return own || once.length > 0 ? { ...document, warnings: once } : document;
}
