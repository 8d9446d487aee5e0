import { describe, expect, test } from 'vitest';
import { faultText } from '../../src/core/csv-records.ts';
import { readRevocationList } from '../../src/rollout/revocation-list.ts';

const read = (...lines: string[]) => readRevocationList(lines.join('\r\n'));
const csv = (...rows: string[]) => read('loginId,serialNumber', ...rows);
/** The faults as a person reads them. */
const told = ({ faults }: ReturnType<typeof readRevocationList>) =>
  faults.map((fault) => faultText(fault).en);

const SERIAL = '5b8e869e2bc4b2225302f34ada65184e';
const OTHER = '0012869e2bc4b2225302f34ada65184e';
const TARO = { row: 2, loginId: 'taro', serialNumber: SERIAL };
const JIRO = { row: 3, loginId: 'jiro', serialNumber: OTHER };

describe('CSV', () => {
  test.each([
    ['by the names of the columns', ['loginId,serialNumber', `taro,${SERIAL}`, `jiro,${OTHER}`]],
    ['in any order', ['serialNumber;loginId', `${SERIAL};taro`, `${OTHER};jiro`]],
    ['under Japanese headers', ['ログインID,シリアル番号', `taro,${SERIAL}`, `jiro,${OTHER}`]],
    ['under the words of tables', ['ログインＩＤ,証明書シリアル番号', `taro,${SERIAL}`, `jiro,${OTHER}`]],
    ['under those in English', ['Login ID,Serial number', `taro,${SERIAL}`, `jiro,${OTHER}`]],
    [
      'beside other columns, which nobody looks at',
      ['name,loginId,,state,serialNumber', `太郎,taro,x,issued,${SERIAL}`, `,jiro,,,${OTHER}`],
    ],
  ])('gives certificates %s', (_, lines) => {
    expect(read(...lines)).toEqual({ items: [TARO, JIRO], faults: [], putRight: [] });
  });

  test.each([
    ['in capitals', SERIAL.toUpperCase()],
    ['with colons', SERIAL.replace(/..(?=.)/g, '$&:')],
    ['with blanks', SERIAL.replace(/..(?=.)/g, '$& ')],
    ['with hyphens', SERIAL.replace(/..(?=.)/g, '$&-')],
    ['with 0x', `0x${SERIAL}`],
    ['with zeros in front', `00${SERIAL}`],
    ['in full width', SERIAL.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
    ['behind its name', `Serial Number: ${SERIAL}`],
    ['behind an apostrophe', `'${SERIAL}`],
  ])('takes a serial number %s', (_, text) => {
    expect(csv(`taro,"${text}"`)).toEqual({ items: [TARO], faults: [], putRight: [] });
  });

  test('takes one that lost its zeros, or that is all digits, or has an E in it', () => {
    const short = csv('taro,12869e2bc4b2225302f34ada65184e', 'taro,1E5', 'taro,123456789012345678');
    expect(short.items.map(({ serialNumber }) => serialNumber)).toEqual([
      OTHER,
      '1e5'.padStart(32, '0'),
      '123456789012345678'.padStart(32, '0'),
    ]);
    expect(short.faults).toEqual([]);
  });

  test('takes zeros from the sixteenth digit on where 0x says that they are meant', () => {
    const { items, faults } = csv('taro,0x123456789012345000');
    expect([items[0]?.serialNumber, faults]).toEqual(['123456789012345000'.padStart(32, '0'), []]);
  });

  test('puts login IDs right, and says which', () => {
    expect(csv(`ｔａｒｏ,${SERIAL}`)).toEqual({ items: [TARO], faults: [], putRight: ['taro'] });
  });
});

describe('JSON lines', () => {
  test('give the same, whatever else is in them', () => {
    const lines = [
      JSON.stringify({ serialNumber: `0x${SERIAL}`, loginId: 'taro', name: '太郎', locked: false }),
      JSON.stringify({ loginId: 'jiro', serialNumber: OTHER }),
    ];
    expect(read('', ...lines)).toEqual({ items: [TARO, JIRO], faults: [], putRight: [] });
  });

  test('are told of by line and by which of the names it is', () => {
    const lines = [
      '{"loginId":"taro"}',
      `{"loginId":"taro","serialNumber":123456}`,
      `{"loginId":"a b","serialNumber":"xyz"}`,
      `{"loginId":"taro","serialNumber":"${SERIAL}"`,
    ];
    expect(told(read(...lines))).toEqual([
      'line 1, column 1 (serialNumber): must not be empty',
      'line 2, column 2 (serialNumber): it is no string ("…")',
      'line 3, column 1 (loginId): too long, or with characters that cannot be used',
      'line 3, column 2 (serialNumber): it is no serial number of 2 to 64 hexadecimal digits',
      'line 4, column 1: it is not JSON',
    ]);
  });
});

describe('what is wrong', () => {
  const NONE = 'it is no serial number of 2 to 64 hexadecimal digits';
  const NUMBER = 'a spreadsheet has turned it into a number (format the column as text)';
  const ZEROS =
    'a spreadsheet has made zeros of its digits from the sixteenth on (format the column as text)';

  test.each([
    ['', 'must not be empty'],
    ['xyz', NONE],
    ['5', NONE],
    ['-', NONE],
    ['1.23E-05', NONE],
    ['a'.repeat(65), NONE],
    ['1.00E+05', NUMBER],
    ['1,23E+15', NUMBER],
    ['1E+31', NUMBER],
    ['１.２３Ｅ+１５', NUMBER],
    ['12345678901234500000000000000000', ZEROS],
    ['123456789012345000', ZEROS],
    ['#N/A', "it is the error of a spreadsheet's formula"],
  ])('with the serial number %j: %s', (text, words) => {
    expect(told(csv(`taro,"${text}"`))).toEqual([`line 2, column 2 (serialNumber): ${words}`]);
  });

  test('is told of all at once, in the order of the file', () => {
    expect(told(csv('taro,xyz', ',', 'too,12,34', `,${SERIAL}`, 'jiro', '1.2E+11,1.2E+11'))).toEqual([
      `line 2, column 2 (serialNumber): ${NONE}`,
      'line 4, column 3: more values than columns',
      'line 5, column 1 (loginId): must not be empty',
      'line 6, column 2 (serialNumber): the value is missing',
      `line 7, column 1 (loginId): ${NUMBER}`,
      `line 7, column 2 (serialNumber): ${NUMBER}`,
    ]);
  });

  test('in the header: what is not there, and what is there twice', () => {
    expect(told(read('loginId,serial', `taro,${SERIAL}`))).toEqual([
      'line 1, column 3 (serialNumber): this column is missing in the header',
    ]);
    expect(told(read('loginId,serialNumber,シリアル番号', `taro,${SERIAL},${OTHER}`))).toEqual([
      'line 1, column 3 (serialNumber): this column is there twice',
    ]);
    expect(told(read(''))).toEqual(['line 1, column 1: it is empty, without even a header']);
  });

  test('the same certificate twice, however it is written; two of one user are not the same', () => {
    expect(csv(`taro,${SERIAL}`, `taro,${OTHER}`, `jiro,${SERIAL}`).faults).toEqual([]);
    const again = 'the same login ID and serial number as on line 2';
    expect(told(csv(`taro,${SERIAL}`, `ｔａｒｏ,0x${SERIAL.toUpperCase()}`))).toEqual([
      `line 3, column 1 (loginId): ${again}`,
    ]);
    // What cannot be read is the same as nothing.
    expect(csv('taro,xyz', 'taro,xyz').faults.map(({ name }) => name)).toEqual([
      'serialNumber',
      'serialNumber',
    ]);
  });
});
