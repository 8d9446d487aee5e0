import { CertToolError } from '../core/error.ts';
import { BankRefusal, type BankSession } from '../core/ports/bank.ts';
import { readCertificate } from '../pki/certificate.ts';
import { checkIssued } from '../pki/verify.ts';
import type { Entry } from './journal.ts';
import { type Run, StartAnew } from './ports.ts';

/**
 * Sends the request, or the very same one again after a lost answer, and keeps the checked certificate in the
 * entry. That it may have been sent is on the disk before it is sent.
 * @throws StartAnew; CertToolError otherwise, after which the request can be repeated
 */
export async function obtain(run: Run, session: BankSession, entry: Entry): Promise<Entry> {
  const { ports } = run;
  // The confirmation tells what the bank thinks of an installed one.
  if (entry.step === 'installed') return entry;
  if (entry.certificate !== undefined) return keptUnlessDead(run, session, entry);
  if (entry.step === 'key') ports.signal.throwIfAborted();
  const { csr, publicKeyHash } = entry;
  if (csr === undefined || publicKeyHash === undefined) throw new TypeError('no request in the entry');
  run.entry = await ports.journal.write({ ...entry, step: 'sent' });
  ports.onStep('request');
  ports.onSent();
  const issued = await send(run, session, csr);
  checkIssued({
    certificate: issued.certificate,
    chain: issued.chain,
    caChain: run.identity.chain,
    publicKeyHash,
    loginId: entry.loginId,
    now: bankTime(run),
  });
  run.entry = await ports.journal.write({
    ...run.entry,
    step: 'issued',
    certificate: issued.certificate,
    chain: issued.chain,
  });
  return run.entry;
}

async function send(run: Run, session: BankSession, csr: string) {
  try {
    return await session.requestCertificate(csr);
  } catch (error) {
    if (error instanceof BankRefusal && error.code === 'certificate-exists') {
      throw new StartAnew(contradiction(run));
    }
    if (error instanceof BankRefusal && error.code === 'key-used') throw new StartAnew(error);
    if (error instanceof CertToolError && error.errorName === 'csr-refused') throw new StartAnew(error);
    throw error;
  }
}

/** Asked for the state, the bank says that there is no certificate; asked for one, that there is. */
function contradiction(run: Run): CertToolError {
  const detail = { ja: '証明書の状態が矛盾しています', en: 'it contradicts itself about the certificate' };
  const host = run.connection?.status.name ?? run.identity.bankId;
  return new CertToolError('bad-answer', { params: { host, detail } });
}

/** A kept certificate is installed unless the bank says for certain that it is worth nothing any more. */
async function keptUnlessDead(run: Run, session: BankSession, entry: Entry): Promise<Entry> {
  const { serialNumber, thumbprint } = readCertificate(entry.certificate ?? '');
  try {
    const { state } = await session.certificate(serialNumber);
    if (state !== 'revoked' && state !== 'expired') return entry;
  } catch (error) {
    if (!(error instanceof BankRefusal)) return entry;
  }
  // A kill may have struck just after it was installed.
  await run.ports.store.remove(thumbprint);
  throw new StartAnew(new CertToolError('certificate-revoked'));
}

/** The bank's time now: its last answer's, and what has passed since. */
function bankTime(run: Run): Date {
  const now = run.ports.now();
  if (!run.connection) return now;
  const { status, statusAt } = run.connection;
  return new Date(status.time.getTime() + now.getTime() - statusAt.getTime());
}
