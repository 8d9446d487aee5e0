import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError, toCertToolError } from '../core/error.ts';
import { otherBank } from '../holdings/other-bank.ts';
import { belongsToBank } from '../pki/verify.ts';
import { askingAt, needsNoPassword } from './at-request.ts';
import { refuseOldClient } from './client-version.ts';
import type { Connection } from './connection.ts';
import { decide } from './decide.ts';
import { decideRenewal } from './decide-renewal.ts';
import { finish, noteOtherCa } from './finish.ts';
import { connectFrom } from './generations.ts';
import { install } from './install.ts';
import type { Entry } from './journal.ts';
import { checkStore, discardEntry, openEntry, predecessorOf, prepareKey } from './key.ts';
import { goodCertificate } from './local.ts';
import { logIn } from './login.ts';
import { obtain } from './obtain.ts';
import { type Done, type EnrollmentResult, type Outcome, type Run, StartAnew } from './ports.ts';
import { refuseEarly } from './send-secret.ts';
import { setAside, settledHere } from './settled-here.ts';

export type StepsResult =
  | { readonly result: EnrollmentResult }
  | { readonly result?: undefined; readonly connection: Connection };

/**
 * The steps of the flow, under the lock of its bank and login ID. Without a result where another bank answers than the
 * one that was known at this address.
 * @param damage why the journal's entry cannot be understood
 */
export async function runSteps(run: Run, damage: CertToolError | undefined): Promise<StepsResult> {
  const { ports } = run;
  checkStore(run);
  checkProof(run);
  ports.onStep('check-here');
  const good = await goodCertificate(run);
  // It may be all that is left of a request; with a good certificate here the bank knows what else there is.
  if (damage && !good) throw damage;
  if (good && !damage && (await isSettled(run))) return { result: result(run, 'already-valid', good) };
  const settled = await settledHere(run, { good, damage });
  if (settled) return { result: settled };
  if (good && isGoodEnough(run) && !ports.secrets.available && !(await needsNoPassword(run))) {
    return { result: notConfirmed(run, good) };
  }
  const resumed = run.entry !== undefined && run.entry.step !== 'key';
  try {
    await refuseEarly(ports, { bankId: run.identity.bankId, loginId: run.wanted.loginId }, ['password']);
    run.connection ??= await connectFrom(ports);
    if (run.connection.identity.bankId !== run.identity.bankId) return { connection: run.connection };
    run.identity = run.connection.identity;
    checkBank(run);
    if (!resumed) refuseOldClient(ports, run.connection);
    if (damage) await setAside(run);
    const done = await enrollAtBank(run, run.connection);
    return { result: { ...done, resumed: resumed || done.resumed } };
  } catch (error) {
    const failure = asFailure(error);
    if (run.entry?.step === 'installed' && good && failure.kind === 'bank-unreachable') {
      return { result: notConfirmed(run, good) };
    }
    throw await afterFailure(run, failure);
  } finally {
    await run.session?.logout();
  }
}

/** With a good certificate here: nothing is wanted of the bank, or another run renewed while this one waited. */
async function isSettled({ ports, wanted, entry, identity }: Run): Promise<boolean> {
  if (entry || wanted.checkBank) return false;
  const old = wanted.renewal?.certificate;
  return !old || (belongsToBank(old, identity) && !(await ports.store.find(old.thumbprint)));
}

/** Without a login: an unfinished request can wait, but a certificate that was to be renewed is still the old one. */
function isGoodEnough({ entry, wanted }: Run): boolean {
  return entry !== undefined && (!wanted.renewal || entry.step === 'installed');
}

/** Steps 2 to 7; once anew when the key or the certificate of an earlier run is worth nothing any more. */
async function enrollAtBank(run: Run, connection: Connection): Promise<EnrollmentResult> {
  const { withoutLogin } = connection.bank;
  const asking = withoutLogin && askingAt(run, connection, withoutLogin);
  if (!asking) run.warnings.push(...(await run.ports.beforeLogin()));
  let pendingKey = startKey(run);
  if (!asking) {
    await logIn(run.ports, run.wanted.loginId, connection, (session) => {
      run.session = session;
    });
  }
  for (let isNew = false; ; isNew = true) {
    try {
      if (asking) run.session = await asking.session();
      return await enrollOnce(run, await pendingKey);
    } catch (error) {
      if (!(error instanceof StartAnew)) throw error;
      await discardEntry(run);
      if (isNew || error.isInVain) throw error.reason;
      pendingKey = startKey(run);
    }
  }
}

async function enrollOnce(run: Run, begun: Entry): Promise<EnrollmentResult> {
  const { session, wanted } = run;
  if (!session) throw new TypeError('no session');
  let prepared = begun;
  const done: Done = prepared.kind === 'renewal' ? 'renewed' : 'issued';
  if (prepared.step === 'key') {
    const decision = await (wanted.renewal
      ? decideRenewal(run, session, wanted.renewal)
      : decide(run, session));
    if (decision.action === 'nothing') {
      await discardEntry(run);
      return { ...result(run, 'already-valid', decision.certificate), notices: decision.notices };
    }
    if (decision.action === 'confirm') {
      return { ...(await finish(run, session, done, decision.certificate)), resumed: true };
    }
    if (decision.predecessor) prepared = { ...prepared, predecessor: predecessorOf(decision.predecessor) };
  }
  if (wanted.dryRun) {
    if (prepared.step === 'key') await discardEntry(run);
    return { ...result(run, 'dry-run'), ...(run.acquireBy ? { acquireBy: run.acquireBy } : {}) };
  }
  const certificate = await install(run, await obtain(run, session, prepared));
  await noteOtherCa(run, certificate);
  return finish(run, session, done, certificate);
}

/** Begins an entry where there is none, and its key, which is made while the person types the password. */
function startKey(run: Run): Promise<Entry> {
  const key = (async () => prepareKey(run, await openEntry(run)))();
  // Awaited later; until then a failure must not count as unhandled.
  key.catch(() => {});
  run.keyInHand = key;
  return key;
}

/** Undoes what nobody needs after a failure, and says with exit 10 when a certificate is still to come. */
async function afterFailure(run: Run, failure: CertToolError): Promise<CertToolError> {
  await run.keyInHand?.catch(() => {});
  const step = run.entry?.step;
  if (step === 'sent' || step === 'issued') return failure.asNotInstalledYet();
  if (step === 'key' && failure.errorName !== 'newer-data') {
    // The first error is the one to tell; what stays behind is found by the next run.
    await discardEntry(run).catch(() => {});
  }
  return failure;
}

/** Before any password is asked. What was sent has been proved for. */
function checkProof({ wanted, entry, probe }: Run): void {
  if (!wanted.renewal || probe.canSign || (entry && entry.step !== 'key')) return;
  throw new CertToolError('signing-not-possible', { params: { store: probe.kind } });
}

/** Before any password is asked. An entry's certificate was this bank's when it was chosen. */
function checkBank({ wanted: { renewal }, identity }: Run): void {
  if (!renewal || belongsToBank(renewal.certificate, identity)) return;
  throw otherBank(renewal.certificate);
}

function asFailure(error: unknown): CertToolError {
  return toCertToolError(error instanceof StartAnew ? error.reason : error);
}

function notConfirmed(run: Run, good: StoredCertificate): EnrollmentResult {
  run.warnings.push('not-confirmed');
  return result(run, 'already-valid', good);
}

function result(run: Run, outcome: Outcome, certificate?: StoredCertificate): EnrollmentResult {
  return { outcome, resumed: false, warnings: run.warnings, ...(certificate ? { certificate } : {}) };
}
