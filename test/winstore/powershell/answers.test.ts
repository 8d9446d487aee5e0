import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { createPendingKeys } from '../../../src/winstore/pending/pending-keys.ts';
import { keyFactsIn, listIn, signIn } from '../../../src/winstore/powershell/certificates.ts';
import { probeIn } from '../../../src/winstore/powershell/probe.ts';
import { createDpapiSeal } from '../../../src/winstore/powershell/seal.ts';
import { fromWire, type PowerShell, Refusal, toWire } from '../../../src/winstore/powershell/session.ts';
import { WindowsError } from '../../../src/winstore/windows/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, issue } from '../../support/test-ca.ts';

/** What a Windows would answer, for what no other system can show. */
function answering(answer: unknown, items: readonly unknown[] = []): PowerShell {
  return {
    async ask(_operation, _parameters, { onItem } = {}) {
      for (const item of items) onItem?.(item);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async close() {},
  };
}

const WINDOWS = {
  account: toWire('PC-1\\花子'),
  sid: 'S-1-5-21-1-2-3-1001',
  desktop: '',
  netRelease: 528040,
  keyProtection: 0,
};
const PLACE = 'PC-1\\花子\\CurrentUser\\My';
const probe = (windows: object) =>
  probeIn(
    answering({ place: toWire(PLACE), windows: { ...WINDOWS, ...windows } }),
    createPendingKeys(tempFolder()),
  );

describe('the probe on Windows', () => {
  const base = { kind: 'powershell', identity: `powershell:${PLACE}`, canSign: true };
  const account = { name: 'PC-1\\花子', isService: false };

  test.each([
    ['Windows PowerShell 5.1', {}, account],
    ['PowerShell 7, which brings its own .NET', { netRelease: 0 }, account],
    ['SYSTEM', { sid: 'S-1-5-18' }, { ...account, isService: true }],
    ['LOCAL SERVICE', { sid: 'S-1-5-19' }, { ...account, isService: true }],
    ['another account', { desktop: toWire('PC-1\\taro') }, { ...account, desktop: 'PC-1\\taro' }],
  ])('%s', async (_, windows, expected) => {
    expect(await probe(windows)).toEqual({ ...base, account: expected });
  });

  test.each([
    ['net-framework-too-old', { netRelease: 461807 }],
    ['net-framework-too-old', { netRelease: 378389 }],
    ['strong-key-protection', { keyProtection: 1 }],
    ['strong-key-protection', { keyProtection: 2 }],
  ])('%s for %j', async (errorName, windows) => {
    await expect(probe(windows)).rejects.toMatchObject({ errorName });
  });
});

describe('the seal', () => {
  test('goes through DPAPI, any text unchanged', async () => {
    const text = '-----BEGIN PRIVATE KEY-----\n花子\n';
    const calls: unknown[] = [];
    const powerShell: PowerShell = {
      async ask(operation, [parameter = ''] = [], options) {
        calls.push([operation, options]);
        return operation === 'seal' ? Buffer.from(fromWire(parameter)).toString('base64') : toWire(text);
      },
      async close() {},
    };
    const seal = createDpapiSeal(powerShell);
    const sealed = await seal.seal(text);
    expect(sealed).toBe(`dpapi:${Buffer.from(text).toString('base64')}\n`);
    expect(await seal.open(sealed)).toBe(text);
    expect(calls).toEqual([
      ['seal', { secret: true }],
      ['unseal', { secret: true }],
    ]);
  });

  test('is none where there is no DPAPI', async () => {
    expect(await createDpapiSeal(answering(new Refusal('seal', 'no-seal'))).seal('text')).toBe('text');
  });

  test.each([
    ['key-lost', new WindowsError('unseal', 0x8009000b)],
    ['key-lost', new WindowsError('unseal', 13)],
    ['key-lost', new Refusal('unseal', 'seal-broken')],
    ['program-failed', new CertToolError('program-failed')],
  ])('%s when it cannot be opened', async (errorName, error) => {
    await expect(createDpapiSeal(answering(error)).open('dpapi:AAAA')).rejects.toMatchObject({ errorName });
  });

  test('a refusal of Windows is not hidden behind a key without a seal', async () => {
    const error = new WindowsError('seal', 0x80090024);
    await expect(createDpapiSeal(answering(error)).seal('text')).rejects.toBe(error);
  });
});

test('a certificate that Windows hides is told as such', async () => {
  const { pem } = issue(tempFolder(), { subject: '/CN=jirodt', extensions: CLIENT_EXTENSIONS });
  const der = new X509Certificate(pem).raw.toString('base64');
  const [shown, hidden] = await listIn(
    answering(
      2,
      [0, 1].map((archived) => [der, 1, '', archived]),
    ),
  );
  expect(shown).not.toHaveProperty('archived');
  expect(hidden).toHaveProperty('archived', true);
});

describe('answers of a strange shape', () => {
  const strange = { errorName: 'program-failed' };

  test.each([[null], [5], ['x'], [{}], [['AAAA', 1]]])('the item %j', async (item) => {
    const found = await listIn(answering(1, [item])).catch((error) => error);
    if (Array.isArray(item)) expect(found).toEqual([]);
    else expect(found).toMatchObject(strange);
  });

  test.each([[true], [0], [2], ['1']])('the number %j for one certificate', async (number) => {
    await expect(listIn(answering(number, [['AAAA', 1, '']]))).rejects.toMatchObject(strange);
  });

  test.each([[true], [5], [{ place: 5 }]])('the answer %j', async (answer) => {
    await expect(signIn(answering(answer), 'ab', Buffer.from('x'))).rejects.toMatchObject(strange);
    await expect(probeIn(answering(answer), createPendingKeys(tempFolder()))).rejects.toMatchObject(strange);
  });
});

test.each([
  [
    [toWire('Microsoft Software Key Storage Provider'), 0],
    { provider: 'Microsoft Software Key Storage Provider' },
  ],
  [[toWire(''), -2146893813], { provider: '', code: 0x8009000b }],
  [new Refusal('key-facts', 'not-found'), undefined],
])('what Windows says of a key: %j', async (answer, facts) => {
  expect(await keyFactsIn(answering(answer), 'ab')).toEqual(facts);
});

test.each([[5], [[5, 0]]])('what it says of a key in a strange shape: %j', async (answer) => {
  await expect(keyFactsIn(answering(answer), 'ab')).rejects.toMatchObject({ errorName: 'program-failed' });
});

test('a key that does not sign is unusable, whatever the reason', async () => {
  for (const error of [new WindowsError('sign', 0x80090016), new Refusal('sign', 'asks')]) {
    const thrown = await signIn(answering(error), 'ab', Buffer.from('x')).catch((each) => each);
    expect(thrown).toMatchObject({
      errorName: 'key-unusable',
      details: { params: { loginId: 'ab' }, cause: error },
    });
  }
});

/** What JSON can hold and nothing can be made a text of. */
const TEXTLESS = { toString: 1, valueOf: 1 };

test('what is left out without a thumbprint is no answer, and without a length has none', async () => {
  const leftOut: object[] = [];
  const listing = (item: unknown) =>
    listIn({ ...answering(1, [item]), onLeftOut: (each) => leftOut.push(each) });
  await expect(listing([TEXTLESS, 1])).rejects.toMatchObject({ errorName: 'program-failed' });
  expect(await listing(['AB', TEXTLESS])).toEqual([]);
  expect(leftOut).toEqual([{ thumbprint: 'ab', octets: 0 }]);
});

test('what it says of a key in no number', async () => {
  const asked = keyFactsIn(answering([toWire(''), TEXTLESS]), 'ab');
  await expect(asked).rejects.toMatchObject({ errorName: 'program-failed' });
});
