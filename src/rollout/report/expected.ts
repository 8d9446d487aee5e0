import { type CsvCell, MisplacedQuotes, readCsv } from '../../core/csv.ts';
import { withoutApostrophe } from '../../core/csv-text.ts';
import { LOGIN_ID_HEADERS, normalizeLoginId } from '../../core/login-id.ts';
import type { Text } from '../../core/text.ts';
import { seenOf } from './seen-text.ts';

/** Somebody who is expected to report: a user, a PC, or a user on a PC. */
export interface Expected {
  readonly loginId?: string;
  readonly device?: string;
}

/** What is wrong with a list of those who are expected. */
export class NoExpectedList extends Error {
  readonly detail: Text;

  constructor(detail: Text) {
    super(detail.en);
    this.name = 'NoExpectedList';
    this.detail = detail;
  }
}

const DEVICE_HEADERS = ['device', 'pc'];

/**
 * Reads a CSV list with a column `loginId`, a column `device`, or both; `list --users --csv` has them by other names. Other columns, of which some may be secret, are not
 * looked at: the list that a rollout was made from will do.
 * @throws NoExpectedList
 */
export function readExpected(text: string): Expected[] {
  const [header = [], ...rows] = rowsOf(text);
  const columnOf = (names: readonly string[]) =>
    header.findIndex((cell) => names.includes(cell.text.normalize('NFKC').trim().toLowerCase()));
  const [loginIdAt, deviceAt] = [columnOf(LOGIN_ID_HEADERS), columnOf(DEVICE_HEADERS)];
  if (loginIdAt < 0 && deviceAt < 0) throw new NoExpectedList(reasons.noColumn);
  return rows.flatMap((cells) => {
    const [loginId, device] = [
      seenOf(normalizeLoginId(textOf(cells[loginIdAt]))),
      seenOf(textOf(cells[deviceAt])),
    ];
    if (loginId === undefined && device === undefined) return [];
    return { ...(loginId === undefined ? {} : { loginId }), ...(device === undefined ? {} : { device }) };
  });
}

function textOf(cell: CsvCell | undefined): string {
  return withoutApostrophe(cell?.text ?? '');
}

function rowsOf(text: string): CsvCell[][] {
  try {
    return readCsv(text);
  } catch (error) {
    if (!(error instanceof MisplacedQuotes)) throw error;
    throw new NoExpectedList(reasons.quotes(error));
  }
}

const reasons = {
  noColumn: {
    ja: '見出しに loginId または device が必要です',
    en: 'its header has to name loginId or device',
  },
  quotes: ({ line, column }: MisplacedQuotes) => ({
    ja: `${line} 行 ${column} 列目: 引用符 " の使い方に誤りがあります`,
    en: `line ${line}, column ${column}: quotation marks are misplaced`,
  }),
};
