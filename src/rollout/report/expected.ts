import { type CsvCell, MisplacedQuotes, readCsv } from '../../core/csv.ts';
import { normalizeLoginId } from '../../core/login-id.ts';
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

/**
 * Reads a CSV list with a column `loginId`, a column `device`, or both. Other columns, of which some may be secret, are not
 * looked at: the list that a rollout was made from will do.
 * @throws NoExpectedList
 */
export function readExpected(text: string): Expected[] {
  const [header = [], ...rows] = rowsOf(text);
  const columnOf = (name: string) =>
    header.findIndex((cell) => cell.text.normalize('NFKC').trim().toLowerCase() === name);
  const [loginIdAt, deviceAt] = [columnOf('loginid'), columnOf('device')];
  if (loginIdAt < 0 && deviceAt < 0) throw new NoExpectedList(reasons.noColumn);
  return rows.flatMap((cells) => {
    const loginId = seenOf(normalizeLoginId(cells[loginIdAt]?.text ?? ''));
    const device = seenOf(cells[deviceAt]?.text ?? '');
    if (loginId === undefined && device === undefined) return [];
    return { ...(loginId === undefined ? {} : { loginId }), ...(device === undefined ? {} : { device }) };
  });
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
