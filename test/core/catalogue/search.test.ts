import { describe, expect, test } from 'vitest';
import { catalogue, type ErrorName } from '../../../src/core/catalogue/index.ts';
import { entriesWith } from '../../../src/core/catalogue/search.ts';

describe('searching the errors by words', () => {
  test.each([
    ['ワンタイムパスワードが違う', 'otp-refused'],
    ['ロックされました', 'account-locked'],
    ['ログインIDかパスワードが違うと出ます', 'credentials-refused'],
    ['つながりません', 'bank-unreachable'],
    ['ﾛｸﾞｲﾝIDがﾛｯｸされています', 'account-locked'],
    ['issued elswhere', 'issued-elsewhere'],
    ['the certificat has expird', 'certificate-expired'],
    ['プロクシを通過できません', 'proxy-login'],
    ['プロキシーが許可していません', 'proxy-refused'],
    ['秘密鍵が使えません', 'key-unusable'],
    ['証明書ストアーでエラー', 'store-failed'],
    ['maintenence', 'maintenance'],
  ])('%j: %s first', (words, name) => {
    expect(entriesWith(words)[0]).toBe(name);
  });

  test.each(['xyzzy', 'ヌルポ', ''])('nothing fits %j', (words) => {
    expect(entriesWith(words)).toEqual([]);
  });

  test.each(Object.keys(catalogue) as ErrorName[])('the sentence of %s finds it', (name) => {
    for (const language of ['ja', 'en'] as const) {
      expect(entriesWith(catalogue[name].message[language].replace(/\{\w+\}/g, '')).slice(0, 3)).toContain(
        name,
      );
    }
  });
});
