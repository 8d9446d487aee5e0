import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/core/catalogue/index.ts';
import { generally } from '../../../src/core/catalogue/placeholders.ts';
import { sayingIn, sayings } from '../../../src/core/sayings/index.ts';

describe('what others say', () => {
  test.each([
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'certificate-not-found'],
    ['bank.example didn’t accept your login certificate. ERR_BAD_SSL_CLIENT_AUTH_CERT', 'superseded-offered'],
    [
      'This site can’t provide a secure connection. bank.example didn’t accept your login certificate, or one may not have been provided.',
      'superseded-offered',
    ],
    [
      'This site can’t provide a secure connection. bank.example sent an invalid response. ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
      'certificate-not-found',
    ],
    ['err bad ssl client auth cert', 'superseded-offered'],
    ['ＥＲＲ＿ＢＡＤ＿ＳＳＬ＿ＣＬＩＥＮＴ＿ＡＵＴＨ＿ＣＥＲＴ', 'superseded-offered'],
    ['SSL_CLIENT_AUTH_CERT_NEEDED', 'certificate-not-found'],
    ['エラー コード: SSL_ERROR_HANDSHAKE_FAILURE_ALERT', 'certificate-not-found'],
    ['NET::ERR_CERT_AUTHORITY_INVALID', 'tls-untrusted'],
    ['CertUtil: -repairstore FAILED: 0x80090016 (-2146893802)', 'key-unusable'],
    ['0x8009000B', 'key-unusable'],
    ['無効なアルゴリズムが指定されました。', 'old-key-provider'],
    ['HTTP 407', 'proxy-login'],
    ['connect ECONNREFUSED 10.0.0.1:443', 'connection-refused'],
    ['プロキシサーバーに問題があるか、アドレスが正しくありません', 'proxy-refused'],
    ['パソコンを買い替えました', 'issued-elsewhere'],
    ['証明書が２つ出ます', 'superseded-offered'],
    ['ログインできません。', 'certificate-not-found'],
  ])('%j: %s first', (said, name) => {
    expect(sayingIn(said)?.entries[0]).toBe(name);
  });

  test.each(['otp', 'certificate', 'client certificate', '証明書の更新', 'HTTP 4071', 'access', 'code'])(
    'nobody says %j',
    (words) => {
      expect(sayingIn(words)).toBeUndefined();
    },
  );

  test.each(sayings.flatMap((saying) => saying.says.map((said) => [said, saying] as const)))(
    '%s is said once',
    (said, saying) => {
      expect(sayingIn(said)).toBe(saying);
      expect(sayings.filter(({ says }) => says.includes(said))).toHaveLength(1);
    },
  );

  // A sentence of cert-tool's own, pasted without its code, is for the search.
  test.each(Object.entries(catalogue))('a sentence of %s is none of them', (_name, { message }) => {
    for (const language of ['ja', 'en'] as const) {
      expect(sayingIn(generally(message, language))).toBeUndefined();
    }
  });
});
