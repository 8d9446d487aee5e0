import { toCertToolError } from '../core/error.ts';
import type { Bank } from '../core/ports/bank.ts';
import type { Connection } from './connection.ts';
import { openStoreOf } from './entry-store.ts';
import { connectFrom } from './generations.ts';
import { type Entry, readEntry } from './journal.ts';
import type { EnrollmentRequest, EnrollmentResult, Run, UnopenedPorts } from './ports.ts';
import { runSteps } from './steps.ts';

/**
 * Gets a certificate for a login ID and installs it: one flow of repeatable steps, which begins at the first step
 * whose result is not there yet, so that resuming after a kill is no special case.
 * @throws CertToolError; `notInstalledYet` (exit 10) when a request was sent and its certificate is not installed
 */
export async function enroll(given: UnopenedPorts, wanted: EnrollmentRequest): Promise<EnrollmentResult> {
  const opened: Bank[] = [];
  const openBank = async () => {
    const bank = await given.openBank();
    opened.push(bank);
    return bank;
  };
  try {
    return await enrollKnowing({ ...given, openBank }, wanted);
  } finally {
    for (const bank of opened) await bank.close();
  }
}

/** Finds out who the bank is, at first by what is kept on this PC. */
async function enrollKnowing(ports: UnopenedPorts, wanted: EnrollmentRequest): Promise<EnrollmentResult> {
  const known = await ports.knownIdentity();
  const connection = known ? undefined : await connectFirst(ports, wanted);
  const identity = known ?? connection?.identity;
  if (!identity) throw new TypeError('no identity');
  const first = await enrollWith({ ports, wanted, identity, connection });
  if (first.result) return first.result;
  // Another bank answers at this address than on the last run: what is known of this PC is seen anew.
  const { connection: other } = first;
  const second = await enrollWith({ ports, wanted, identity: other.identity, connection: other });
  if (second.result) return second.result;
  throw new TypeError('the identity changed again');
}

/** Whether the store can be used is seen before the bank is asked. A bank that is new here has issued nothing yet. */
async function connectFirst(
  ports: UnopenedPorts,
  { keySize, renewal }: EnrollmentRequest,
): Promise<Connection> {
  const store = await ports.openStore();
  await store.probe();
  if (!renewal) store.expectRequest?.(keySize);
  return connectFrom({ ...ports, store });
}

interface Attempt extends Pick<Run, 'wanted' | 'identity' | 'connection'> {
  readonly ports: UnopenedPorts;
}

async function enrollWith(attempt: Attempt): ReturnType<typeof runSteps> {
  const { ports, identity, wanted } = attempt;
  const lock = await ports.lock(identity.bankId, wanted.loginId);
  try {
    const { entry: kept, damage } = await readEntry(ports.journal, identity.bankId, wanted.loginId);
    const { store, probe, entry } = await openFor(ports, kept);
    const begun = { entry, warnings: [], session: undefined, keyInHand: undefined };
    const run: Run = { ...attempt, ...begun, ports: { ...ports, store }, probe };
    return await runSteps(run, damage);
  } finally {
    await lock.release();
  }
}

/** The store of the entry. While it cannot be opened, a certificate that was asked for is still to come. */
async function openFor(ports: UnopenedPorts, entry: Entry | undefined) {
  try {
    return await openStoreOf(ports, entry);
  } catch (error) {
    const failure = toCertToolError(error);
    throw entry?.step === 'sent' || entry?.step === 'issued' ? failure.asNotInstalledYet() : failure;
  }
}
