import type { ErrorName } from '../core/catalogue/index.ts';
import type { CertificateRecord } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { BankSession, CertificateState, IssuedCertificate } from '../core/ports/bank.ts';
import { BankRefusal, FinalRefusal, type RefusalCode, StillPending } from '../core/ports/bank-refusals.ts';
import { revokedFirst, revokersOf } from '../core/revokers.ts';
import { supportSentence } from '../core/support.ts';
import { tooEarly } from '../core/too-early.ts';
import { readCertificate } from '../pki/certificate.ts';
import { checkIssued } from '../pki/verify.ts';
import { keepSaid } from './bank-state.ts';
import { bankTime } from './bank-time.ts';
import { giveUp } from './confirm.ts';
import { learnGenerations } from './generations.ts';
import type { Entry } from './journal.ts';
import { type Run, StartAnew } from './ports.ts';
import { prove } from './proof.ts';

/**
 * Sends the request, or the very same one again after a lost answer, and keeps the checked certificate in the
 * entry. That it may have been sent is on the disk before it is sent.
 * @throws StartAnew; CertToolError otherwise, after which the request can be repeated
 */
export async function obtain(run: Run, session: BankSession, entry: Entry): Promise<Entry> {
  const { ports } = run;
  if (entry.step === 'installed') return inDate(run, session, entry);
  if (entry.certificate !== undefined) return keptUnlessDead(run, session, entry);
  if (entry.step === 'key') ports.signal.throwIfAborted();
  const { csr, publicKeyHash } = entry;
  if (csr === undefined || publicKeyHash === undefined) throw new TypeError('no request in the entry');
  run.entry = await ports.journal.write({ ...entry, step: 'sent' });
  ports.onStep('request');
  ports.onSent();
  const issued = await send(run, session, entry, csr);
  await knowIssuer(run, issued);
  checkIssued({
    certificate: issued.certificate,
    chain: issued.chain,
    caChain: run.identity.chains.flat(),
    publicKeyHash,
    loginId: entry.loginId,
    isPlain: run.identity.protocol === 'est',
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

/** A request that was sent long ago may have been answered by a CA that the bank has replaced since. */
async function knowIssuer(run: Run, { certificate }: IssuedCertificate): Promise<void> {
  let record: CertificateRecord;
  try {
    record = readCertificate(certificate);
  } catch {
    // The check tells that it is no certificate.
    return;
  }
  if (run.connection) run.identity = (await learnGenerations(run.ports, run.connection, [record])).identity;
}

async function send(run: Run, session: BankSession, entry: Entry, csr: string): Promise<IssuedCertificate> {
  const { predecessor, step } = entry;
  try {
    if (!predecessor) return await session.requestCertificate(csr);
    // Whether an earlier run's request arrived is told without the old key, by any request for the same key.
    const earlier = step === 'sent' && session.proof ? await answered(session, csr) : undefined;
    if (earlier) return earlier;
    if (step === 'sent') await prove(run.ports.store, session, predecessor);
    return await session.renew(predecessor.serialNumber, csr);
  } catch (error) {
    if (error instanceof StillPending) await keepWaiting(run, error);
    if (!isDefinite(error, entry)) throw error;
    await keepRefusal(run, entry, error);
    throw new StartAnew(reasonOf(run, error), isInVain(error) || run.otherwise !== undefined);
  }
}

/** The next run is to know when there may be an answer. */
async function keepWaiting(run: Run, { waitSeconds }: StillPending): Promise<void> {
  if (!run.entry) return;
  const now = run.ports.now();
  const askAgainAt = new Date(now.getTime() + waitSeconds * 1000).toISOString();
  run.entry = await run.ports.journal.write({ ...run.entry, askAgainAt, toldToWaitAt: now.toISOString() });
}

/** The bank has said from when the certificate can be renewed. */
async function keepRefusal(run: Run, { predecessor }: Entry, error: CertToolError): Promise<void> {
  if (!(error instanceof BankRefusal) || error.code !== 'too-early' || !predecessor) return;
  const { thumbprint } = predecessor;
  const { renewableFrom } = error;
  if (renewableFrom) await keepSaid(run, { thumbprint, renewableFrom }, await run.ports.store.list());
}

/**
 * What the bank issued for this key already; undefined when it has issued nothing for it. What stands in the way of another
 * certificate need not stand in that of a renewal.
 */
async function answered(session: BankSession, csr: string): Promise<IssuedCertificate | undefined> {
  try {
    return await session.requestCertificate(csr);
  } catch (error) {
    const exists = error instanceof BankRefusal && error.code === 'certificate-exists';
    if (exists || (error instanceof CertToolError && isInVain(error))) return undefined;
    throw error;
  }
}

/** Another key would be refused in the same way. */
function isInVain(error: CertToolError): boolean {
  if (error instanceof BankRefusal) return error.code === 'too-early';
  return error instanceof FinalRefusal || [...IN_VAIN, ...NOT_TAKEN].includes(error.errorName);
}

/** The bank will never issue for this request. */
function isDefinite(error: unknown, { predecessor, step }: Entry): error is CertToolError {
  if (error instanceof BankRefusal) {
    return (
      DEFINITE_REFUSALS.includes(error.code) || (predecessor !== undefined && error.code === 'not-found')
    );
  }
  if (error instanceof FinalRefusal) return true;
  if (!(error instanceof CertToolError)) return false;
  // What was sent before may have arrived all the same.
  if (step === 'key' && NOT_TAKEN.includes(error.errorName)) return true;
  return DEFINITE_ERRORS.includes(error.errorName);
}

const DEFINITE_REFUSALS: readonly RefusalCode[] = [
  'certificate-exists',
  'key-used',
  'too-early',
  'already-renewed',
  'certificate-expired',
  'certificate-revoked',
];
/** What stands in the way of every request until somebody acts, or some time has passed. */
const IN_VAIN: readonly ErrorName[] = ['expired-not-revoked', 'revocation-pending', 'contract-full'];
/** Who asked was not let in, or the bank is another one: of a protocol without a login, that is said to the request itself. */
const NOT_TAKEN: readonly ErrorName[] = [
  'credentials-refused',
  'refused-before',
  'login-scheme',
  'linked-identity-wanted',
  'certificate-not-taken',
  'request-refused',
  'est-not-served',
];
const DEFINITE_ERRORS: readonly ErrorName[] = ['csr-refused', 'key-unusable', 'proof-refused', ...IN_VAIN];

/** What the person is told when the new start is refused in the same way. */
function reasonOf(run: Run, error: CertToolError): CertToolError {
  const rules = run.connection?.status.rules;
  if (error.errorName === 'expired-not-revoked') {
    const revoker = revokersOf(run.role, rules);
    return new CertToolError(error.errorName, {
      ...error.details,
      params: { ...error.details.params, revoker },
    });
  }
  if (!(error instanceof BankRefusal)) return error;
  switch (error.code) {
    case 'certificate-exists':
      return run.otherwise ?? contradiction(run);
    case 'too-early':
      return tooEarly(run.wanted.loginId, error.renewableFrom);
    case 'already-renewed':
    case 'certificate-expired':
      return notToBeRenewed(run, error.code);
    default:
      return error;
  }
}

/** Asked for the state, the bank says that there is no certificate; asked for one, that there is. */
function contradiction(run: Run): CertToolError {
  const detail = { ja: '証明書の状態が矛盾しています', en: 'it contradicts itself about the certificate' };
  const host = run.connection?.status.name ?? run.identity.bankId;
  return new CertToolError('bad-answer', { params: { host, detail } });
}

/** What can only be followed by another certificate. */
function notToBeRenewed(run: Run, name: 'already-renewed' | 'certificate-expired'): CertToolError {
  const { support, rules } = run.connection?.status ?? {};
  return new CertToolError(name, {
    params: {
      loginId: run.wanted.loginId,
      support: supportSentence(support),
      first: revokedFirst(rules),
    },
  });
}

/**
 * The confirmation tells what the bank thinks of an installed one, but for two things: it is taken for one that has expired
 * since, too, and its answer can be lost. Who is told that all is done could not log in.
 */
async function inDate(run: Run, session: BankSession, entry: Entry): Promise<Entry> {
  const { serialNumber, thumbprint } = readCertificate(entry.certificate ?? '');
  const state = await stateOf(session, serialNumber);
  if (state === 'revoked') throw await giveUp(run, { thumbprint });
  if (state !== 'expired') return entry;
  // There is nothing left to renew.
  throw new StartAnew(notToBeRenewed(run, 'certificate-expired'), run.wanted.renewal !== undefined);
}

const DEAD: readonly unknown[] = ['revoked', 'expired', 'refused'];

/** A kept certificate is installed unless the bank says for certain that it is worth nothing any more. */
async function keptUnlessDead(run: Run, session: BankSession, entry: Entry): Promise<Entry> {
  const { serialNumber, thumbprint } = readCertificate(entry.certificate ?? '');
  if (!DEAD.includes(await stateOf(session, serialNumber))) return entry;
  // A kill may have struck just after it was installed.
  await run.ports.store.remove(thumbprint);
  throw new StartAnew(new CertToolError('certificate-revoked'));
}

/** What the bank says of a certificate, `refused` where it knows none; undefined where it cannot be asked. */
async function stateOf(
  session: BankSession,
  serialNumber: string,
): Promise<CertificateState | 'refused' | undefined> {
  try {
    return (await session.states?.certificate(serialNumber))?.state;
  } catch (error) {
    return error instanceof BankRefusal ? 'refused' : undefined;
  }
}
