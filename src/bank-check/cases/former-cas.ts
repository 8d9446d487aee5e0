import { readCertificate } from '../../pki/certificate.ts';
import { isCaChain } from '../../pki/verify.ts';
import { revocationList } from '../acts/revocation-list.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { accepted, holds } from '../expect.ts';

const NONE = {
  ja: 'formerAuthorityKeyIds が指定されていません',
  en: 'the file of users has no formerAuthorityKeyIds',
};

export const formerCas: Case = {
  name: 'former-cas',
  title: {
    ja: '以前の CA のチェーンと失効リスト',
    en: 'chain and revocation list of former CAs',
  },
  promise: 'with `authorityKeyId` they serve a former one until its last certificate has expired.',
  async run(bench) {
    const present = readCertificate((await bench.chain()).pems[0] ?? '').subjectKeyId;
    const ofCertificates = bench.held.map(({ certificate }) => readCertificate(certificate).authorityKeyId);
    const keyIds = new Set([...bench.former, ...ofCertificates.flatMap((each) => each ?? [])]);
    keyIds.delete(present ?? '');
    if (keyIds.size === 0) throw new CannotTry(NONE);
    for (const keyId of keyIds) {
      const { pems, answer } = await bench.chain(keyId);
      const expected = {
        ja: `鍵識別子が ${keyId} の CA のチェーン`,
        en: `the chain of the CA with the key identifier ${keyId}`,
      };
      holds(isCaChain(pems) && readCertificate(pems[0] ?? '').subjectKeyId === keyId, answer, expected);
      const list = await bench.send({ method: 'GET', path: '/crl', query: `?authorityKeyId=${keyId}` });
      if (list.status !== 200) accepted(list, 200);
      await revocationList(bench, list, pems);
    }
  },
};
