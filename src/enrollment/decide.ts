import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { knownUse } from '../core/known-use.ts';
import type {
  BankSession,
  CertificateDetails,
  CertificateFacts,
  CertificateStates,
  Me,
} from '../core/ports/bank.ts';
import { revocationTakes, revokersOf } from '../core/revokers.ts';
import { supportSentence } from '../core/support.ts';
import { stateAtBank } from './bank-state.ts';
import { findBySerialNumber, hasWorkingKey } from './local.ts';
import type { Run } from './ports.ts';
import { repair } from './repair.ts';

/** What the bank's state means for this PC: ask for a certificate, confirm one that is here, or nothing to do. */
export type Decision =
  | { readonly action: 'request'; readonly predecessor?: StoredCertificate }
  | { readonly action: 'confirm'; readonly certificate: StoredCertificate }
  | { readonly action: 'nothing'; readonly certificate: StoredCertificate; readonly notices: Me['notices'] };

/** Asks the bank for the login ID's state. Throws `issued-elsewhere` or `key-unusable` where another must act. */
export async function decide(run: Run, session: BankSession): Promise<Decision> {
  const { states } = session;
  // What there is already the bank tells when it is asked for a certificate.
  if (!states) return { action: 'request' };
  run.ports.onStep('state');
  const me = await stateAtBank(run, states);
  run.acquireBy = me.certificate.acquireBy;
  const waiting = await unconfirmedHere(run, states, me);
  if (waiting) return { action: 'confirm', certificate: waiting };
  const { state, serialNumber } = me.certificate;
  if ((state !== 'issued' && state !== 'renewable') || serialNumber === undefined) {
    return { action: 'request' };
  }
  const certificate =
    (await findBySerialNumber(run, states, serialNumber)) ?? (await repair(run, states, serialNumber));
  if (!certificate) {
    return unlessPending(run, refusal(run, me, 'issued-elsewhere', await factsOf(states, me)));
  }
  if (!(await hasWorkingKey(run, certificate))) return unlessPending(run, refusal(run, me, 'key-unusable'));
  return { action: 'nothing', certificate, notices: me.notices };
}

/** What the bank knows of the certificate that it has for current. Nothing here depends on it. */
async function factsOf(states: CertificateStates, { certificate }: Me): Promise<CertificateFacts> {
  const { serialNumber = '' } = certificate;
  const details: Partial<CertificateDetails> = await states.certificate(serialNumber).catch((error) => {
    if (error instanceof CertToolError && !error.isCancellation) return {};
    throw error;
  });
  const { notBefore, device, lastUsedAt } = details;
  return {
    ...(notBefore && { issuedAt: notBefore }),
    ...(device !== undefined && { device }),
    ...(lastUsedAt && { lastUsedAt }),
    ...certificate,
  };
}

/**
 * Where revocations take time, the state is told as before until they count: whether one is on its way, the bank says when it
 * is asked for another certificate. Of a bank that states no rules nobody knows whether they do.
 */
function unlessPending(run: Run, refused: CertToolError): Decision {
  const { status } = run.connection ?? {};
  const mayTakeTime = status && (!status.rules || (status.rules.revocationMinutes ?? 0) > 0);
  if (!mayTakeTime || run.wanted.dryRun) throw refused;
  run.otherwise = refused;
  return { action: 'request' };
}

/** The certificate that the bank waits to hear of, when it is here and works. */
export async function unconfirmedHere(
  run: Run,
  states: CertificateStates,
  me: Me,
): Promise<StoredCertificate | undefined> {
  if (!me.unconfirmed) return undefined;
  const certificate = await findBySerialNumber(run, states, me.unconfirmed.serialNumber);
  return certificate && (await hasWorkingKey(run, certificate)) ? certificate : undefined;
}

/** Another must act first: says who, fitting the role of the certificate's owner. */
export function refusal(
  run: Run,
  me: Me,
  name: 'issued-elsewhere' | 'key-unusable',
  facts: CertificateFacts = {},
): CertToolError {
  return new CertToolError(name, {
    params: {
      known: knownUse(facts),
      loginId: me.loginId,
      // At another PC the owner may revoke it.
      revoker: revokersOf(me.role, run.connection?.status.rules, name === 'issued-elsewhere'),
      takes: revocationTakes(run.connection?.status.rules),
      support: supportSentence(run.connection?.status.support),
    },
  });
}
