import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { untilText } from '../core/japan-time.ts';
import { BankRefusal, type BankSession, type CertificateDetails, type Me } from '../core/ports/bank.ts';
import { supportSentence } from '../core/support.ts';
import { type Decision, refusal, unconfirmedHere } from './decide.ts';
import { isUsable } from './local.ts';
import type { Renewal, Run } from './ports.ts';
import { prove } from './proof.ts';

/**
 * What the bank's state means for a renewal: ask for it, after the proof, or confirm the new certificate that is here.
 * @throws CertToolError `too-early`, `certificate-expired`, `already-renewed`, `revoked-at-bank`, `not-your-certificate`,
 * `unknown-to-bank`, `key-unusable`: why it cannot be renewed
 */
export async function decideRenewal(run: Run, session: BankSession, renewal: Renewal): Promise<Decision> {
  run.ports.onStep('state');
  const me = await session.me();
  const waiting = await unconfirmedHere(run, me);
  if (waiting) return { action: 'confirm', certificate: waiting };
  const old = renewal.certificate;
  const { state, serialNumber, renewableFrom } = me.certificate;
  const isCurrent = serialNumber === old.serialNumber && (state === 'issued' || state === 'renewable');
  if (!isCurrent) throw await whyNot(run, session, old);
  if (state === 'issued' && !renewal.force) {
    throw new CertToolError('too-early', { params: { loginId: me.loginId, from: untilText(renewableFrom) } });
  }
  await proveOrRefuse(run, session, old, me);
  return { action: 'request' };
}

async function proveOrRefuse(run: Run, session: BankSession, old: StoredCertificate, me: Me): Promise<void> {
  if (!(await isUsable(run, old))) throw refusal(run, me, 'key-unusable');
  await prove(run.ports.store, session, old);
}

/** Why a certificate that is not the bank's current one cannot be renewed. */
async function whyNot(run: Run, session: BankSession, old: StoredCertificate): Promise<CertToolError> {
  const { loginId } = run.wanted;
  const support = supportSentence(run.connection?.status.support);
  const params = { loginId, serialNumber: old.serialNumber, support };
  let details: CertificateDetails;
  try {
    details = await session.certificate(old.serialNumber);
  } catch (error) {
    if (error instanceof BankRefusal) return new CertToolError('unknown-to-bank', { params });
    throw error;
  }
  if (details.loginId !== loginId) return new CertToolError('not-your-certificate', { params });
  if (details.state === 'expired') return new CertToolError('certificate-expired', { params });
  const isRenewed = details.revocationReason === 'superseded';
  return new CertToolError(isRenewed ? 'already-renewed' : 'revoked-at-bank', { params });
}
