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
      writeResult(`${asciiJson(stamped(withWarnings(document, warnings), stamp?.()))}\n`);
    },
  };
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
