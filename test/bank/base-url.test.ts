import { describe, expect, test } from 'vitest';
import { readBaseUrl } from '../../src/bank/base-url.ts';

describe('the address of a bank', () => {
  test.each([
    ['https://bank.example', 'https://bank.example/v1'],
    ['https://bank.example/', 'https://bank.example/v1'],
    ['https://bank.example/v1', 'https://bank.example/v1'],
    ['https://bank.example/v1///', 'https://bank.example/v1'],
    ['https://bank.example/a//b', 'https://bank.example/a//b/v1'],
    ['https://bank.example/v1/test', 'https://bank.example/v1/test/v1'],
    ['https://bank.example:8443/api/v1/', 'https://bank.example:8443/api/v1'],
  ])('%s', (text, url) => {
    expect(readBaseUrl(text).href).toBe(url);
  });

  const detail = (ja: string, en: string) => ({ ja, en });
  const NO_URL = detail('URL の書式ではありません', 'it is no URL');
  const NOT_HTTPS = detail('https:// で始まっていません', 'it does not begin with https://');
  const WITH_USER = detail('ユーザ名またはパスワードを含んでいます', 'it holds a user name or a password');
  const WITH_MORE = detail('「?」または「#」を含んでいます', 'it holds a "?" or a "#"');
  test.each([
    ['bank', 'bank', NO_URL],
    ['https://[', 'https://[', NO_URL],
    ['http://bank.example', 'http://bank.example', NOT_HTTPS],
    ['https://taro@bank.example', 'https://bank.example', WITH_USER],
    ['https://:geheim@bank.example', 'https://bank.example', WITH_USER],
    ['taro:geheim@bank.example', 'bank.example', NOT_HTTPS],
    ['https://a@b@[', 'https://[', NO_URL],
    ['https://bank.example/?a=1', 'https://bank.example/?a=1', WITH_MORE],
    ['https://bank.example/#a', 'https://bank.example/#a', WITH_MORE],
  ])('%s is none, and is shown without a password', (text, url, fault) => {
    expect(() => readBaseUrl(text)).toThrow(
      expect.objectContaining({
        errorName: 'invalid-bank-url',
        details: expect.objectContaining({ params: { url, detail: fault } }),
      }),
    );
  });
});
