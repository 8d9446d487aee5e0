import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/core/catalogue/index.ts';
import { widestPiece, wrap } from '../../src/ui/wrap.ts';

describe('a text that is too wide', () => {
  test.each([
    ['fits', 20, ['fits']],
    ['breaks at blanks', 10, ['breaks at', 'blanks']],
    ['a --long-option and x', 10, ['a', '--long-option', 'and x']],
    ['証明書を取得しました。', 20, ['証明書を', '取得しました。']],
    ['パスワード、暗証番号', 10, ['パスワード、', '暗証番号']],
    ['設定されていません。', 8, ['設定されていません。']],
    ['今日は「銀行」です', 10, ['今日は', '「銀行」です']],
    ['2027年06月01日まで有効です', 16, ['2027年06月01日まで', '有効です']],
    ['「cert-tool issue」を実行する', 22, ['「cert-tool issue」を', '実行する']],
    ['デモ環境(practice)の日時', 16, ['デモ環境', '(practice)の日時']],
  ])('%s', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('keeps a command that is to be run in one line', () => {
    const command = '「cert-tool issue jirodt --sandbox」';
    expect(wrap(`途中の処理があります。${command}で再開できます。`, 30)).toEqual([
      '途中の処理があります。',
      `${command}で`,
      '再開できます。',
    ]);
    expect(wrap('Run "cert-tool renew x --all" again.', 12)).toEqual([
      'Run',
      '"cert-tool renew x --all"',
      'again.',
    ]);
  });

  test('no line of the catalogue begins or ends with what may not stand there, and nothing is lost', () => {
    for (const { message, cause, remedy } of Object.values(catalogue)) {
      for (const text of [message, cause, remedy].flatMap(({ ja, en }) => [ja, en])) {
        const lines = wrap(text, 44);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          expect(line).not.toMatch(/^[、。)」]|[「(]$|^ | $/);
          if (widestPiece(line) <= 44) expect(stringWidth(line)).toBeLessThanOrEqual(44);
        }
      }
    }
  });
});
