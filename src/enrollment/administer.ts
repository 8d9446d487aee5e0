import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { Administration, Bank, BankSession, Me } from '../core/ports/bank.ts';
import type { Lock } from '../core/ports/lock.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { inDate } from '../core/renewal.ts';
import { supportSentence } from '../core/support.ts';
import { hiddenError } from '../holdings/hidden.ts';
import { isUsable } from '../holdings/holding.ts';
import { refuseOldClient } from './client-version.ts';
import type { Connection } from './connection.ts';
import { openStoreOf } from './entry-store.ts';
import { connectFrom } from './generations.ts';
import { readEntry } from './journal.ts';
import { holdingsOfUser } from './local.ts';
import { logIn } from './login.ts';
import { notOffered } from './not-offered.ts';
import type { UnopenedPorts } from './ports.ts';
import { prove } from './proof.ts';
import { refuseEarly } from './send-secret.ts';

/** What the acts of administrators and the master user touch. */
export type AdministrationPorts = Pick<
  UnopenedPorts,
  | 'openStore'
  | 'journal'
  | 'secrets'
  | 'refusals'
  | 'openBank'
  | 'knownIdentity'
  | 'keepIdentity'
  | 'lock'
  | 'now'
  | 'version'
  | 'onStep'
  | 'beforeLogin'
  | 'onLoggedIn'
>;

export interface Administrator {
  readonly loginId: string;
  /** The work takes the confirmation password. */
  readonly confirms: boolean;
  /** There is something to do for them as well once the bank has revoked their certificate, and takes no proof any more. */
  readonly evenRevoked?: boolean;
}

/** A session that has given its proof, as a rule. */
export interface ProvenSession {
  readonly session: BankSession;
  /** What the bank lets administrators do in it. */
  readonly administration: Administration;
  readonly connection: Connection;
  /** What the bank has to tell the one who acts. */
  readonly notices: Me['notices'];
  /** False where the certificate is revoked, with `evenRevoked` alone: then the bank tells something, and lets nothing be done. */
  readonly isProven: boolean;
}

/**
 * Does work in a session that has proved to sit at the PC of its user's certificate, and logs out, whatever happens. The
 * bank knows one session for each login ID, so one run at a time may be at work.
 * @throws CertToolError `signing-not-possible`, `not-offered-by-bank`, `proof-impossible`, `certificate-hidden`, `refused-before`, `busy` before
 * any password is asked; `proof-refused`; what `work` throws
 */
export async function administer<T>(
  given: AdministrationPorts,
  { loginId, confirms, evenRevoked = false }: Administrator,
  work: (proven: ProvenSession) => Promise<T>,
): Promise<T> {
  const known = await given.knownIdentity();
  // Whether it can be used, and can sign, is seen before the bank is asked.
  const usual = await storeFor(given, known, loginId);
  const opened: { bank?: Bank; session?: BankSession; lock?: Lock } = {};
  const openBank = async () => {
    opened.bank = await given.openBank();
    return opened.bank;
  };
  const ports = { ...given, openBank, store: usual };
  const refuse = ({ bankId }: BankIdentity) =>
    refuseEarly(ports, { bankId, loginId }, confirms ? ['password', 'confirmation'] : ['password']);
  try {
    if (known) await refuse(known);
    const connection = await connectFrom(ports);
    refuseOldClient(ports, connection);
    if (!connection.bank.offers.includes('administration')) throw notOffered(connection, 'administration');
    opened.lock = await ports.lock(connection.identity.bankId, loginId);
    await refuse(connection.identity);
    const { identity } = connection;
    // Under another address the bank is known by what it says.
    const store = known?.bankId === identity.bankId ? usual : await storeFor(given, identity, loginId);
    const certificates = await ownCertificates(store, loginId, connection);
    await ports.beforeLogin();
    const session = await logIn(ports, loginId, connection, (begun) => {
      opened.session = begun;
    });
    ports.onStep('proof');
    const me = await meOf(session, certificates.length > 1);
    const isProven = await provenBy(store, session, confirmedOf(certificates, me), evenRevoked);
    const { administration } = session;
    if (!administration) throw notOffered(connection, 'administration');
    return await work({ session, administration, connection, notices: me?.notices ?? [], isProven });
  } finally {
    await opened.session?.logout();
    await opened.bank?.close();
    await opened.lock?.release();
  }
}

/**
 * The store that holds the certificate, which is another than the usual one where an unfinished request of this login ID
 * lies there. What a damaged entry says of it nobody can read.
 */
async function storeFor(
  { journal, ...ports }: AdministrationPorts,
  known: BankIdentity | undefined,
  loginId: string,
): Promise<CertificateStore> {
  const read = known && (await readEntry(journal, known.bankId, loginId));
  const { store, probe } = await openStoreOf(ports, read?.entry);
  if (probe.canSign) return store;
  throw new CertToolError('signing-not-possible', { params: { store: store.kind } });
}

/** Those of the login ID that are in date and sign, the newest first: one of them can prove. */
async function ownCertificates(
  store: CertificateStore,
  loginId: string,
  { identity, status }: Connection,
): Promise<readonly [StoredCertificate, ...StoredCertificate[]]> {
  const holdings = await holdingsOfUser(store, { identity, loginId, now: status.time });
  const [newest, ...others] = holdings.filter(isUsable).map(({ certificate }) => certificate);
  if (newest) return [newest, ...others];
  const refusal = holdings.find((each) => each.refusal)?.refusal;
  if (refusal) throw refusal;
  const hidden = holdings.find(({ certificate }) => certificate.archived && inDate(certificate, status.time));
  if (hidden) throw hiddenError(hidden.certificate);
  throw new CertToolError('proof-impossible', {
    params: { loginId, support: supportSentence(status.support) },
  });
}

/** @returns false where the bank refuses the proof because the certificate is revoked, and that may be */
async function provenBy(
  store: CertificateStore,
  session: BankSession,
  certificate: StoredCertificate,
  mayBeRevoked: boolean,
): Promise<boolean> {
  try {
    await prove(store, session, certificate);
    return true;
  } catch (error) {
    const isRefused = error instanceof CertToolError && error.errorName === 'proof-refused';
    if (!isRefused || !mayBeRevoked) throw error;
    const details = await session.states?.certificate(certificate.serialNumber);
    if (details?.state !== 'revoked') throw error;
    return false;
  }
}

/** Who acts, as the bank has them. @param isNeeded otherwise the work goes on without, where the bank does not tell */
async function meOf({ states }: BankSession, isNeeded: boolean): Promise<Me | undefined> {
  try {
    return await states?.me();
  } catch (error) {
    if (!isNeeded && error instanceof CertToolError && error.kind === 'bank-unreachable') return undefined;
    throw error;
  }
}

/** The bank takes the proof by the confirmed one alone, which need not be the newest. */
function confirmedOf(
  [newest, ...others]: Awaited<ReturnType<typeof ownCertificates>>,
  me: Me | undefined,
): StoredCertificate {
  return others.find((each) => each.serialNumber === me?.certificate.serialNumber) ?? newest;
}
