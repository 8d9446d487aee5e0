import type { BankIdentity } from '../core/bank-identity.ts';
import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { formatDate } from '../core/japan-time.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { stateAt } from '../core/renewal.ts';
import { supportSentence } from '../core/support.ts';
import type { Entry } from '../enrollment/journal.ts';
import { type RevocationList, readRevocationList } from '../pki/crl.ts';
import { belongsToBank } from '../pki/verify.ts';
import { atBank, bankIdentity } from './at-bank.ts';
import type { Deps } from './deps.ts';
import { checkCertificates, isOurs } from './list-check.ts';
import { certificatesNamed, namesThumbprint, onlyOne } from './named-certificates.ts';

export interface RemoveOptions {
  readonly expired?: boolean;
  /** Replaced by a newer one that works. */
  readonly superseded?: boolean;
  /** By the bank's revocation list. */
  readonly revoked?: boolean;
}

/** What the choice is made from. */
export interface Here {
  readonly store: CertificateStore;
  readonly certificates: readonly StoredCertificate[];
  readonly unfinished: readonly Entry[];
}

/**
 * Whether every name is one of a thumbprint: then the bank need not be known.
 * @throws CertToolError `certificate-not-found`
 */
export function areAllThumbprints({ certificates }: Here, names: readonly string[]): boolean {
  const isOne = (name: string) =>
    certificatesNamed(certificates, name).certificates.every((each) => namesThumbprint(each, name));
  return names.length > 0 && names.every(isOne);
}

/**
 * The certificates that were named. Only the bank's, except by thumbprint.
 * @throws CertToolError `certificate-not-found`, `ambiguous-certificate`
 */
export async function namedOnes(
  deps: Deps,
  here: Here,
  names: readonly string[],
): Promise<StoredCertificate[]> {
  const { certificates } = here;
  const identity = areAllThumbprints(here, names) ? undefined : await bankIdentity(deps);
  const chosen = names.map((name) => {
    const candidates = certificates.filter(
      (each) => namesThumbprint(each, name) || (identity && belongsToBank(each, identity)),
    );
    return onlyOne(certificatesNamed(candidates, name).certificates, name);
  });
  return [...new Set(chosen)];
}

/** The certificates of the bank that the options describe, each of them. */
export async function describedOnes(
  deps: Deps,
  { store, certificates, unfinished }: Here,
  options: RemoveOptions,
): Promise<StoredCertificate[]> {
  const { identity, revoked } = options.revoked
    ? await fetchRevoked(deps)
    : { identity: await bankIdentity(deps), revoked: undefined };
  const now = deps.now();
  const ours = certificates.filter((each) => isOurs(each) && belongsToBank(each, identity));
  const superseded = options.superseded ? await supersededOf(store, ours, unfinished, now) : new Set();
  return ours.filter(
    (each) =>
      (options.expired && stateAt(each, now) === 'expired') || superseded.has(each) || revoked?.holds(each),
  );
}

/** @throws CertToolError `signing-not-possible`: without a signature nobody knows whether the newer one works */
async function supersededOf(
  store: CertificateStore,
  ours: readonly StoredCertificate[],
  unfinished: readonly Entry[],
  now: Date,
): Promise<ReadonlySet<StoredCertificate>> {
  const checked = await checkCertificates(store, ours, unfinished, now);
  const untried = checked.find(({ keyUsable, refusal }) => keyUsable === undefined && refusal);
  if (untried?.refusal) throw untried.refusal;
  return new Set(checked.filter((each) => each.superseded).map(({ certificate }) => certificate));
}

/** Lets the person at the terminal choose one of the bank's, in the order in which they end. @throws CertToolError `cancelled`, `certificate-not-found` */
export async function askForOne(deps: Deps, { certificates }: Here): Promise<StoredCertificate[]> {
  const { ui } = deps;
  const identity = await bankIdentity(deps);
  const now = deps.now();
  const ours = certificates
    .filter((each) => isOurs(each) && belongsToBank(each, identity))
    .sort((one, other) => one.notAfter.getTime() - other.notAfter.getTime());
  if (ours.length === 0) throw new CertToolError('certificate-not-found');
  const choices = ours.map((each) => {
    const state = ui.text(`state.${stateAt(each, now)}`);
    const params = { name: nameOf(each), state, expiry: formatDate(each.notAfter, ui.language) };
    return { name: ui.text('remove.choice', params), value: each as StoredCertificate | undefined };
  });
  const cancel = { name: ui.text('bank.choose.cancel'), value: undefined };
  const chosen = await ui.prompts.choose(ui.text('remove.choose'), [...choices, cancel]);
  if (!chosen) throw new CertToolError('cancelled');
  return [chosen];
}

/** Login ID and sequence, as people speak of a certificate of the bank. */
export function nameOf(certificate: StoredCertificate): string {
  const subject = bankSubjectOf(certificate);
  return subject ? `${subject.loginId} ${subject.sequence}` : certificate.commonName || certificate.subject;
}

function fetchRevoked(deps: Deps): Promise<{ identity: BankIdentity; revoked: RevocationList }> {
  return atBank(deps, async ({ bank, identity, status }) => {
    const crl = await bank.crl();
    const check = { caChain: identity.chain, now: status.time, support: supportSentence(status.support) };
    return { identity, revoked: readRevocationList({ crl, ...check }) };
  });
}
