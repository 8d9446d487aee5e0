import { confirmWithin } from '../business/certificates.ts';
import type { BankContext } from '../business/context.ts';
import { checkPassword, noteFullLogin } from '../business/login.ts';
import { recordAct } from '../records/audit.ts';
import { markUsed } from '../records/certificates.ts';
import { judge, type Visitor } from './judge.ts';
import { PortalRefusal } from './refusal.ts';
import type { PortalSessions } from './sessions.ts';

/**
 * A login by certificate and password. It confirms an unconfirmed certificate, as the API's confirmation does, and
 * ends every other session of the login ID.
 * @returns the cookie of the new session
 * @throws PortalRefusal, Problem `credentials-refused`, `account-locked`, `suspended`, `service-not-enabled`
 */
export function logInAtPortal(
  bank: BankContext,
  sessions: PortalSessions,
  visitor: Visitor,
  typed: { loginId: string; password: string },
): Promise<string> {
  const { loginId } = visitor.user;
  if (typed.loginId !== loginId) {
    recordAct(bank.database, bank.now(), loginId, 'login-refused', 'portal: wrong-user');
    throw new PortalRefusal('wrong-user', visitor);
  }
  return bank.serializer.run(loginId, async () => {
    await checkPassword(bank, loginId, typed.password);
    const confirmedNow = bank.database.transaction(() => {
      // It may have been revoked while the password was checked.
      const { entry } = judge(bank, visitor.certificate);
      noteFullLogin(bank, loginId, 'portal');
      markUsed(bank.database, entry.serialNumber, bank.bankNow());
      return confirmWithin(bank, loginId, entry.serialNumber);
    });
    return sessions.open(visitor, confirmedNow);
  });
}
