import { createHash } from 'node:crypto';
import { revokedCertificates } from '../records/certificates.ts';
import { keepCrl, latestCrl } from '../records/crl.ts';
import type { BankContext } from './context.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the bank's date may have gone on before the list is signed anew although nothing changed. */
const FRESH_MS = 5 * 60 * 1000;
const NEXT_UPDATE_DAYS = 7;

/**
 * The revocation list of a generation of the CA, DER, by the bank's date. A list with other content, or of another
 * time, has a higher number, also when the date was set back. What was revoked stays so whatever the date is.
 */
export function currentCrl(bank: BankContext, generation: number): Promise<Buffer> {
  // A slash is in no login ID.
  return bank.serializer.run(`/crl ${generation}`, async () => {
    const revoked = revokedCertificates(bank.database, generation);
    const contentHash = createHash('sha256').update(JSON.stringify(revoked)).digest('hex');
    const thisUpdate = new Date(Math.floor(bank.bankNow().getTime() / 1000) * 1000);
    const latest = latestCrl(bank.database, generation);
    const age = latest ? thisUpdate.getTime() - latest.thisUpdate.getTime() : 0;
    if (latest?.contentHash === contentHash && age >= 0 && age < FRESH_MS) return latest.der;
    const number = (latest?.number ?? 0) + 1;
    const nextUpdate = new Date(thisUpdate.getTime() + NEXT_UPDATE_DAYS * DAY_MS);
    const authority = await bank.authorities.signing(generation);
    const der = await authority.signCrl({ number, thisUpdate, nextUpdate, revoked });
    keepCrl(bank.database, { generation, number, contentHash, thisUpdate, der });
    return der;
  });
}
