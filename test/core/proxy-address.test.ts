import { describe, expect, test } from 'vitest';
import { proxyName, readProxyAddress } from '../../src/core/proxy-address.ts';

const SECRET = 'Kx7-geheim-Qw9';

describe('an address of a proxy', () => {
  test.each([
    ['http://proxy.example:3128', { host: 'proxy.example', port: 3128, isTls: false }],
    [' http://proxy.example:3128/ ', { host: 'proxy.example', port: 3128, isTls: false }],
    ['proxy.example:3128', { host: 'proxy.example', port: 3128, isTls: false }],
    ['proxy', { host: 'proxy', port: 80, isTls: false }],
    ['HTTPS://Proxy.example', { host: 'proxy.example', port: 443, isTls: true }],
    ['[2001:db8::1]:3128', { host: '2001:db8::1', port: 3128, isTls: false }],
    ['taro@proxy:3128', { host: 'proxy', port: 3128, isTls: false, userName: 'taro' }],
    ['http://taro:@proxy', { host: 'proxy', port: 80, isTls: false, userName: 'taro', password: '' }],
    [
      'http://CORP%5Ctaro:a%3Ab%40c%2Fd%25@proxy:8080',
      { host: 'proxy', port: 8080, isTls: false, userName: 'CORP\\taro', password: 'a:b@c/d%' },
    ],
    [
      'http://taro:p@ss@proxy:80',
      { host: 'proxy', port: 80, isTls: false, userName: 'taro', password: 'p@ss' },
    ],
    ['taro:パス@proxy', { host: 'proxy', port: 80, isTls: false, userName: 'taro', password: 'パス' }],
  ])('%s', (text, address) => {
    expect(readProxyAddress(text)).toEqual({ address });
  });

  test.each([
    ['', 'no address'],
    ['http://', 'no address'],
    ['a b', 'no address'],
    [`http://taro:${SECRET}@[`, '%5C, %3F'],
    [`http://taro:${SECRET}@proxy:99999`, '%5C, %3F'],
    [`http://taro:${SECRET}/x@proxy:3128`, '%5C, %3F'],
    // The password becomes a port and a path.
    [`http://taro:12/${SECRET}@proxy:3128`, '%5C, %3F'],
    [`http://taro:12?${SECRET}@proxy:3128`, '%5C, %3F'],
    [`http://taro:12#${SECRET}@proxy:3128`, '%5C, %3F'],
    [`http://CORP\\taro:${SECRET}@proxy:3128`, '%5C, %3F'],
    ['http://proxy/proxy.pac', 'something behind host and port'],
    [`socks5://taro:${SECRET}@proxy:1080`, 'only proxies by http:// or https://'],
    [`http://taro:${SECRET}100%@proxy`, 'encodes nothing'],
    [`http://ta%E3:${SECRET}@proxy`, 'encodes nothing'],
    [`http://taro:${SECRET}%0A@proxy`, 'control characters'],
    [`http://ta%3Aro:${SECRET}@proxy`, 'must not hold ":"'],
  ])('%s is none, and is not shown', (text, words) => {
    const read = readProxyAddress(text);
    expect(read).toHaveProperty('fault');
    const { fault } = read as Extract<typeof read, { fault: unknown }>;
    expect(fault.en).toContain(words);
    expect(JSON.stringify(read)).not.toMatch(/geheim|taro/);
  });

  test('is named by host and port alone', () => {
    expect(proxyName({ host: 'proxy', port: 80 })).toBe('proxy:80');
    expect(proxyName({ host: '::1', port: 3128 })).toBe('[::1]:3128');
  });
});
