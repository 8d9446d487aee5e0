import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const unconfirmedProof: Case = {
  name: 'unconfirmed-proof',
  title: {
    ja: '未確定の証明書による証明',
    en: 'a proof by an unconfirmed certificate',
  },
  promise:
    '`proof-refused`: another certificate, one that is unconfirmed, expired or revoked, or a wrong signature.',
  users: ['holder'],
  async run(bench) {
    const { session, key, issued } = await bench.unconfirmed('holder');
    const { serialNumber } = issued;
    refused(await bench.prove(session, { serialNumber, key: key.pem }), 401, 'proof-refused');
  },
};
