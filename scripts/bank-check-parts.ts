import { CASES } from '../src/bank-check/cases/index.ts';
import { MEMBERS, PARTS } from '../src/bank-check/users.ts';
import type { Language } from '../src/core/text.ts';

const HEADS: Readonly<Record<Language, Readonly<Record<'users' | 'cases', string>>>> = {
  en: { users: '| name | who |', cases: '| case | about | needs |' },
  ja: { users: '| 名前 | ユーザ |', cases: '| ケース | 内容 | 必要なもの |' },
};

/** The page with its tables of users and of cases, at the places that it marks. */
export function withBankCheckTables(page: string, language: Language): string {
  const users = Object.entries(PARTS).map(([part, who]) => `| \`${part}\` | ${who[language]} |`);
  const cases = CASES.map(({ name, title, users: parts = [], destructive, clock }) => {
    const options = [...(destructive ? ['--destructive'] : []), ...(clock ? ['--clock-command'] : [])];
    const needs = [...parts, ...options].map((each) => `\`${each}\``).join(', ');
    return `| \`${name}\` | ${title[language]} | ${needs} |`;
  });
  const { users: usersHead, cases: casesHead } = HEADS[language];
  const withUsers = placed(page, 'test users', [usersHead, '|---|---|', ...users]);
  return placed(withUsers, 'cases', [casesHead, '|---|---|---|', ...cases]);
}

function placed(page: string, name: string, lines: readonly string[]): string {
  const place = new RegExp(`(<!-- made by "npm run docs": ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
  if (!place.test(page)) throw new Error(`no place for ${name}`);
  return page.replace(place, (_, begin: string, end: string) => `${begin}\n${lines.join('\n')}\n\n${end}`);
}

/** The JSON Schema of the file of test users: its text. */
export function testUsersSchemaText(): string {
  const members = Object.entries(MEMBERS);
  const user = {
    type: 'object',
    required: members.flatMap(([name, { required }]) => (required ? [name] : [])),
    additionalProperties: false,
    properties: Object.fromEntries(
      members.map(([name, { pattern }]) => [name, { type: 'string', pattern: pattern.source }]),
    ),
    dependencies: { certificateFile: ['keyFile'], keyFile: ['certificateFile'] },
  };
  const parts = Object.entries(PARTS).map(([part, who]) => [
    part,
    { $ref: '#/definitions/user', description: who.en },
  ]);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Test users of cert-tool bank-check',
    type: 'object',
    required: ['users'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      users: {
        type: 'object',
        required: ['holder'],
        additionalProperties: false,
        properties: Object.fromEntries(parts),
      },
      formerAuthorityKeyIds: {
        description: "Authority key identifiers of the bank's former CAs, in lower-case hex.",
        type: 'array',
        items: { type: 'string', pattern: '^([0-9a-f]{2}){1,64}$' },
      },
    },
    definitions: { user },
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}
