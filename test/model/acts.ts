import { CertToolError, toCertToolError } from '../../src/core/error.ts';
import { endingOf } from '../../src/core/several.ts';
import { enroll } from '../../src/enrollment/enroll.ts';
import { connectFrom } from '../../src/enrollment/generations.ts';
import type { EnrollmentResult, Renewal } from '../../src/enrollment/ports.ts';
import { tryKeys } from '../../src/enrollment/try-keys.ts';
import { unfinishedHere } from '../../src/enrollment/unfinished-here.ts';
import { holdingsOf, renewabilityOf } from '../../src/holdings/holdings.ts';
import { requestNeeding } from '../../src/holdings/unfinished.ts';
import { retire, revoke } from './administration.ts';
import { judgedBatch } from './batch-judge.ts';
import { keyOfCertificate } from './certificates.ts';
import { entryFile } from './entries.ts';
import { type Given, pcOf, portsOf } from './ports.ts';
import type { Client } from './turns.ts';
import type { LoginId, World } from './world.ts';

/** What a client can be told to do. */
export type Act =
  | { readonly do: 'issue'; readonly loginId: LoginId; readonly checkBank: boolean; readonly dryRun: boolean }
  | { readonly do: 'renew'; readonly force: boolean; readonly keepOld: boolean; readonly jobs: number }
  | { readonly do: 'remove' }
  | { readonly do: 'revoke'; readonly loginId: LoginId }
  | { readonly do: 'retire' };

export interface Doing {
  readonly world: World;
  readonly client: Client;
  readonly given: Given;
}

/** Does it; what goes wrong is judged, and thrown to nobody. */
export async function perform(doing: Doing, act: Act): Promise<void> {
  const { world, client } = doing;
  try {
    await performing(doing, act);
  } catch (thrown) {
    if (!(thrown instanceof CertToolError) || thrown.errorName === 'internal') {
      const cause = thrown instanceof CertToolError ? (thrown.details.cause ?? thrown) : thrown;
      world.judge.violated(`internal error: ${cause instanceof Error ? cause.stack : String(cause)}`);
    }
    world.tell(`${client.name} ended with ${nameOfError(thrown)}`);
  }
}

function nameOfError(thrown: unknown): string {
  const error = toCertToolError(thrown);
  return `${error.errorName}${error.notInstalledYet ? ' (exit 10)' : ''}`;
}

function performing(doing: Doing, act: Act): Promise<unknown> {
  switch (act.do) {
    case 'issue': {
      const { loginId, checkBank, dryRun } = act;
      return enrolled(doing, loginId, { checkBank, dryRun });
    }
    case 'renew':
      return renewAll(doing, act);
    case 'remove':
      return removeSuperseded(doing);
    case 'revoke':
      return revoke(doing, act.loginId);
    case 'retire':
      return retire(doing);
  }
}

interface Wanted {
  readonly renewal?: Renewal;
  readonly checkBank?: boolean;
  readonly dryRun?: boolean;
}

/** One flow, and whether it ended as it may. */
export async function enrolled(
  { world, client, given }: Doing,
  loginId: LoginId,
  { checkBank = false, dryRun = false, renewal }: Wanted,
): Promise<EnrollmentResult> {
  const wanted = { loginId, keySize: 2048, checkBank, dryRun, ...(renewal && { renewal }) };
  world.promises.onBegin(client, loginId);
  try {
    const result = await enroll(portsOf({ world, client, given }, loginId), wanted);
    world.tell(`${client.name}: ${loginId} ${result.outcome} ${result.warnings.join(' ')}`);
    world.promises.onResult(client, loginId, result);
    return result;
  } catch (thrown) {
    const error = toCertToolError(thrown);
    world.tell(`${client.name}: ${loginId} ${nameOfError(error)}`);
    world.promises.onError(client, loginId, error);
    throw thrown;
  }
}

/** What `renew --all` does: looks what is due here, and renews one after the other. */
async function renewAll(
  doing: Doing,
  { force, keepOld, jobs }: Extract<Act, { do: 'renew' }>,
): Promise<void> {
  const { world, client, given } = doing;
  client.keepsOld = keepOld;
  const { store, journal, now, ...ports } = portsOf({ world, client, given }, 'hanako');
  const { identity, status } = await connectFrom({ ...ports, now, store });
  const certificates = await store.list();
  const { unfinished } = await unfinishedHere(journal, certificates, [identity]);
  const trials = { banks: [identity], now: status.time, untilOneWorks: true };
  const found = await tryKeys(store, certificates, trials);
  const kept = await ports.renewals?.all();
  const known = { banks: [identity], unfinished, now: status.time, ...(kept && { kept }) };
  const wish = { now: status.time, within: 'renewable', force } as const;
  const due = holdingsOf(found, known).filter(
    (each) => each.current && each.bankIds.length > 0 && renewabilityOf(each, wish) === 'due',
  );
  const rules = {
    signal: client.signal,
    jobs,
    stopsAt: (error: CertToolError) => error.kind === 'store-failed',
  };
  const batch = await judgedBatch(world.judge, due, rules, ({ certificate, subject }) => {
    const renewal = { certificate, orCurrent: true, force, keepOld };
    return enrolled(doing, loginIdOf(subject?.loginId), { renewal });
  });
  const ending = endingOf(batch);
  if (ending) throw ending;
}

/** What `remove --superseded` does. */
async function removeSuperseded({ world, client, given }: Doing): Promise<void> {
  const { store, journal, now, knownIdentity } = portsOf({ world, client, given }, 'hanako');
  const identity = await knownIdentity();
  if (!identity) return;
  const certificates = await store.list();
  const { unfinished } = await unfinishedHere(journal, certificates, [identity]);
  const trials = { banks: [identity], now: now(), untilOneWorks: true };
  const found = await tryKeys(store, certificates, trials);
  const holdings = holdingsOf(found, { banks: [identity], unfinished, now: now() });
  const going = holdings.filter(({ superseded }) => superseded);
  for (const { certificate } of going) world.judge.onSuperseded(certificate);
  const { lock } = portsOf({ world, client, given }, 'hanako');
  const batch = await judgedBatch(
    world.judge,
    going,
    { signal: client.signal },
    async ({ certificate, subject }) => {
      const held = await lock(identity.bankId, subject?.loginId ?? '');
      try {
        const now = await unfinishedHere(journal, [certificate], [identity]);
        if (now.unknown[0]) throw now.unknown[0].error;
        if (requestNeeding(certificate, now.entries)) throw new CertToolError('certificate-in-use');
        const loginId = subject?.loginId ?? '';
        const key = keyOfCertificate(certificate.pem);
        world.judge.journal.onNotNeeded(pcOf(world, client), loginId, entryFile(loginId), key);
        await store.remove(certificate.thumbprint);
      } finally {
        await held.release();
      }
    },
  );
  const ending = endingOf(batch);
  if (ending) throw ending;
}

export function loginIdOf(name: string | undefined): LoginId {
  if (name === 'hanako' || name === 'jiro' || name === 'kanri') return name;
  throw new TypeError(`no user of this model: ${name}`);
}
