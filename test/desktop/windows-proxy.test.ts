import { describe, expect, test } from 'vitest';
import { proxyIn } from '../../src/desktop/windows-proxy.ts';

const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** What `reg query` prints, with CR LF. */
function listing(values: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(values).map(([name, value]) =>
    typeof value === 'number'
      ? `    ${name}    REG_DWORD    0x${value.toString(16)}`
      : `    ${name}    REG_SZ    ${value}`,
  );
  return ['', KEY, ...lines, '', `${KEY}\\Connections`, `${KEY}\\Zones`, ''].join('\r\n');
}

const USUAL = { 'User Agent': 'Mozilla/5.0', CertificateRevocation: 1, EnableAutodial: 0 };

describe("Windows' proxy settings", () => {
  test.each([
    ['one for all', 'proxy.corp.example:8080', 'proxy.corp.example:8080'],
    ['with a scheme', 'http://proxy.corp.example:8080', 'http://proxy.corp.example:8080'],
    ['one for each protocol', 'http=a:80;https=b:8443;ftp=c:21', 'b:8443'],
    ['in other order and capitals', 'HTTPS=b:8443 http=a:80', 'b:8443'],
    ['one of them only', 'http=a:80', undefined],
    ['for all besides', 'http=a:80;all:3128', 'all:3128'],
    ['SOCKS only', 'socks=s:1080', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, ProxyServer, server) => {
    expect(proxyIn(listing({ ...USUAL, ProxyEnable: 1, ProxyServer }))).toMatchObject({ server });
  });

  test('a proxy that is switched off is none', () => {
    expect(proxyIn(listing({ ProxyEnable: 0, ProxyServer: 'proxy:8080' })).server).toBeUndefined();
    expect(proxyIn(listing({ ProxyServer: 'proxy:8080' })).server).toBeUndefined();
  });

  test('exceptions, in the form of NO_PROXY', () => {
    const ProxyOverride = '*.corp.example;192.168.*; https://intra.example;<local>';
    const { exceptions, exceptsLocal } = proxyIn(
      listing({ ProxyEnable: 1, ProxyServer: 'p:1', ProxyOverride }),
    );
    expect(exceptions).toBe('*.corp.example,192.168.*,intra.example');
    expect(exceptsLocal).toBe(true);
    expect(proxyIn(listing({ ProxyOverride: 'a' })).exceptsLocal).toBe(false);
  });

  test('a script', () => {
    const AutoConfigURL = 'http://wpad.corp.example/proxy.pac';
    expect(proxyIn(listing({ ...USUAL, AutoConfigURL }))).toEqual({
      ...{ server: undefined, exceptions: '', exceptsLocal: false },
      script: AutoConfigURL,
    });
  });

  test('no such key, and nothing to understand', () => {
    const nothing = { server: undefined, exceptions: '', exceptsLocal: false, script: undefined };
    expect(proxyIn('')).toEqual(nothing);
    expect(proxyIn('ERROR: The system was unable to find the specified registry key or value.\r\n')).toEqual(
      nothing,
    );
  });
});
