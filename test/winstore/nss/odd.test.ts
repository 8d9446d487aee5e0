import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { tryAll } from '../../../src/pki/trial.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, issue } from '../../support/test-ca.ts';
import { addCertificate, importKeyAndCertificate, makeDatabase, nss, programs } from './tools.ts';

const EC = (curve: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`];
const RSA = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'rsa-1024': RSA(1024),
  'rsa-2048': RSA(2048),
  'rsa-4096': RSA(4096),
  p256: EC('P-256'),
  p384: EC('P-384'),
  p521: EC('P-521'),
};

describe.skipIf(!programs)('keys of all kinds in one NSS database (needs NSS: certutil and pk12util)', () => {
  const folder = makeTempFolder();
  const database = join(folder, 'database');
  const issued = new Map<string, string>();

  const storeIn = (place: string, pk12util = '/nowhere') =>
    createNssStore({
      database: place,
      pendingDir: join(tempFolder(), 'pending'),
      // Nothing of what is tested needs a program, but for what says so.
      programs: { certutil: programs?.certutil ?? '', pk12util },
      env: {},
    });
  const put = (name: string, algorithm: readonly string[]) => {
    const one = issue(folder, {
      subject: `/CN=${name} A001 20260101090000123456`,
      extensions: CLIENT_EXTENSIONS,
      newKey: algorithm,
      // Of one issuer and number NSS takes only one.
      serial: `A${issued.size}`,
    });
    importKeyAndCertificate(database, one, 'one name for all');
    issued.set(readCertificate(one.pem).thumbprint, name);
    return one;
  };

  beforeAll(() => {
    makeDatabase(database);
    for (const [name, algorithm] of Object.entries(KINDS)) put(name, algorithm);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('each signs, without a program', async () => {
    const store = storeIn(database);
    await store.probe();
    const found = await store.list();
    expect(found).toHaveLength(Object.keys(KINDS).length);
    expect(await tryAll(store, found)).toEqual(found.map(() => ({ key: 'works' })));
  });

  test('what does not sign is found out about that one alone', async () => {
    const place = join(tempFolder(), 'database');
    makeDatabase(place);
    const [other, own] = ['a', 'b'].map((cn) =>
      issue(folder, { subject: `/CN=${cn}`, extensions: CLIENT_EXTENSIONS }),
    );
    if (!other || !own) throw new TypeError();
    importKeyAndCertificate(place, own, 'own');
    addCertificate(place, other.pem, 'without a key');
    const store = storeIn(place);
    const found = await store.list();
    const answers = await store.signAll?.(
      [...found.map(({ thumbprint }) => thumbprint), '0'.repeat(40)],
      Buffer.from('x'),
    );
    const signs = found.map(({ hasPrivateKey }) => hasPrivateKey);
    expect(answers?.map((answer) => answer instanceof Uint8Array)).toEqual([...signs, false]);
    expect(signs.toSorted()).toEqual([false, true]);
    const trials = await tryAll(store, found);
    expect(trials).toEqual(signs.map((has) => ({ key: has ? 'works' : 'missing' })));
  });

  test('a database that is encrypted as earlier versions of NSS did it signs through pk12util', async () => {
    const place = join(tempFolder(), 'database');
    makeDatabase(place);
    importKeyAndCertificate(place, issue(folder, { subject: '/CN=old', newKey: RSA(2048) }), 'old');
    encryptAsEarlier(join(place, 'key4.db'));
    // NSS itself takes it.
    expect(nss(place, 'certutil', '-K')).toContain('rsa');
    const store = storeIn(place, programs?.pk12util);
    await store.probe();
    expect(await tryAll(store, await store.list())).toEqual([{ key: 'works' }]);
  });
});

/** Writes the check of the empty password by SHA-1 and triple DES (1.2.840.113549.1.12.5.1.3), as NSS before 3.49 did. */
function encryptAsEarlier(file: string): void {
  const database = new sqlite.Database(file);
  const row = database.get("select item1 from metaData where id = 'password'");
  const global = Buffer.from(row?.['item1'] as Uint8Array);
  const salt = randomBytes(20);
  const hashed = createHash('sha1').update(createHash('sha1').update(global).digest()).update(salt).digest();
  const hmac = (...parts: Buffer[]) => createHmac('sha1', hashed).update(Buffer.concat(parts)).digest();
  const derived = Buffer.concat([hmac(salt, salt), hmac(hmac(salt), salt)]);
  const cipher = createCipheriv('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(-8));
  const check = Buffer.concat([cipher.update('password-check'), cipher.final()]);
  const der = (tag: number, ...parts: Buffer[]) => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  };
  const oid = Buffer.from('2a864886f70d010c050103', 'hex');
  const parameters = der(0x30, der(0x04, salt), der(0x02, Buffer.from([1])));
  const item = der(0x30, der(0x30, der(0x06, oid), parameters), der(0x04, check));
  database.run("update metaData set item2 = ? where id = 'password'", [item]);
  database.close();
}
