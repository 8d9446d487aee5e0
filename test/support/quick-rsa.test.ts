import type { KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openssl } from './test-ca.ts';

interface QuickRsa {
  makeRsaKey(bits: number): Promise<KeyObject>;
  makeRsaKeySync(bits: number): KeyObject;
}

const { makeRsaKey, makeRsaKeySync }: QuickRsa = createRequire(import.meta.url)('./quick-rsa.cjs');

test.each([
  ['at once', makeRsaKeySync],
  ['on other threads', makeRsaKey],
] as const)('openssl finds nothing wrong with keys that are made %s', async (_how, make) => {
  for (const bits of [1024, 1040, 2048]) {
    const key = await make(bits);
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65537n });
    const pem = key.export({ type: 'pkcs8', format: 'pem' });
    expect(openssl(['rsa', '-check', '-noout'], pem).toString()).toBe('RSA key ok\n');
  }
});
