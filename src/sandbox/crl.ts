import { createHash } from 'node:crypto';
import type { BankContext } from './context.ts';
import { revokedCertificates } from './records/certificates.ts';
import { keepCrl, latestCrl } from './records/crl.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the bank's date may have gone on before the list is signed anew although nothing changed. */
const FRESH_MS = 5 * 60 * 1000;
const NEXT_UPDATE_DAYS = 7;

/**
 * The issuing CA's revocation list, DER, by the bank's date. A list with other content, or of another time, has a
 * higher number, also when the date was set back. What was revoked stays so whatever the date is.
 */
export function currentCrl(bank: BankContext): Promise<Buffer> {
  // A slash is in no login ID.
  return bank.serializer.run('/crl', async () => {
    const revoked = revokedCertificates(bank.database);
    const contentHash = createHash('sha256').update(JSON.stringify(revoked)).digest('hex');
    const thisUpdate = new Date(Math.floor(bank.bankNow().getTime() / 1000) * 1000);
    const latest = latestCrl(bank.database);
    const age = latest ? thisUpdate.getTime() - latest.thisUpdate.getTime() : 0;
    if (latest?.contentHash === contentHash && age >= 0 && age < FRESH_MS) return latest.der;
    const number = (latest?.number ?? 0) + 1;
    const nextUpdate = new Date(thisUpdate.getTime() + NEXT_UPDATE_DAYS * DAY_MS);
    const der = await (await bank.authority()).signCrl({ number, thisUpdate, nextUpdate, revoked });
    keepCrl(bank.database, { number, contentHash, thisUpdate, der });
    return der;
  });
}
