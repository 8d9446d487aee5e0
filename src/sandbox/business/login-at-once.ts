import { findUser } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { checkCode, checkPassword, noteFullLogin, refuseTry } from './login.ts';
import { OTP_DIGITS } from './otp.ts';
import { Problem } from './problem.ts';

/** Nothing was asked for, so that nothing is late. */
const NOT_ASKED = { method: 'token', expiresAt: new Date(8.64e15) } as const;

/**
 * Checks login ID and password where there is one field for both secrets: of a user with one-time passwords the last digits
 * are one. Opens no session.
 * @throws Problem `credentials-refused`, `otp-refused`, `account-locked`, `suspended`, `service-not-enabled`
 */
export function logInAtOnce(bank: BankContext, loginId: string, field: string): Promise<void> {
  return bank.serializer.run(loginId, async () => {
    const wantsCode = (findUser(bank.database, loginId)?.otpMethod ?? 'none') !== 'none';
    const end = wantsCode ? Math.max(field.length - OTP_DIGITS, 0) : field.length;
    await checkPassword(bank, loginId, field.slice(0, end));
    if (wantsCode) takeCode(bank, loginId, field.slice(end));
    else bank.database.passing(() => noteFullLogin(bank, loginId, 'est'));
  });
}

function takeCode(bank: BankContext, loginId: string, code: string): void {
  const verdict = bank.database.transaction(() => {
    const checked = checkCode(bank, loginId, NOT_ASKED, code);
    if (checked === 'taken') noteFullLogin(bank, loginId, 'est');
    return checked;
  });
  if (verdict === 'expired') throw new Problem('otp-expired');
  if (verdict !== 'taken') throw refuseTry(bank, loginId, 'otp');
}
