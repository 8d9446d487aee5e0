import { describe, expect, test } from 'vitest';
import { type Columns, faultText, readCsvRecords } from '../../src/core/csv-records.ts';

const NAMES = ['loginId', 'name', 'note'] as const;
type Name = (typeof NAMES)[number];
const COLUMNS: Columns<Name> = { names: NAMES, optional: ['note'], aliases: { 氏名: 'name', id: 'loginId' } };

const read = (text: string) => readCsvRecords(text, COLUMNS);
/** The faults as a person reads them. */
const faults = (text: string) => read(text).faults.map((fault) => faultText(fault).en);
/** The rows' values, in the order of `NAMES`. */
const values = (text: string) => read(text).records.map(({ cell }) => NAMES.map((name) => cell(name).text));

const ROW = ['taro', 'Taro', 'x'];

describe('the header', () => {
  test.each([
    ['in the order of the names', 'loginId,name,note\ntaro,Taro,x'],
    ['in another order', 'note,loginId,name\nx,taro,Taro'],
    ['in capitals', 'LOGINID,Name,NOTE\ntaro,Taro,x'],
    ['between blanks', ' loginId , name,note \ntaro,Taro,x'],
    ['in full width', 'ｌｏｇｉｎＩｄ,ｎａｍｅ,ｎｏｔｅ\ntaro,Taro,x'],
    ['by other names', 'ID,氏名,note\ntaro,Taro,x'],
    ['below empty lines', '\n\n,,\nloginId,name,note\ntaro,Taro,x'],
    ['with empty columns beside and between', ',loginId,,name,note,,\n,taro,,Taro,x,,'],
  ])('may stand %s', (_, text) => {
    expect([values(text), faults(text)]).toEqual([[ROW], []]);
  });

  test('may leave out what is optional: an empty cell in column 0', () => {
    const { records, faults: wrong } = read('loginId,name\ntaro,Taro');
    expect(records.map(({ cell }) => cell('note'))).toEqual([{ text: '', line: 2, column: 0 }]);
    expect(wrong).toEqual([]);
  });

  test.each([
    ['', 'line 1, column 1: it is empty, without even a header'],
    ['\n ,\n', 'line 1, column 1: it is empty, without even a header'],
    ['\nloginId,nmae\ntaro,Taro', 'line 2, column 2: the header may name loginId, name, note'],
    ['loginId,name,ID\na,b,c', 'line 1, column 3 (loginId): this column is there twice'],
    ['loginId,note\na,b', 'line 1, column 3 (name): this column is missing in the header'],
  ])('%j: %s', (text, words) => {
    expect([faults(text), read(text).records]).toEqual([[words], []]);
  });

  test('tells of all its faults', () => {
    expect(faults('x,loginId,y,loginId\na,b,c,d')).toEqual([
      'line 1, column 1: the header may name loginId, name, note',
      'line 1, column 3: the header may name loginId, name, note',
      'line 1, column 4 (loginId): this column is there twice',
    ]);
    expect(faults('note\nx')).toEqual([
      'line 1, column 2 (loginId): this column is missing in the header',
      'line 1, column 2 (name): this column is missing in the header',
    ]);
  });

  test.each(['constructor', '__proto__', 'valueof'])('knows no column %s', (name) => {
    expect(faults(`loginId,name,${name}\ntaro,Taro,x`)).toEqual([
      'line 1, column 3: the header may name loginId, name, note',
    ]);
  });
});

describe('rows', () => {
  test('say on which line they begin, and where each cell stands', () => {
    const { records } = read('loginId,name,note\r\ntaro,"Ta\r\nro","x"\r\n\r\n jiro,Jiro,y\r\n');
    expect(records.map(({ line, cell }) => [line, cell('name'), cell('note')])).toEqual([
      [2, { text: 'Ta\r\nro', line: 2, column: 2 }, { text: 'x', line: 3, column: 3 }],
      [5, { text: 'Jiro', line: 5, column: 2 }, { text: 'y', line: 5, column: 3 }],
    ]);
  });

  test('keep a cell as it is', () => {
    expect(values('loginId;name;note\n a ;"b ""c"";";=1+1')).toEqual([[' a ', 'b "c";', '=1+1']]);
  });

  test('may end with cells that are optional', () => {
    expect([values('loginId,name,note\ntaro,Taro'), faults('loginId,name,note\ntaro,Taro')]).toEqual([
      [['taro', 'Taro', '']],
      [],
    ]);
  });

  test('with too few and with too many values are all told of, and the others are there', () => {
    const text = 'loginId,name,note\ntaro\njiro,Jiro,,\nsaburo,Saburo,x,y\nshiro,Shiro,z,,v\ngoro,Goro,w';
    expect(faults(text)).toEqual([
      'line 2, column 2 (name): the value is missing',
      'line 4, column 4: more values than columns',
      'line 5, column 5: more values than columns',
    ]);
    expect(values(text).at(-1)).toEqual(['goro', 'Goro', 'w']);
  });
});

describe('columns that nobody looks at', () => {
  const own: Columns<Name> = { ...COLUMNS, passedOver: 'all' };

  test('may stand anywhere, and have no names', () => {
    const { records, faults: wrong } = readCsvRecords('x,name,,loginId,y\n1,Taro,2,taro', own);
    expect(records.map(({ cell }) => NAMES.map((name) => cell(name).text))).toEqual([['taro', 'Taro', '']]);
    expect(wrong).toEqual([]);
  });

  test('are no place for values without a column', () => {
    const { faults: wrong } = readCsvRecords('loginId,x,name\ntaro,1,Taro,2\njiro,1', own);
    expect(wrong.map(({ line, column, name }) => [line, column, name])).toEqual([
      [2, 4, undefined],
      [3, 3, 'name'],
    ]);
  });
});

test.each([
  ['loginId,name\ntaro,Ta"ro"\n', 'line 2, column 2: quotation marks are misplaced'],
  ['loginId,name\ntaro,"Taro\njiro,Jiro', 'line 2, column 2: quotation marks are misplaced'],
  ['loginId,name\rtaro,Taro\rjiro,\uFFFD', 'line 3, column 1: not UTF-8'],
])('%j can be read by nobody: %s', (text, words) => {
  expect([faults(text), read(text).records]).toEqual([[words], []]);
});

test('a fault in both languages', () => {
  const [fault] = read('loginId,name\ntaro').faults;
  expect(fault && faultText(fault)).toEqual({
    ja: '2 行 2 列目 (name): 値が足りません',
    en: 'line 2, column 2 (name): the value is missing',
  });
});
