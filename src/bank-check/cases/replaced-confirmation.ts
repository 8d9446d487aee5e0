import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const replacedConfirmation: Case = {
  name: 'replaced-confirmation',
  title: {
    ja: '置き換えられた証明書の確定',
    en: 'confirming a replaced certificate',
  },
  promise: '`certificate-revoked`: it was revoked, or superseded by a request with another key.',
  users: ['holder'],
  async run(bench) {
    const { session, issued } = await bench.unconfirmed('holder');
    await bench.unconfirmed('holder');
    refused(await bench.confirm(session, issued.serialNumber), 410, 'certificate-revoked');
  },
};
