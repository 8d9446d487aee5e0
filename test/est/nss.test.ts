import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeDatabase, nss, programs, shownByNss, thumbprintOf } from '../winstore/nss/tools.ts';
import { PASSWORD, startFakeCa } from './fake-ca.ts';
import { personAt } from './person.ts';

describe.skipIf(!programs)('certificates of browsers (needs NSS: certutil and pk12util)', () => {
  test('issue, renew by the certificate that a browser has, also after a lost answer', async () => {
    const ca = await startFakeCa({});
    const taro = personAt(ca, 'nss');
    const database = join(taro.home, '.local', 'share', 'pki', 'nssdb');
    expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0 });
    expect(await taro.run(['renew', 'taro', '--force'])).toMatchObject({ code: 0, stderr: '' });
    ca.dialect = { after: () => 'drop' };
    expect(await taro.run(['renew', 'taro', '--force'])).toMatchObject({ code: 10 });
    ca.dialect = {};
    expect(await taro.run(['renew', 'taro'])).toMatchObject({ code: 0, json: { outcome: 'renewed' } });
    const [, ...renewals] = ca.asked;
    const byCertificate = { path: '/simplereenroll', login: undefined, client: { subject: 'CN=taro' } };
    expect(renewals).toMatchObject([byCertificate, byCertificate, byCertificate]);
    expect(renewals[2]?.body).toBe(renewals[1]?.body);
    // What NSS itself has now: the last one alone, with its key.
    const { lines, certificates } = shownByNss(database);
    expect([...certificates]).toEqual([thumbprintOf(ca.issued.at(-1) ?? '')]);
    expect(lines).toEqual([expect.stringMatching(/ u,u,u *$/)]);
    expect(nss(database, 'certutil', '-K').match(/^<.*rsa/gm)).toHaveLength(1);
  }, 60_000);

  test('a database with a password gives no key: said before any other password is asked for', async () => {
    const ca = await startFakeCa({});
    const taro = personAt(ca, 'nss');
    makeDatabase(join(taro.home, '.pki', 'nssdb'), 'secret');
    const { code, json } = await taro.run(['issue', 'taro']);
    expect({ code, name: json.error.name }).toEqual({ code: 7, name: 'store-failed' });
    expect(json.error.message).toMatch(/password|SEC_ERROR_BAD_PASSWORD/);
    expect(ca.asked).toEqual([]);
  });
});
