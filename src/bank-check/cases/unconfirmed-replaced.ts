import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const unconfirmedReplaced: Case = {
  name: 'unconfirmed-replaced',
  title: {
    ja: '未確定の証明書は置き換えられる',
    en: 'an unconfirmed certificate is replaced',
  },
  promise:
    'Until then its owner may ask again with another key; the unconfirmed one is then revoked as superseded.',
  users: ['holder'],
  async run(bench) {
    const first = await bench.unconfirmed('holder');
    const second = await bench.unconfirmed('holder');
    const answer = await bench.details(second.session, first.issued.serialNumber);
    const { state, revocationReason } = accepted<Schemas['CertificateDetails']>(answer, 200);
    same([state, revocationReason], ['revoked', 'superseded'], answer, {
      ja: '状態と理由',
      en: 'state and reason',
    });
  },
};
