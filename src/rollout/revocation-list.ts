import { normalizeSerialNumber } from '../core/certificate.ts';
import { type Columns, REASONS } from '../core/csv-records.ts';
import { LOGIN_ID_HEADERS } from '../core/login-id.ts';
import { SERIAL_NUMBER } from '../core/option-values.ts';
import { tidyPasted } from '../core/pasted.ts';
import type { Text } from '../core/text.ts';
import {
  type Listed,
  type ListRow,
  loginIdIn,
  type ReadList,
  readList,
  spoiltBySpreadsheet,
  type Wrong,
} from './list-rows.ts';

/** A certificate that a list names: that of this user with this serial number, and no other. */
export interface ListedCertificate extends Listed {
  /** Normalized. */
  readonly serialNumber: string;
}

const NAMES = ['loginId', 'serialNumber'] as const;
type Name = (typeof NAMES)[number];

/** What the bank's list of users has besides may stay in the file. */
const COLUMNS: Columns<Name> = {
  names: NAMES,
  optional: [],
  passedOver: 'all',
  aliases: {
    ...Object.fromEntries(LOGIN_ID_HEADERS.map((header) => [header, 'loginId'] as const)),
    シリアル番号: 'serialNumber',
    証明書シリアル番号: 'serialNumber',
    'serial number': 'serialNumber',
  },
};

/** Reads certificates from CSV with a header, or from JSON lines of the same names. */
export function readRevocationList(text: string): ReadList<ListedCertificate> {
  return readList<Name, ListedCertificate>(text, {
    columns: COLUMNS,
    read: certificateOf,
    // A user may have several certificates.
    keyOf: ({ loginId, serialNumber }) => `${loginId}\0${serialNumber}`,
    twice,
  });
}

function certificateOf(row: ListRow<Name>, wrong: Wrong<Name>): ListedCertificate {
  const loginId = loginIdIn(row, wrong);
  const text = tidyPasted(row.text('serialNumber'));
  const reason = serialNumberFault(text);
  wrong('serialNumber', reason);
  // One that cannot be read is the same as no other.
  const serialNumber = reason ? `line ${row.line}` : normalizeSerialNumber(SERIAL_NUMBER.read(text) ?? '');
  return { row: row.line, loginId, serialNumber };
}

/** Spreadsheets keep fifteen digits of a number, and make zeros of the others: three of them are no coincidence. */
const ROUNDED = /^[1-9]\d{14}0{3,}$/;

function serialNumberFault(text: string): Text | undefined {
  if (text === '') return REASONS.empty;
  if (ROUNDED.test(text)) return WRONG.rounded;
  return spoiltBySpreadsheet(text) ?? (SERIAL_NUMBER.read(text) ? undefined : WRONG.noSerialNumber);
}

function twice(line: number): Text {
  return {
    ja: `${line} 行目と同じログインIDとシリアル番号です`,
    en: `the same login ID and serial number as on line ${line}`,
  };
}

const WRONG = {
  rounded: {
    ja: '表計算ソフトが 16 桁目からを 0 に変えた値です(列を文字列にしてください)',
    en: 'a spreadsheet has made zeros of its digits from the sixteenth on (format the column as text)',
  },
  noSerialNumber: {
    ja: '16 進数のシリアル番号(2〜64 桁)ではありません',
    en: 'it is no serial number of 2 to 64 hexadecimal digits',
  },
} as const satisfies Readonly<Record<string, Text>>;
