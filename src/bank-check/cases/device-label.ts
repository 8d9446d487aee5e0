import type { Case } from '../case.ts';
import { accepted } from '../expect.ts';

export const deviceLabel: Case = {
  name: 'device-label',
  title: {
    ja: 'PC のラベル',
    en: 'the label of the PC',
  },
  promise: 'What the company calls the PC. Only sent where the company has said so.',
  users: ['holder'],
  async run(bench) {
    const session = await bench.session('holder');
    const { token, loginId } = session;
    const json = { csr: (await bench.newKey()).request(loginId), device: '経理 PC 3' };
    const answer = await bench.send({ method: 'POST', path: '/certificates', token, json });
    await bench.mayIssue(answer, session);
    accepted(answer, 201);
  },
};
