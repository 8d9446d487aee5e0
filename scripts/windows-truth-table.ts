import { STORE_KINDS, type StoreKind } from '../src/core/store-kinds.ts';
import type { Language, Text } from '../src/core/text.ts';
import written from '../test/support/ran/records.json';
import {
  PROGRAM_OPERATIONS,
  type Ran,
  type Records,
  type Runner,
  STORE_OPERATIONS,
} from '../test/support/ran/records.ts';

/** By what an operation has run, as short as a table's cell wants it. */
const RUNNERS: Readonly<Record<Runner, Text>> = {
  'dotnet-wine': { ja: 'Windows の .NET', en: "Windows' .NET" },
  'pwsh-linux': { ja: 'Linux の PowerShell', en: 'PowerShell on Linux' },
  'crypt32-wine': { ja: 'Wine の crypt32', en: "Wine's crypt32" },
  'stand-in': { ja: '代役', en: 'stand-in' },
  nss: { ja: 'NSS', en: 'NSS' },
  files: { ja: 'ファイル', en: 'files' },
  'node-wine': { ja: 'Windows の Node', en: "Windows' Node" },
  'exe-wine': { ja: '単体の実行ファイル', en: 'single executable' },
};

const NEVER: Text = { ja: '未実行', en: 'never' };
const OPERATION: Text = { ja: '操作', en: 'operation' };
const PROGRAM: Text = { ja: 'プログラムの機能', en: 'what the program does' };
const RUN_BY: Text = { ja: '実行したもの', en: 'run by' };

/** Tables by the name of their place in the page. */
const TABLES: Readonly<Record<string, (language: Language, records: readonly Ran[]) => string[]>> = {
  stores: (language, records) => {
    const cell = (kind: StoreKind, operation: string) =>
      runnersOf(records, kind, operation, language) || NEVER[language];
    return [
      `| ${OPERATION[language]} | ${STORE_KINDS.map((kind) => `\`${kind}\``).join(' | ')} |`,
      `|---${'|---'.repeat(STORE_KINDS.length)}|`,
      ...STORE_OPERATIONS.map(
        (operation) =>
          `| \`${operation}\` | ${STORE_KINDS.map((kind) => cell(kind, operation)).join(' | ')} |`,
      ),
    ];
  },
  program: (language, records) => [
    `| ${PROGRAM[language]} | ${RUN_BY[language]} |`,
    '|---|---|',
    ...Object.entries(PROGRAM_OPERATIONS).map(
      ([operation, text]) =>
        `| ${text[language]} | ${runnersOf(records, 'program', operation, language) || NEVER[language]} |`,
    ),
  ],
};

function runnersOf(records: readonly Ran[], subject: string, operation: string, language: Language): string {
  const found = records.filter((each) => each.subject === subject && each.operations.includes(operation));
  return [...new Set(found.map(({ runner }) => RUNNERS[runner][language]))].join(', ');
}

/** The page with its tables of what tests have run, at the places that it marks. */
export function withRuns(page: string, language: Language, records: Records = written as Records): string {
  let made = page;
  for (const [name, table] of Object.entries(TABLES)) {
    const place = new RegExp(`(<!-- made by "npm run docs": ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(made)) throw new Error(`no place for the table "${name}"`);
    const rows = table(language, Object.values(records)).join('\n');
    made = made.replace(place, (_, begin: string, end: string) => `${begin}\n${rows}\n\n${end}`);
  }
  return made;
}
