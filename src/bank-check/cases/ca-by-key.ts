import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

/** A key identifier of no CA. */
const NEVER_THERE = '0123456789abcdef0123456789abcdef01234567';

export const caByKey: Case = {
  name: 'ca-by-key',
  title: {
    ja: 'CA を鍵識別子で指定する',
    en: 'a CA that is named by its key identifier',
  },
  promise:
    '404 `not-found` for one that the bank never had, and for a former one whose last certificate has expired.',
  async run(bench) {
    const { pems } = await bench.chain();
    const keyId = readCertificate(pems[0] ?? '').subjectKeyId ?? '';
    const named = await bench.chain(keyId);
    same(named.pems, pems, named.answer, { ja: '同じチェーン', en: 'the same chain' });
    for (const path of ['/ca', '/crl']) {
      const ask = (id: string) => bench.send({ method: 'GET', path, query: `?authorityKeyId=${id}` });
      refused(await ask(NEVER_THERE), 404, 'not-found');
      refused(await ask('nothing'), 400, 'invalid-request');
    }
  },
};
