import { formatMoment } from '../../core/japan-time.ts';
import { recordAct } from '../records/audit.ts';
import { type CertificateEntry, certificatesToNotice, markNoticeSent } from '../records/certificates.ts';
import { renewalDaysOf } from '../records/rules.ts';
import { findUser } from '../records/users.ts';
import type { BankContext } from './context.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 16;

/**
 * E-mails the notice of the last days for each certificate that is due by the bank's date: once, whatever the date does later.
 * @param since the bank's date before it was moved: what became due, or even expired, on the way is told of, too
 */
export function sendDueNotices(bank: BankContext, since: Date = bank.bankNow()): Promise<void> {
  return bank.serializer.run('/notices', async () => {
    const now = bank.bankNow();
    const until = new Date(now.getTime() + renewalDaysOf(bank.rules()) * DAY_MS);
    const due = certificatesToNotice(bank.database, since < now ? since : now, until);
    if (due.length === 0) return;
    // A killed bank may have sent one without noting it.
    const sent = await bank.outbox.ids();
    for (let at = 0; at < due.length; at += AT_ONCE) {
      const some = due.slice(at, at + AT_ONCE);
      const unsent = some.filter(({ serialNumber }) => !sent.has(serialNumber));
      await Promise.all(unsent.map((certificate) => sendNotice(bank, certificate)));
      bank.database.transaction(() => {
        for (const certificate of some) noteSent(bank, certificate);
      });
    }
  });
}

function noteSent(bank: BankContext, { serialNumber, loginId }: CertificateEntry): void {
  markNoticeSent(bank.database, serialNumber);
  recordAct(bank.database, bank.now(), loginId, 'notice-sent', serialNumber);
}

function sendNotice(bank: BankContext, { loginId, notAfter, serialNumber }: CertificateEntry): Promise<void> {
  const name = findUser(bank.database, loginId)?.name ?? '';
  const text = [
    `${name} 様(ログインID: ${loginId})`,
    '',
    `クライアント証明書の有効期限(${formatMoment(notAfter, 'ja')})が近づいています。有効期限までに証明書を更新してください。`,
    `証明書シリアル番号: ${serialNumber}`,
    '',
    `Your client certificate expires on ${formatMoment(notAfter, 'en')}. Renew it before that.`,
    `Serial number: ${serialNumber}`,
    '',
  ].join('\r\n');
  return bank.outbox.send(
    { to: loginId, subject: 'クライアント証明書の更新のお知らせ', text },
    bank.now(),
    serialNumber,
  );
}
