import { waiting } from '../acts/waiting.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const otpNothingToSend: Case = {
  name: 'otp-nothing-to-send',
  title: {
    ja: 'メールで送るものがない再送',
    en: 'asking for another code where none is e-mailed',
  },
  promise: '400 where there is nothing to send, i.e. the session does not wait for an e-mailed code.',
  users: ['token'],
  async run(bench) {
    const { token } = await waiting(bench, 'token');
    const answer = await bench.send({ method: 'POST', path: '/sessions/current/otp/resend', token });
    refused(answer, 400, 'invalid-request');
  },
};
