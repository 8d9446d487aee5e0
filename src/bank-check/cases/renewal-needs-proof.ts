import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const renewalNeedsProof: Case = {
  name: 'renewal-needs-proof',
  title: {
    ja: '更新には証明が必要',
    en: 'renewing without a proof',
  },
  promise: '`proof-required`: it has not proved that this PC holds the certificate.',
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const { serialNumber } = await bench.certificateOf('holder');
    const session = await bench.logIn('holder');
    const key = await bench.spareKey();
    refused(await bench.renew(session, serialNumber, key), 403, 'proof-required');
    refused(await bench.renew(session, randomSerial(), key), 403, 'proof-required');
  },
};
