import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENGLISH_ONLY, faultsOf, type Pages } from '../../scripts/page-pairs.ts';

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name.replaceAll('\\', '/')}`));
}

const pages: Pages = new Map(
  ['.', 'docs', 'findings', 'integrations']
    .flatMap(pagesIn)
    .map((name) => [name, readFileSync(name, 'utf8')]),
);

test('every page for users is there in both languages, and the two are in step', () => {
  expect(pages.size).toBeGreaterThan(40);
  expect(faultsOf(pages)).toEqual([]);
});

const ENGLISH = `# Renewing

[日本語](renew.ja.md)

From 40 days before its end. See [the errors](errors.md#all-of-them) and [the bank](https://bank.example).

## What to type

\`\`\`sh
cert-tool renew --all   # all of them
\`\`\`

- \`CERT_TOOL_PASSWORD\` holds the password,
- or it is asked for. Without one it is exit code 2.

| error | |
|---|---|
| \`CT-5004\` | [which](#what-to-type) |

<img src="images/login-en-dark.png">
`;

const JAPANESE = `# 更新

[English](renew.md)

有効期限の 40 日前からできます。[銀行](https://bank.example)と[エラー](errors.ja.md#すべて)をご覧ください。

## 入力するコマンド

\`\`\`sh
cert-tool renew --all   # すべて
\`\`\`

- パスワードは \`CERT_TOOL_PASSWORD\` に設定します。
- または質問します。なければ終了コード 2 になります。

| エラー | |
|---|---|
| \`CT-5004\` | [どれか](#入力するコマンド) |

<img src="images/login-ja-dark.png">
`;

/** A small project in which all is as it should be. */
const FINE: Pages = new Map([
  ['docs/renew.md', ENGLISH],
  ['docs/renew.ja.md', JAPANESE],
  ['docs/errors.md', '# Errors\n\n[日本語](errors.ja.md)\n\n## All of them\n'],
  ['docs/errors.ja.md', '# エラー\n\n[English](errors.md)\n\n## すべて\n'],
  ...Object.keys(ENGLISH_ONLY).map(
    (name) => [name.replace(/\/$/, '/README.md'), '# Of another kind'] as const,
  ),
]);

const changed = (name: string, from: string | RegExp, to: string): Pages =>
  new Map(FINE).set(name, (FINE.get(name) ?? '').replace(from, to));

test('two pages that say the same in their own words are in step', () => {
  expect(faultsOf(FINE)).toEqual([]);
});

describe.each([
  ['docs/renew.md', ENGLISH],
  ['docs/renew.ja.md', JAPANESE],
])('what is changed in %s alone is told:', (name, page) => {
  const isJapanese = name.endsWith('.ja.md');
  const here = isJapanese ? 'Japanese' : 'English';
  test.each([
    ['a heading of another level', '## ', '### ', `in ${here} alone [###]`],
    ['a further heading', '| ', '## 1\n\n| ', `in ${here} alone [##]`],
    ['a line of code', 'renew --all', 'renew --force', `in ${here} alone [cert-tool renew --force]`],
    ['the kind of a block', '```sh', '```bat', `in ${here} alone [\`\`\`bat]`],
    ['a variable', '_PASSWORD`', '_OTP`', `in ${here} alone [CERT_TOOL_OTP]`],
    ['an error code', 'CT-5004', 'CT-5005', `in ${here} alone [CT-5005]`],
    ['a number', '40', '30', `numbers: in English alone [${isJapanese ? 40 : 30}]`],
    ['an exit code', /(code|コード) 2/, '$1 3', `exit codes: in English alone [${isJapanese ? 2 : 3}]`],
    ['a paragraph', /^- /m, 'More.\n\n- ', 'paragraphs'],
    ['a list', /^- .*\n(?=\n)/m, '', 'items of lists'],
    ['a row of a table', /^(\| `.*)$/m, '$1\n$1', `tables: in`],
    ['a column of a table', /^(\|.*)$/gm, '$1 |', `tables: in`],
    ['a picture', 'login', 'logout', 'pictures: in'],
    ['a link that is left out', /\]\(errors[^)]*\)/, ']', 'links: in'],
    ['a link out of the project', 'https://bank.example', 'https://bank.example/2', 'links: in'],
    ['the place of a link', /\]\(errors(\S*\.md)#[^)]*\)/, '](errors$1)', 'links: in'],
    ['an anchor', /\]\(#[^)]*\)/, '](#gone)', 'docs/renew.md#gone, which is not there'],
    ['the link to the other language', /^\[(日本語|English)\].*\n\n/m, '', 'does not stand below the title'],
  ])('%s', (_, from, to, fault) => {
    expect(changed(name, from, to).get(name)).not.toBe(page);
    expect(faultsOf(changed(name, from, to)).join('\n')).toContain(fault);
  });
});

describe('what is told besides:', () => {
  test('a link to the page in the other language', () => {
    expect(faultsOf(changed('docs/renew.ja.md', 'errors.ja.md#すべて', 'errors.md#all-of-them'))).toEqual([
      'docs/renew.md: "renewing": links: errors.md#all-of-them is there in the language of docs/renew.ja.md',
    ]);
    expect(faultsOf(changed('docs/renew.md', 'errors.md#all-of-them', 'errors.ja.md#すべて'))).toEqual([
      'docs/renew.md: "renewing": links: errors.ja.md#すべて is there in the language of docs/renew.md',
    ]);
  });

  test('a page that is there in one language alone', () => {
    expect(faultsOf(new Map([...FINE, ['docs/new.md', '# New']]))).toEqual([
      'docs/new.md: there is no docs/new.ja.md',
    ]);
    expect(faultsOf(new Map([...FINE, ['docs/new.ja.md', '# 新しい']]))).toEqual([
      'docs/new.ja.md: there is no docs/new.md',
    ]);
  });

  test('a page that is named as one in English alone, and is not', () => {
    const [fault = ''] = faultsOf(new Map([...FINE, ['docs/speed.ja.md', '# 速さ']]));
    expect(fault).toBe('docs/speed.md is named in ENGLISH_ONLY, and there is docs/speed.ja.md');
  });

  test('a page that is named so and is not there', () => {
    const without = new Map([...FINE].filter(([name]) => name !== 'docs/speed.md'));
    expect(faultsOf(without)).toEqual(['ENGLISH_ONLY names docs/speed.md, which is not there']);
  });
});
