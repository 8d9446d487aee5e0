import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import type { CertificateStates } from '../core/ports/bank.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { hiddenError } from '../holdings/hidden.ts';
import { byAge, hasGoodKey, isOurs, isUsable } from '../holdings/holding.ts';
import { holdingsOf, type JudgedHolding } from '../holdings/holdings.ts';
import { belongsToBank } from '../pki/bank-certificate.ts';
import { type KeyTrial, tryKey } from '../pki/trial.ts';
import { certificateAtBank } from './certificate-at-bank.ts';
import { learnIssuer } from './generations.ts';
import type { Run } from './ports.ts';
import { repairChain } from './repair.ts';
import { tryKeys } from './try-keys.ts';

/**
 * Whether the certificate's key works; for a store that cannot sign, whether there is a key.
 * @throws CertToolError `store-unsafe`: the way out is to protect the key, not to ask for another
 */
export async function hasWorkingKey(
  { ports }: { readonly ports: Pick<Run['ports'], 'store'> },
  certificate: StoredCertificate,
): Promise<boolean> {
  return isFoundGood(await tryKey(ports.store, certificate));
}

function isFoundGood(found: KeyTrial): boolean {
  if (found.key === 'unusable' && found.refusal) throw found.refusal;
  return hasGoodKey(found);
}

/**
 * The certificate of this bank that the login ID works with, where one can log in with it. Undefined also where a newer
 * one is here whose key does not work: then the bank has to be asked which of them counts.
 */
export async function goodCertificate(run: Run): Promise<StoredCertificate | undefined> {
  const { ports, identity, wanted } = run;
  const user = { identity, loginId: wanted.loginId, now: ports.now() };
  const holdings = await holdingsOfUser(ports.store, user, true);
  const current = holdings.find((each) => each.current);
  if (!current || !isFoundGood(current) || !isUsable(current)) return undefined;
  await repairChain(run, current.certificate);
  return current.certificate;
}

interface User extends Pick<Run, 'identity'> {
  readonly loginId: string;
  readonly now: Date;
}

/** A login ID's certificates of this bank, the newest first. @param untilOneWorks as `Trials` have it */
export async function holdingsOfUser(
  store: CertificateStore,
  { identity, loginId, now }: User,
  untilOneWorks = false,
): Promise<JudgedHolding[]> {
  const certificates = (await store.list()).filter(
    (each) => isOurs(each) && bankSubjectOf(each)?.loginId === loginId && belongsToBank(each, identity),
  );
  const banks = [identity];
  const found = await tryKeys(store, certificates, { banks, now, untilOneWorks });
  return holdingsOf(found, { banks, unfinished: [], now }).sort(byAge);
}

/**
 * The certificate of this serial number, if it is here: one of the bank's, or one that the bank, asked for it, returns
 * byte for byte. So it tells that a CA that is not known yet is its own, and where the key works that CA is learnt.
 * @throws CertToolError `certificate-hidden`: it is to be shown again, and neither replaced nor revoked
 */
export async function findBySerialNumber(
  run: Run,
  states: CertificateStates,
  serialNumber: string,
): Promise<StoredCertificate | undefined> {
  const certificates = await ofSerialNumber(run.ports.store, serialNumber);
  const known = certificates.find((each) => belongsToBank(each, run.identity));
  if (known || certificates.length === 0) return known && unlessHidden(known);
  const { pem } = await certificateAtBank(run, states, serialNumber);
  const same = certificates.find((each) => isOurs(each) && each.pem === pem);
  if (same && run.connection && (await hasWorkingKey(run, same))) {
    run.identity = await learnIssuer(run.ports, run.connection, same);
  }
  return same && unlessHidden(same);
}

/** What a store remembers may be older than what another run has installed: whoever holds the lock looks once more. */
async function ofSerialNumber(store: CertificateStore, serialNumber: string): Promise<StoredCertificate[]> {
  const among = (all: readonly StoredCertificate[]) =>
    all.filter((each) => each.serialNumber === serialNumber);
  const remembered = among(await store.list());
  return remembered.length > 0 ? remembered : among((await store.listAnew?.()) ?? []);
}

function unlessHidden(certificate: StoredCertificate): StoredCertificate {
  if (!certificate.archived) return certificate;
  throw hiddenError(certificate);
}
