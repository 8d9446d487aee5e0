import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const serviceNotEnabled: Case = {
  name: 'service-not-enabled',
  title: {
    ja: '申し込みのないユーザのログイン',
    en: 'the login of a user for whom the service is not enabled',
  },
  promise:
    '`service-not-enabled`: the company has not applied for client certificates, or the user may not have one.',
  users: ['notEnabled'],
  async run(bench) {
    refused(await bench.openSession('notEnabled'), 403, 'service-not-enabled');
  },
};
