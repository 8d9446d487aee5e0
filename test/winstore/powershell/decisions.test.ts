import { execFileSync, spawnSync } from 'node:child_process';
import { hash, sign, X509Certificate } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import type { PendingKeys } from '../../../src/winstore/pending/pending-keys.ts';
import {
  archiveIn,
  findIn,
  installIn,
  listIn,
  removeIn,
  signAllIn,
  signIn,
} from '../../../src/winstore/powershell/certificates.ts';
import {
  answerIn,
  fromWire,
  type PowerShell,
  Refusal,
  toWire,
} from '../../../src/winstore/powershell/session.ts';
import { WindowsError } from '../../../src/winstore/windows/errors.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, RSA } from '../../support/test-ca.ts';

/** What the store decides by PowerShell's answers. The answers themselves are tried with a real one in store.test.ts. */

const folder = makeTempFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
const ca = issue(folder, { subject: '/CN=ca', extensions: CA_EXTENSIONS, issuer: root, serial: '02' });
const user = issue(folder, {
  ...{ subject: '/CN=hanakodt A001 20100101090000123456', extensions: CLIENT_EXTENSIONS },
  ...{ issuer: ca, newKey: RSA },
});
const { thumbprint, publicKeyHash } = readCertificate(user.pem);
const der = (pem: string) => new X509Certificate(pem).raw.toString('base64');

interface Here {
  hasKey: boolean;
  archived?: boolean;
  /** By which it signs; the certificate's without it. */
  key?: string;
}

/** A store with at most the one certificate; each request is kept. */
function windows(here?: Here, { takes = true } = {}) {
  let present = here;
  const asked: [operation: string, parameters: readonly string[], isSecret: boolean][] = [];
  const shown = () =>
    present && [der(user.pem), present.hasKey ? 1 : 0, toWire('名前'), present.archived ? 1 : 0];
  const operations: Record<
    string,
    (parameters: readonly string[], onItem: (item: unknown) => void) => unknown
  > = {
    find(_, onItem) {
      if (present) onItem(shown());
      return present ? 1 : 0;
    },
    sign([, bytes = ''], onItem) {
      onItem(shown());
      return sign('sha256', Buffer.from(bytes, 'base64'), present?.key ?? user.key).toString('base64');
    },
    import() {
      if (takes) present = { hasKey: true };
      return true;
    },
    archive([, archived]) {
      if (present) present.archived = archived === '1';
      return true;
    },
    remove() {
      present = undefined;
      return true;
    },
  };
  const powerShell: PowerShell = {
    async ask(operation, parameters = [], { onItem = () => {}, secret = false } = {}) {
      asked.push([operation, parameters, secret]);
      return operations[operation]?.(parameters, onItem);
    },
    async close() {},
  };
  return { powerShell, asked, operations: () => asked.map(([operation]) => operation) };
}

const keys = {
  key: async (id: string) => (id === 'request' ? { privateKeyPem: user.key, publicKeyHash } : undefined),
} as PendingKeys;

const install = (powerShell: PowerShell, release = '10.0.19045') =>
  installIn({ powerShell, keys, release }, 'request', {
    certificate: user.pem,
    chain: [ca.pem, root.pem],
    friendlyName: 'ANSER-WEB 花子',
  });

describe('an installation', () => {
  test('hands over key and certificate in one secret request, and the issuers but no root', async () => {
    const { powerShell, asked, operations } = windows();
    expect(await install(powerShell)).toMatchObject({
      thumbprint,
      hasPrivateKey: true,
      friendlyName: '名前',
    });
    expect(operations()).toEqual(['find', 'import', 'find']);
    const [, [pfx = '', password = '', name, ...issuers], isSecret] = asked[1] ?? ['', [], false];
    expect(isSecret).toBe(true);
    expect(fromWire(name)).toBe('ANSER-WEB 花子');
    expect(issuers).toEqual([der(ca.pem)]);
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const file = join(tempFolder(), 'pfx');
    writeFileSync(file, Buffer.from(pfx, 'base64'));
    const read = (...more: string[]) =>
      execFileSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${password}`, ...more]).toString();
    expect(read('-nokeys', '-clcerts')).toContain('CN = hanakodt A001');
    expect(read('-nocerts', '-nodes')).toContain('PRIVATE KEY');
  });

  test.each([
    ['10.0.19045', 'AES-256-CBC'],
    ['6.3.9600', '3-KeyTripleDES-CBC'],
  ])('on Windows %s encrypts by %s', async (release, cipher) => {
    const { powerShell, asked } = windows();
    await install(powerShell, release);
    const [, [pfx = '', password = '']] = asked[1] ?? ['', []];
    const file = join(tempFolder(), 'pfx');
    writeFileSync(file, Buffer.from(pfx, 'base64'));
    const { stderr } = spawnSync('openssl', [
      'pkcs12',
      '-in',
      file,
      '-passin',
      `pass:${password}`,
      '-info',
      '-noout',
      '-legacy',
    ]);
    expect(stderr.toString()).toContain(cipher);
  });

  test('keeps an earlier one whose key signs', async () => {
    const { powerShell, operations } = windows({ hasKey: true });
    expect(await install(powerShell)).toMatchObject({ thumbprint });
    expect(operations()).toEqual(['find', 'sign']);
  });

  test('shows an earlier one that is hidden', async () => {
    const { powerShell, asked, operations } = windows({ hasKey: true, archived: true });
    const installed = await install(powerShell);
    expect(installed).not.toHaveProperty('archived');
    expect(operations()).toEqual(['find', 'sign', 'archive', 'find']);
    expect(asked[2]?.[1]).toEqual([thumbprint, '0']);
  });

  test.each([
    ['has no key', { hasKey: false }, ['find', 'remove', 'import', 'find']],
    [
      'has another key',
      { hasKey: true, key: issue(folder, { subject: '/CN=other', newKey: RSA }).key },
      ['find', 'sign', 'remove', 'import', 'find'],
    ],
  ])('takes the place of an earlier one that %s', async (_, here, expected) => {
    const { powerShell, asked, operations } = windows(here);
    expect(await install(powerShell)).toMatchObject({ hasPrivateKey: true });
    expect(operations()).toEqual(expected);
    expect(asked.find(([operation]) => operation === 'remove')?.[1]).toEqual([thumbprint]);
  });

  test('that cannot be read back is none', async () => {
    const { powerShell } = windows(undefined, { takes: false });
    await expect(install(powerShell)).rejects.toMatchObject({
      errorName: 'store-failed',
      details: { params: { detail: { en: expect.stringContaining('cannot be read back') } } },
    });
  });

  test('without the key that waits for it asks for no import', async () => {
    const { powerShell, operations } = windows();
    const none = installIn({ powerShell, keys, release: '10.0.19045' }, 'other', {
      ...{ certificate: user.pem, chain: [], friendlyName: 'x' },
    });
    await expect(none).rejects.toMatchObject({ errorName: 'store-failed' });
    expect(operations()).toEqual(['find']);
  });
});

describe('a signature', () => {
  const bytes = Buffer.from('challenge');

  test('is by the certificate’s key', async () => {
    const { powerShell, asked } = windows({ hasKey: true });
    const signature = await signIn(powerShell, thumbprint, bytes);
    expect(new X509Certificate(user.pem).publicKey.asymmetricKeyType).toBe('rsa');
    expect(Buffer.from(signature)).toEqual(sign('sha256', bytes, user.key));
    expect(asked[0]?.[1]).toEqual([thumbprint, bytes.toString('base64')]);
  });

  test('by another key is none, and the user is named', async () => {
    const key = issue(folder, { subject: '/CN=other', newKey: RSA }).key;
    const signing = signIn(windows({ hasKey: true, key }).powerShell, thumbprint, bytes);
    await expect(signing).rejects.toMatchObject({
      ...{ errorName: 'key-unusable', details: { params: { loginId: 'hanakodt' } } },
    });
  });

  test('that fails for want of PowerShell is no fault of the key', async () => {
    const lost = new CertToolError('program-failed');
    const powerShell: PowerShell = { ask: () => Promise.reject(lost), close: async () => {} };
    await expect(signIn(powerShell, thumbprint, bytes)).rejects.toBe(lost);
  });

  const answering = (items: readonly unknown[]): PowerShell => ({
    async ask(operation, parameters = [], { onItem } = {}) {
      expect([operation, parameters]).toEqual(['sign-all', [bytes.toString('base64'), 'aa', 'bb']]);
      for (const item of items) onItem?.(item);
      return true;
    },
    async close() {},
  });

  test('of many in one request: empty for a key that does not sign', async () => {
    const [first, second] = await signAllIn(answering(['AAEC', '']), ['aa', 'bb'], bytes);
    expect(first).toEqual(Buffer.from([0, 1, 2]));
    expect(second).toMatchObject({ errorName: 'key-unusable', details: { params: { loginId: 'bb' } } });
  });

  test.each([[['AAEC']], [['AAEC', '', '']]])('of many: %j is not an answer for two', async (items) => {
    await expect(signAllIn(answering(items), ['aa', 'bb'], bytes)).rejects.toMatchObject({
      errorName: 'program-failed',
    });
  });
});

test('one that is not there is not found', async () => {
  expect(await findIn(windows().powerShell, thumbprint)).toBeUndefined();
});

test('what is no certificate is left out, and told', async () => {
  const leftOut: object[] = [];
  const bytes = Buffer.from('no certificate');
  const powerShell: PowerShell = {
    onLeftOut: (each) => leftOut.push(each),
    async ask(_, __, { onItem } = {}) {
      onItem?.([bytes.toString('base64'), 1, toWire('x'), 0]);
      onItem?.(['AB12', 70_000]);
      return 2;
    },
    async close() {},
  };
  expect(await listIn(powerShell)).toEqual([]);
  expect(leftOut).toEqual([
    { thumbprint: hash('sha1', bytes), octets: bytes.length },
    { thumbprint: 'ab12', octets: 70_000 },
  ]);
});

test('hiding, showing and removing name the certificate', async () => {
  const { powerShell, asked } = windows({ hasKey: true });
  await archiveIn(powerShell, thumbprint, true);
  await archiveIn(powerShell, thumbprint, false);
  await removeIn(powerShell, thumbprint);
  expect(asked).toEqual([
    ['archive', [thumbprint, '1'], false],
    ['archive', [thumbprint, '0'], false],
    ['remove', [thumbprint], false],
  ]);
});

describe('the last line of an answer', () => {
  test('is what the operation answers, false and 0 as well', () => {
    for (const answer of [true, false, 0, '', ['x']]) expect(answerIn('list', { answer })).toEqual(answer);
  });

  test.each([
    [{}],
    [{ answer: null }],
    [{ refused: 5 }],
    [{ failed: 5 }],
    [{ failed: { code: 1 } }],
    [{ failed: { text: 'x' } }],
  ])('that is %j cannot be understood', (line) => {
    expect(() => answerIn('list', line)).toThrow(expect.objectContaining({ errorName: 'program-failed' }));
  });

  test('tells a restricted PowerShell', () => {
    expect(() => answerIn('list', { refused: 'language-mode' })).toThrow(
      expect.objectContaining({ errorName: 'powershell-restricted' }),
    );
  });

  test('tells the word of the script’s own refusal, and the operation', () => {
    const thrown = (() => {
      try {
        return answerIn('sign', { refused: 'asks', answer: true });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(Refusal);
    expect(thrown).toMatchObject({ name: 'Refusal', reason: 'asks', message: 'sign: asks' });
  });

  test('tells what Windows says, and its code', () => {
    const failed = { code: 0x80090016, text: toWire('キーがありません') };
    const failing = () => answerIn('sign', { failed });
    expect(failing).toThrow(WindowsError);
    expect(failing).toThrow('sign: キーがありません');
    expect(failing).toThrow(expect.objectContaining({ code: 0x80090016 }));
  });
});
