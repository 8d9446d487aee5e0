import { readCertificate } from '../../pki/certificate.ts';
import type { Bench } from '../bench.ts';
import { accepted, holds } from '../expect.ts';
import { revocationList } from './revocation-list.ts';

/** @param certificate PEM @throws Breach unless it is on the revocation list of its CA */
export async function onTheList(bench: Bench, certificate: string): Promise<void> {
  const record = readCertificate(certificate);
  const keyId = record.authorityKeyId ?? '';
  const { pems } = await bench.chain(keyId);
  const answer = await bench.send({ method: 'GET', path: '/crl', query: `?authorityKeyId=${keyId}` });
  if (answer.status !== 200) accepted(answer, 200);
  const list = await revocationList(bench, answer, pems);
  const { serialNumber } = record;
  holds(list.holds(record), answer, {
    ja: `失効リストに ${serialNumber}`,
    en: `${serialNumber} on the list`,
  });
}
