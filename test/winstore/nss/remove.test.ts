import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CertificateStore } from '../../../src/core/ports/store.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { ODD_KINDS } from '../../support/odd/kinds.ts';
import { makeOdd } from '../../support/odd/maker.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, type Issued, issue, openssl } from '../../support/test-ca.ts';
import {
  addCertificate,
  importKeyAndCertificate,
  makeDatabase,
  nss,
  programs,
  shownByNss,
  thumbprintOf,
} from './tools.ts';

const SMALL = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'];

/** Removing one of several certificates that NSS's programs take for one another. */
describe.skipIf(!programs)('removing from the NSS store', { timeout: 120_000 }, () => {
  let folder: string;
  let database: string;
  let store: CertificateStore;
  const subject = '/CN=jirodt A001 20200304153656560435';

  beforeEach(() => {
    folder = tempFolder();
    database = join(folder, 'nssdb');
    makeDatabase(database);
    store = createNssStore({ database, pendingDir: join(folder, 'pending'), programs, env: process.env });
  });

  const made = (days: number, key?: string, extensions?: readonly string[]): Issued =>
    issue(folder, {
      subject,
      ...(key ? { key } : { newKey: SMALL }),
      ...(extensions ? { extensions } : {}),
      until: `20${40 + days}0101000000Z`,
      serial: `A${days}`,
    });

  /** Removes one, and looks by NSS's eyes and ours, and by signing, whether just that one is gone. */
  async function removeOne({ pem }: Issued): Promise<void> {
    const thumbprint = thumbprintOf(pem);
    const before = { ours: await store.list(), nss: shownByNss(database) };
    await store.remove(thumbprint);
    const rest = before.ours.filter((each) => each.thumbprint !== thumbprint);
    expect(await store.list()).toEqual(rest);
    const now = shownByNss(database);
    expect(now.certificates).toEqual(new Set([...before.nss.certificates].filter((it) => it !== thumbprint)));
    expect(before.nss.lines.length - now.lines.length).toBe(1);
    expect(now.lines.filter((line) => !before.nss.lines.includes(line))).toEqual([]);
    const keys = new Map(rest.filter((each) => each.hasPrivateKey).map((each) => [each.publicKeyHash, each]));
    for (const each of keys.values()) expect(await trialSignature(store, each)).toBe(true);
  }

  test('several nicknames of one subject, with trust of their own', async () => {
    const [a, b, c, d] = [made(1), made(4), made(2), made(3)];
    for (const each of [a, b, c]) importKeyAndCertificate(database, each, 'first');
    addCertificate(database, d.pem, 'second');
    addCertificate(database, made(5, undefined, CA_EXTENSIONS).pem, 'an authority', 'C,,');
    nss(database, 'certutil', '-M', '-n', 'first', '-t', 'P,,');
    nss(database, 'certutil', '-M', '-n', 'second', '-t', 'T,,');
    expect(await store.list()).toHaveLength(4);
    for (const each of [c, d, a, b]) await removeOne(each);
    expect(shownByNss(database).lines).toEqual([expect.stringMatching(/^an authority +C,,/)]);
    expect(() => nss(database, 'certutil', '-K')).toThrow();
  });

  test('an own name for each certificate of one subject', async () => {
    const all = [made(1), made(3), made(2)];
    for (const [at, each] of all.entries()) {
      addCertificate(database, each.pem, `name ${at}`);
      importKeyAndCertificate(database, each, 'whatever');
    }
    const names = (await store.list()).map(({ friendlyName }) => friendlyName);
    expect(names.sort()).toEqual(['name 0', 'name 1', 'name 2']);
    for (const each of all) await removeOne(each);
  });

  test('several certificates of one key: by their names, and by one name', async () => {
    const first = made(5);
    const [second, third] = [made(3, first.key), made(2, first.key)];
    const [fourth, fifth] = [made(1, first.key), made(4, first.key)];
    for (const each of [first, second, third]) importKeyAndCertificate(database, each, 'one name: 花子');
    addCertificate(database, fourth.pem, 'another');
    addCertificate(database, fifth.pem, 'a third name');
    nss(database, 'certutil', '-M', '-n', 'another', '-t', 'P,,');
    const other = made(9);
    importKeyAndCertificate(database, other, 'one name: 花子');
    // Each first, for certutil takes one of them, whichever that is.
    const whole = join(folder, 'whole');
    cpSync(database, whole, { recursive: true });
    for (const each of [first, second, third, fourth, fifth]) {
      cpSync(whole, database, { recursive: true });
      await removeOne(each);
    }
    for (const each of [second, third, fourth]) await removeOne(each);
    expect(await store.list()).toMatchObject([
      { thumbprint: thumbprintOf(first.pem), hasPrivateKey: true, friendlyName: 'one name: 花子' },
      { thumbprint: thumbprintOf(other.pem), hasPrivateKey: true },
    ]);
    await removeOne(first);
    await removeOne(other);
  });

  test('names with blanks at the end, as an option, as a URI, of a token', async () => {
    const names = ['blank ', '  ', '-n', 'pkcs11:object=blank%20', 'NSS Certificate DB:x', 'é\u0301'];
    const all = names.map((name, at) => {
      const each = issue(folder, { subject: `/CN=${at}`, newKey: SMALL });
      importKeyAndCertificate(database, each, name);
      return each;
    });
    expect(await store.list()).toHaveLength(names.length);
    for (const [at, { pem }] of all.entries()) {
      const thumbprint = thumbprintOf(pem);
      if (at % 3 === 0) expect(await trialSignature(store, { thumbprint, pem })).toBe(true);
      const rest = (await store.list()).filter((each) => each.thumbprint !== thumbprint);
      await store.remove(thumbprint);
      expect(await store.list()).toEqual(rest);
    }
  });

  test('a CA with a key goes, whether it is listed without it or not', async () => {
    const authority = made(1, undefined, CA_EXTENSIONS);
    importKeyAndCertificate(database, authority, 'authority');
    const other = made(2);
    importKeyAndCertificate(database, other, 'authority');
    await removeOne(authority);
    expect(shownByNss(database).lines).toHaveLength(1);
  });

  test('a key for RSASSA-PSS works', async () => {
    const pss = ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'];
    const each = issue(folder, { subject, key: openssl(['genpkey', ...pss]).toString() });
    importKeyAndCertificate(database, each, 'pss');
    const [listed] = await store.list();
    expect(listed).toMatchObject({ hasPrivateKey: true });
    expect(listed && (await trialSignature(store, listed))).toBe(true);
    await store.remove(thumbprintOf(each.pem));
    expect(() => nss(database, 'certutil', '-K')).toThrow();
  });

  test.each(['date-no-day', 'date-with-offset'] as const)(
    'another with its key, which cannot be read, stays with the key: %s',
    async (kind) => {
      const odd = makeOdd(kind, ODD_KINDS[kind]?.() ?? {});
      importKeyAndCertificate(database, odd, 'odd');
      const good = made(1, odd.key);
      addCertificate(database, good.pem, 'good');
      expect(await store.list()).toMatchObject([{ thumbprint: thumbprintOf(good.pem), hasPrivateKey: true }]);
      await store.remove(thumbprintOf(good.pem));
      expect(await store.list()).toEqual([]);
      expect(nss(database, 'certutil', '-L')).toMatch(/^odd +/m);
      expect(nss(database, 'certutil', '-K')).toMatch(/^<.+> rsa/m);
    },
  );
});
