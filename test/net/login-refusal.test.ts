import { expect, test } from 'vitest';
import { loginRefusal } from '../../src/net/login-refusal.ts';
import type { FailedLogin, ProxyLogin } from '../../src/net/proxy-login.ts';

const PROXY = {
  address: { isTls: false, host: 'proxy', port: 3128 },
  place: { ja: 'HTTPS_PROXY', en: 'HTTPS_PROXY' },
};
const credentials = { userName: 'taro', password: 'geheim' };
const source = { ja: 'CERT_TOOL_PROXY_PASSWORD', en: 'CERT_TOOL_PROXY_PASSWORD' };
const until = new Date('2026-04-01T00:00:00Z');

const refusalOf = (lacks: ProxyLogin['lacks'], failed?: FailedLogin) =>
  loginRefusal({ lacks, failed }, PROXY);

test.each([
  ['both', 'it wants a user name and a password'],
  ['user-name', 'it wants a user name, too'],
  ['password', 'it wants a password'],
] as const)('what is missing: %s', (lacks, en) => {
  expect(refusalOf(lacks)).toMatchObject({ name: 'proxy-login', wantsLogin: true, detail: { en } });
});

test.each<[FailedLogin, string, string]>([
  [
    { credentials, how: 'refused' },
    'it refused the user name or the password for the proxy',
    '拒否されました',
  ],
  [
    { credentials, how: 'refused', source },
    'it refused the user name or the password for the proxy (CERT_TOOL_PROXY_PASSWORD)',
    '拒否されました(CERT_TOOL_PROXY_PASSWORD)',
  ],
  [
    { credentials: { ...credentials, password: 'ひみつ' }, how: 'refused' },
    'it refused the user name or the password for the proxy; its characters beyond ASCII went as UTF-8, and some proxies keep them otherwise',
    'UTF-8 で送信しました',
  ],
  [
    { credentials, how: 'refused-before', until, source },
    'it refused this user name or password for the proxy on an earlier run (CERT_TOOL_PROXY_PASSWORD); it is not sent again before 2026-04-01 09:00:00 JST',
    '2026年04月01日 09時00分00秒 までは送信しません',
  ],
])('%j', (failed, en, ja) => {
  const { name, detail, wantsLogin } = refusalOf('password', failed);
  expect({ name, wantsLogin, en: detail.en }).toEqual({ name: 'proxy-login', wantsLogin: true, en });
  expect(detail.ja).toContain(ja);
  expect(detail.en + detail.ja).not.toMatch(/geheim|taro|ひみつ/);
});

test('no answer is no refusal: another password need not help', () => {
  const { name, detail, wantsLogin } = refusalOf('password', { credentials, how: 'unanswered' });
  expect({ name, wantsLogin }).toEqual({ name: 'bank-unreachable' });
  expect(detail.en).toContain('proxy:3128 (HTTPS_PROXY) gave no answer to user name and password');
});
