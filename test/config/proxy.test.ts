import { describe, expect, test } from 'vitest';
import { configuredProxy } from '../../src/config/proxy.ts';
import type { ConfigFile } from '../../src/config/schema.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';

const SECRET = 'Kx7-geheim-Qw9';

const proxyOf = (option: string | undefined, user: ConfigFile = {}, machine: ConfigFile = {}) =>
  configuredProxy({ options: option === undefined ? {} : { proxy: option }, env: {}, user, machine });

describe('the proxy of option and config files', () => {
  const address = (host: string) => ({ host, port: 3128, isTls: false });
  test.each([
    ['nothing', undefined, {}, {}, undefined],
    ['the option', 'o:3128', { proxy: 'u:3128' }, { proxy: 'm:3128' }, ['--proxy', 'o']],
    ["the user's file", undefined, { proxy: 'u:3128' }, { proxy: 'm:3128' }, ['config.json', 'u']],
    ["the PC's file", undefined, {}, { proxy: 'm:3128' }, ['config.json', 'm']],
    [
      "the PC's, locked",
      'o:3128',
      { proxy: 'u:3128' },
      { proxy: 'm:3128', locked: ['proxy'] },
      ['config.json', 'm'],
    ],
    ['none', 'none', { proxy: 'u:3128' }, {}, ['--proxy', undefined]],
  ] as const)('%s', (_, option, user, machine, expected) => {
    const [place, host] = expected ?? [];
    expect(proxyOf(option, user, machine)).toEqual(
      place && { place, address: host === undefined ? undefined : address(host) },
    );
  });

  test.each([
    ['--proxy', `http://taro:${SECRET}@proxy:3128`, 'invalid-option', /CERT_TOOL_PROXY_PASSWORD/],
    ['--proxy', `http://taro:12/${SECRET}@proxy`, 'invalid-option', /%5C, %3F/],
    ['--proxy', `http://taro:${SECRET}%@proxy`, 'invalid-option', /encodes nothing/],
    ['--proxy', `http://taro:${SECRET}@[`, 'invalid-option', /%5C, %3F/],
    ['--proxy', '', 'invalid-option', /no address of a proxy/],
  ])('%s %s is a mistake that is not shown', (place, text, name, words) => {
    const refused = () => proxyOf(text);
    expect(refused).toThrow(CertToolError);
    try {
      refused();
    } catch (error) {
      if (!(error instanceof CertToolError)) throw error;
      expect(error.errorName).toBe(name);
      for (const language of ['ja', 'en'] as const) expect(messageOf(error, language)).toContain(place);
      expect(messageOf(error, 'en')).toMatch(words);
      expect(`${error.stack}${JSON.stringify(error)}${JSON.stringify(error.details)}`).not.toContain(SECRET);
    }
  });
});
