import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { BankSession, CertificateDetails, CertificateStates, Me } from '../core/ports/bank.ts';
import { BankRefusal } from '../core/ports/bank-refusals.ts';
import { revokedFirst } from '../core/revokers.ts';
import { supportSentence } from '../core/support.ts';
import { tooEarly } from '../core/too-early.ts';
import { stateAtBank } from './bank-state.ts';
import { bankTime } from './bank-time.ts';
import { type Decision, refusal, unconfirmedHere } from './decide.ts';
import { findBySerialNumber, hasWorkingKey } from './local.ts';
import type { Renewal, Run } from './ports.ts';
import { prove } from './proof.ts';

/**
 * What the bank's state means for a renewal: ask for it, after the proof, or confirm the new certificate that is here.
 * @throws CertToolError `too-early`, `certificate-expired`, `already-renewed`, `revoked-at-bank`, `not-your-certificate`,
 * `unknown-to-bank`, `key-unusable`: why it cannot be renewed
 */
export async function decideRenewal(run: Run, session: BankSession, renewal: Renewal): Promise<Decision> {
  const { states } = session;
  if (!states) return proved(run, session, renewal.certificate);
  run.ports.onStep('state');
  const me = await stateAtBank(run, states);
  const waiting = await unconfirmedHere(run, states, me);
  if (waiting) return { action: 'confirm', certificate: waiting };
  const old = await predecessorAt(run, states, me, renewal);
  if (!old) throw await whyNot(run, states, renewal.certificate);
  if (!(await hasWorkingKey(run, old))) throw refusal(run, me, 'key-unusable');
  const { renewableFrom } = me.certificate;
  if (!renewal.force && isTooEarly(run, me)) throw tooEarly(me.loginId, renewableFrom);
  return proved(run, session, old);
}

/** The bank has said so, and when that ends. Otherwise it is asked: its states may know no `renewable`. */
function isTooEarly(run: Run, { certificate }: Me): boolean {
  const { state, renewableFrom, notAfter } = certificate;
  if (state !== 'issued' || renewableFrom === undefined || renewableFrom <= bankTime(run)) return false;
  return notAfter === undefined || renewableFrom <= notAfter;
}

async function proved(run: Run, session: BankSession, predecessor: StoredCertificate): Promise<Decision> {
  await prove(run.ports.store, session, predecessor);
  return { action: 'request', predecessor };
}

/** The certificate that the bank has for current, if it is the one that is meant. */
async function predecessorAt(
  run: Run,
  states: CertificateStates,
  { certificate: { state, serialNumber } }: Me,
  { certificate, orCurrent }: Renewal,
): Promise<StoredCertificate | undefined> {
  if (serialNumber === undefined || (state !== 'issued' && state !== 'renewable')) return undefined;
  if (serialNumber === certificate.serialNumber) return certificate;
  return orCurrent ? findBySerialNumber(run, states, serialNumber) : undefined;
}

/** Why a certificate that is not the bank's current one cannot be renewed. */
async function whyNot(run: Run, states: CertificateStates, old: StoredCertificate): Promise<CertToolError> {
  const { loginId } = run.wanted;
  const support = supportSentence(run.connection?.status.support);
  const first = revokedFirst(run.connection?.status.rules);
  const params = { loginId, serialNumber: old.serialNumber, support, first };
  let details: CertificateDetails;
  try {
    details = await states.certificate(old.serialNumber);
  } catch (error) {
    if (error instanceof BankRefusal) return new CertToolError('unknown-to-bank', { params });
    throw error;
  }
  if (details.loginId !== loginId) return new CertToolError('not-your-certificate', { params });
  if (details.state === 'expired') return new CertToolError('certificate-expired', { params });
  const isRenewed = details.revocationReason === 'superseded';
  return new CertToolError(isRenewed ? 'already-renewed' : 'revoked-at-bank', { params });
}
