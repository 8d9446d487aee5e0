import { waiting } from '../acts/waiting.ts';
import type { Bench } from '../bench.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';
import type { Answer } from '../wire.ts';

/** For how long a new code is good, at least. */
const SHORTEST_MS = 30_000;
const NEITHER = {
  ja: '--clock-command か、ユーザ token の oldCode が必要です',
  en: 'it needs --clock-command, or "oldCode" of the user "token"',
};
const OTHER_CLOCK = {
  ja: '銀行のワンタイムパスワードの期限は --clock-command に従いません。ユーザ token の oldCode で確認できます',
  en: 'the one-time passwords of this bank do not go by --clock-command; "oldCode" of the user "token" would do',
};

export const otpExpired: Case = {
  name: 'otp-expired',
  title: {
    ja: '期限が切れたワンタイムパスワード',
    en: 'one-time passwords that come too late',
  },
  promise: '`otp-expired`: right once, but too late; not counted.',
  users: ['token'],
  async run(bench) {
    const { oldCode } = bench.user('token');
    const { otp } = await waiting(bench, 'token');
    const answer = await (oldCode === undefined ? lateCode(bench) : codeOfBefore(bench, oldCode));
    refused(answer, 401, 'otp-expired');
    const { attemptsLeft } = (await waiting(bench, 'token')).otp;
    same(attemptsLeft, otp.attemptsLeft, answer, {
      ja: 'attemptsLeft は減らない',
      en: 'attemptsLeft as before',
    });
  },
};

async function codeOfBefore(bench: Bench, oldCode: string): Promise<Answer> {
  const { token } = await waiting(bench, 'token');
  return bench.submitCode(token, oldCode);
}

/** The bank's clock goes past the end while the code is on its way. */
async function lateCode(bench: Bench): Promise<Answer> {
  if (!bench.clock.canBeSet) throw new CannotTry(NEITHER);
  const session = await waiting(bench, 'token');
  const late = Date.parse(session.otp.expiresAt) + 1000;
  return bench.clock.atOtherTimes(async () => {
    await bench.clock.set(new Date(late));
    const { otp } = await waiting(bench, 'token');
    if (Date.parse(otp.expiresAt) < late + SHORTEST_MS) throw new CannotTry(OTHER_CLOCK);
    return bench.submitCode(session.token, await bench.codeFor(session, session.otp));
  });
}
