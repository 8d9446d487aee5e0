import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { documentsIn } from '../../rollout/report/documents.ts';
import { type NoStatement, type Statement, statementsOf } from '../../rollout/report/statement.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';

/** Results of many PCs, or of many runs, are more than a person writes; in MiB. */
const LARGEST_MIB = 256;

const STDIN = '-';

/**
 * Reads results from files, folders (their `*.json` and `*.jsonl`) and stdin. What cannot be understood is warned of by file
 * and line, and the rest counts.
 * @throws CertToolError `unreadable-file` where a named file cannot be read, or nothing at all can be understood
 */
export async function readStatements(deps: Deps, given: readonly string[]): Promise<Statement[]> {
  const statements: Statement[] = [];
  const faults: CertToolError[] = [];
  for (const each of new Set(given)) {
    const files = each === STDIN ? undefined : await deps.filesIn(each);
    const results = files?.filter((file) => /\.jsonl?$/i.test(file));
    if (results?.length === 0) deps.ui.warn(deps.ui.text('report.nothing-in', { path: each }));
    for (const file of results ?? [each]) {
      const text = await textOf(deps, file).catch((error: unknown) => {
        const isOneOfMany = results !== undefined && error instanceof CertToolError && error.kind === 'usage';
        if (!isOneOfMany) throw error;
        faults.push(error);
        return '';
      });
      const read = statementsIn(file, text);
      for (const statement of read.statements) statements.push(statement);
      faults.push(...read.faults);
    }
  }
  const [first] = faults;
  if (first && statements.length === 0) throw first;
  for (const fault of faults) warn(deps, fault);
  return statements;
}

async function textOf(deps: Deps, file: string): Promise<string> {
  if (file !== STDIN) return (await deps.readPrivateFile(file, LARGEST_MIB)).text;
  const text = await deps.readStdin(LARGEST_MIB);
  if (text === undefined) throw new CertToolError('unreadable-file', { params: { file, detail: TERMINAL } });
  return text;
}

interface Read {
  readonly statements: readonly Statement[];
  readonly faults: readonly CertToolError[];
}

function statementsIn(file: string, text: string): Read {
  const statements: Statement[] = [];
  const lines: Record<Fault, number[]> = { 'no-json': [], 'no-result': [], 'no-origin': [] };
  for (const { line, value } of documentsIn(text)) {
    const said = value === undefined ? 'no-json' : statementsOf(value);
    if (typeof said === 'string') lines[said].push(line);
    else for (const each of said) statements.push(each);
  }
  const faults = FAULTS.filter((fault) => lines[fault].length > 0).map((fault) => {
    const detail = detailOf(lines[fault], REASONS[fault]);
    return new CertToolError('unreadable-file', { params: { file, detail } });
  });
  return { statements, faults };
}

type Fault = NoStatement | 'no-json';
const FAULTS: readonly Fault[] = ['no-json', 'no-result', 'no-origin'];

const REASONS: Readonly<Record<Fault, Text>> = {
  'no-json': { ja: 'JSON の形式ではありません', en: 'no JSON' },
  'no-result': { ja: 'cert-tool の結果ではありません', en: 'no result of cert-tool' },
  'no-origin': {
    ja: '日時(time)と PC の名前(device)がありません',
    en: 'without time and device: nobody knows when and where it was made',
  },
};

const TERMINAL = { ja: '端末です', en: 'it is a terminal' };

/** So many lines are named. */
const NAMED = 10;

function detailOf(lines: readonly number[], reason: Text): Text {
  const named = lines.slice(0, NAMED).join(', ');
  const more = lines.length - NAMED;
  return {
    ja: `${named} 行目${more > 0 ? `、ほか ${more} 行` : ''}: ${reason.ja}`,
    en: `line ${named}${more > 0 ? ` and ${more} more` : ''}: ${reason.en}`,
  };
}
