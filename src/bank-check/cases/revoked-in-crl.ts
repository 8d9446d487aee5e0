import { onTheList } from '../acts/on-the-list.ts';
import { revoked } from '../acts/revoked.ts';
import type { Case } from '../case.ts';

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
  after: ['proof'],
  async run(bench) {
    const { held } = await revoked(bench);
    await onTheList(bench, held.certificate);
  },
};
