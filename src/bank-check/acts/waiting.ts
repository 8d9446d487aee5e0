import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { CannotTry } from '../breach.ts';
import { accepted, type Schemas } from '../expect.ts';
import type { Part } from '../users.ts';

/** A session that still waits for its one-time password. */
export async function waiting(bench: Bench, part: Part): Promise<Session & { readonly otp: Schemas['Otp'] }> {
  const opened = accepted<Schemas['Session']>(await bench.openSession(part), 201);
  const session = bench.sessionOf(part, opened);
  if (!opened.otp) throw new CannotTry(WITHOUT_OTP);
  return { ...session, otp: opened.otp };
}

const WITHOUT_OTP = {
  ja: 'このユーザにはワンタイムパスワードがありません',
  en: 'this user needs no one-time password',
};
