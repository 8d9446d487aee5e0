import { ATTEMPTS_LEFT, randomPassword } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

export const confirmationPassword: Case = {
  name: 'confirmation-password',
  title: {
    ja: '確認用パスワードの誤りの数え方',
    en: 'how wrong confirmation passwords are counted',
  },
  promise:
    'Wrong login passwords, one-time passwords and confirmation passwords are counted per login ID, across sessions, five of each;',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { serialNumber, loginId } = await bench.certificateOf('holder');
    const json = { serialNumber, confirmationPassword: randomPassword() };
    const session = await bench.proven('administrator');
    refused(await bench.revoke(session, 'nobody-here', json), 404, 'not-found');
    for (const left of [4, 3]) {
      const answer = await bench.revoke(session, loginId, json);
      same(refused(answer, 401, 'confirmation-refused').attemptsLeft, left, answer, ATTEMPTS_LEFT);
    }
    await bench.logIn('administrator');
    const answer = await bench.revoke(await bench.proven('administrator'), loginId, json);
    same(refused(answer, 401, 'confirmation-refused').attemptsLeft, 4, answer, ATTEMPTS_LEFT);
    await bench.logIn('administrator');
  },
};
