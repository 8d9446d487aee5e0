import { revocationBody } from '../acts/revoked.ts';
import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const certificateChanged: Case = {
  name: 'certificate-changed',
  title: {
    ja: '失効しようとした証明書が替わっている',
    en: 'a certificate that was superseded meanwhile',
  },
  promise:
    "`certificate-changed`: the named one is not the user's present one any more, e.g. superseded meanwhile.",
  users: ['other', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { session, issued } = await bench.unconfirmed('other');
    await bench.unconfirmed('other');
    const administrator = await bench.proven('administrator');
    const revoke = (serialNumber: string) =>
      bench.revoke(administrator, session.loginId, revocationBody(bench, serialNumber));
    refused(await revoke(issued.serialNumber), 409, 'certificate-changed');
    refused(await revoke(randomSerial()), 404, 'not-found');
  },
};
