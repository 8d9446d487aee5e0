import { describe, expect, test } from 'vitest';
import { isExcepted, isLoopback, namingNobody } from '../../src/net/no-proxy.ts';

const at = (address: string) => {
  const { hostname, port } = new URL(`https://${address}`);
  return { host: hostname, port: Number(port || 443) };
};

describe('NO_PROXY', () => {
  test.each([
    ['*', 'bank.example', true],
    ['*', '10.1.2.3', true],
    ['', 'bank.example', false],
    [' , ,', 'bank.example', false],
    // A host, and what is below it.
    ['bank.example', 'bank.example', true],
    ['bank.example', 'api.bank.example', true],
    ['bank.example', 'notbank.example', false],
    ['bank.example', 'bank.example.evil', false],
    ['BANK.Example.', 'bank.example', true],
    ['bank.example', 'bank.example.', true],
    ['銀行.example', 'xn--jn2ax2s.example', true],
    // What is below it alone.
    ['.bank.example', 'api.bank.example', true],
    ['.bank.example', 'a.b.bank.example', true],
    ['.bank.example', 'bank.example', false],
    ['.bank.example', 'xbank.example', false],
    ['.銀行.example', 'api.xn--jn2ax2s.example', true],
    ['*.bank.example', 'api.bank.example', true],
    ['*.bank.example', 'bank.example', false],
    // Several.
    ['corp.example,bank.example', 'bank.example', true],
    ['corp.example bank.example', 'bank.example', true],
    ['corp.example, .bank.example', 'api.bank.example', true],
    // Ports.
    ['bank.example:8443', 'bank.example:8443', true],
    ['bank.example:8443', 'bank.example', false],
    ['bank.example:443', 'bank.example', true],
    ['.bank.example:443', 'api.bank.example', true],
    ['*:8443', 'bank.example:8443', true],
    ['*:8443', 'bank.example', false],
    // Numbers.
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.1.2.3:8443', '10.1.2.3:8443', true],
    ['2.3', '10.1.2.3', false],
    ['::1', '[::1]', true],
    ['2001:db8::1', '[2001:DB8:0:0::1]', true],
    ['[2001:db8::1]', '[2001:db8::1]', true],
    ['[2001:db8::1]:443', '[2001:db8::1]', true],
    ['[2001:db8::1]:8443', '[2001:db8::1]', false],
    ['2001:db8::2', '[2001:db8::1]', false],
    // Networks.
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.1.2.3/8', '10.200.0.1', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['192.168.1.0/25', '192.168.1.127', true],
    ['192.168.1.0/25', '192.168.1.128', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['10.0.0.0/8', 'bank.example', false],
    ['2001:db8::/32', '[2001:db8:1::9]', true],
    ['[2001:db8::]/32', '[2001:db8:1::9]', false],
    ['2001:db8::/32', '[2001:db9::9]', false],
    // Other patterns.
    ['192.168.*', '192.168.7.7', true],
    ['192.168.*', '193.168.7.7', false],
    ['api-*.bank.example', 'api-2.bank.example', true],
    ['api-*.bank.example', 'www.bank.example', false],
    ['*bank*', 'www.bank.example', true],
    // None of the forms: they name nobody, and break nothing.
    ['10.0.0.0/33', '10.1.2.3', false],
    ['10.0.0.0/', '10.1.2.3', false],
    ['10.0.0.0/8/8', '10.1.2.3', false],
    ['bank.example:99999999', 'bank.example', false],
    ['https://bank.example', 'bank.example', false],
    ['[', 'bank.example', false],
    ['.', 'bank.example', false],
    [':443', 'bank.example', false],
    ['(.*', 'bank.example', false],
  ])('%s: %s → %s', (list, address, expected) => {
    expect(isExcepted(list, at(address))).toBe(expected);
  });
});

test('entries that name nobody are told from those that name some', () => {
  const list = 'localhost, https://bank.example 10.0.0.0/8,10.0.0.0/33,[2001:db8::]/32 *.example.jp fd00::/8';
  expect(namingNobody(list)).toEqual(['https://bank.example', '10.0.0.0/33', '[2001:db8::]/32']);
});

describe('this PC itself', () => {
  test.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'bank.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ])('%s', (host) => expect(isLoopback(at(host).host)).toBe(true));
  test.each(['bank.example', 'localhost.example', 'notlocalhost', '128.0.0.1', '[::2]', '10.0.0.1'])(
    'not %s',
    (host) => expect(isLoopback(at(host).host)).toBe(false),
  );
});
