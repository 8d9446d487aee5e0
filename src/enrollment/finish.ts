import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { BankSession, Me } from '../core/ports/bank.ts';
import { byAge, holdingOf, isOurs } from '../holdings/holding.ts';
import { belongsToBank } from '../pki/bank-certificate.ts';
import { stateAfterwards } from './bank-state.ts';
import { confirm } from './confirm.ts';
import type { Predecessor } from './journal.ts';
import { predecessorOf } from './key.ts';
import type { Done, EnrollmentResult, Run } from './ports.ts';

/**
 * The end of an installation: the bank is told, the old certificate goes, whoever wants to know of it is told; only then
 * the entry has done its work, so that a run that is killed before is made up for by the next one.
 * @throws CertToolError `certificate-revoked`, after removing the certificate here
 */
export async function finish(
  run: Run,
  session: Pick<BankSession, 'confirming' | 'states'>,
  outcome: Done,
  certificate: StoredCertificate,
): Promise<EnrollmentResult> {
  const previous = await previousOf(run, certificate);
  let notices: Me['notices'] | undefined;
  await confirm(run, session, certificate, async (isConfirmed) => {
    // Before that the bank's notices are those about the old certificate.
    if (isConfirmed) notices = (await stateAfterwards(run, session.states))?.notices;
    await tell(run, { outcome, certificate, previous, isConfirmed });
  });
  return {
    ...{ outcome, resumed: false, warnings: run.warnings, certificate },
    ...(previous ? { previous } : {}),
    ...(notices?.length ? { notices } : {}),
  };
}

interface Finished {
  readonly outcome: Done;
  readonly certificate: StoredCertificate;
  readonly previous: Predecessor | undefined;
  readonly isConfirmed: boolean;
}

/** Whoever is told may log in at the bank, which has one session for each login ID: ours has ended by then. */
async function tell(run: Run, { previous, ...finished }: Finished): Promise<void> {
  const { afterInstallation, onStep, store } = run.ports;
  if (!afterInstallation) return;
  await run.session?.logout();
  run.session = undefined;
  onStep('tell');
  const isRemoved = previous !== undefined && (await store.find(previous.thumbprint)) === undefined;
  const told = { ...finished, loginId: run.wanted.loginId, identity: run.identity, store: store.kind };
  run.warnings.push(
    ...(await afterInstallation({ ...told, ...(previous ? { previous: { ...previous, isRemoved } } : {}) })),
  );
}

/** What the new certificate takes the place of: what was renewed, otherwise the newest one of its user that is here. */
async function previousOf(run: Run, fresh: StoredCertificate): Promise<Predecessor | undefined> {
  const { predecessor } = run.entry ?? {};
  if (predecessor && predecessor.thumbprint !== fresh.thumbprint) return predecessor;
  try {
    return newestBeside(run, fresh, await run.ports.store.list());
  } catch (error) {
    // The new one works; nothing of it hangs on this.
    if (error instanceof CertToolError && !error.isCancellation) return undefined;
    throw error;
  }
}

function newestBeside(
  { ports, identity }: Run,
  fresh: StoredCertificate,
  here: readonly StoredCertificate[],
): Predecessor | undefined {
  const loginId = bankSubjectOf(fresh)?.loginId;
  const [newest] = here
    .filter(
      (each) =>
        each.thumbprint !== fresh.thumbprint &&
        isOurs(each) &&
        bankSubjectOf(each)?.loginId === loginId &&
        belongsToBank(each, identity),
    )
    .map((certificate) => holdingOf({ certificate, key: 'untried' }, [identity], ports.now()))
    .sort(byAge);
  return newest && predecessorOf(newest.certificate);
}

/** The browser chooses by the issuing CA's name where a policy tells it to. */
export async function noteOtherCa(
  { entry, ports, wanted, warnings }: Run,
  certificate: StoredCertificate,
): Promise<void> {
  const old =
    wanted.renewal?.certificate ??
    (entry?.predecessor && (await ports.store.find(entry.predecessor.thumbprint)));
  if (old && old.authorityKeyId !== certificate.authorityKeyId) warnings.push('other-ca');
}
