import { readCertificate } from '../../pki/certificate.ts';
import { revocationList } from '../acts/revocation-list.ts';
import { revoked } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, holds } from '../expect.ts';

export const revokedInCrl: Case = {
  name: 'revoked-in-crl',
  title: {
    ja: '失効リストへの掲載',
    en: 'a revoked certificate is on the list',
  },
  promise:
    'A list is signed by the CA that it is of, names certificates of that CA alone, and counts its own numbers.',
  users: ['holder', 'administrator'],
  destructive: true,
  async run(bench) {
    const { held } = await revoked(bench);
    const record = readCertificate(held.certificate);
    const keyId = record.authorityKeyId ?? '';
    const { pems } = await bench.chain(keyId);
    const answer = await bench.send({ method: 'GET', path: '/crl', query: `?authorityKeyId=${keyId}` });
    if (answer.status !== 200) accepted(answer, 200);
    const list = await revocationList(bench, answer, pems);
    const expected = { ja: `失効リストに ${held.serialNumber}`, en: `${held.serialNumber} on the list` };
    holds(list.holds(record), answer, expected);
  },
};
