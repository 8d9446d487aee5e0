import { bankSubjectOf } from '../../core/certificate.ts';
import { type CertToolError, toCertToolError } from '../../core/error.ts';
import type { BankUser, Revocation } from '../../core/ports/bank.ts';
import { BankRefusal } from '../../core/ports/bank-refusals.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import { periodAt } from '../../core/renewal.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { belongsToBank } from '../../pki/bank-certificate.ts';
import type { AtWork } from '../session/administration.ts';
import { rememberLoginId } from '../session/remember.ts';
import { removeFromPc } from '../session/removal.ts';
import { confirmationAsked, detailsAtBank, revokeAtBank } from '../session/revoking.ts';
import { warn } from '../show/warnings.ts';
import { intentOf } from './intent.ts';
import { type BankHere, finishFirst, type UserHere } from './look.ts';

/** What the acts of one bank share. */
export interface Work {
  readonly bank: BankHere;
  /** The proven session; left out where nobody logged in. */
  readonly atWork?: AtWork;
  /** The company's users; left out where whoever logged in may not see them. */
  readonly listed?: readonly BankUser[];
  /** Whether login IDs are remembered here. */
  readonly remembers: boolean;
  note(standing: Standing): Promise<void>;
}

/** What one person may do for the users of this PC: revoke, and remove what is surely dead. */
export function settler(work: Work): (user: UserHere, known: Standing) => Promise<Standing> {
  const { bank, atWork } = work;
  const confirmed = atWork && confirmationAsked(atWork);
  const settle = async (user: UserHere, known: Standing): Promise<Standing> => {
    const intent = intentOf(bank, user, work.listed);
    switch (intent.kind) {
      case 'wait':
        return known;
      case 'others':
        return revokedMeanwhile(work, user, known);
      case 'remove':
        return removeDead(work, user, { ...known, outcome: 'others-must-revoke' });
      case 'revoked':
        return removeDead(work, user, await revokedBefore(work, known, intent.serialNumber));
      case 'check':
        return checked(work, user, { ...known, ...(intent.isElsewhere ? { isElsewhere: true } : {}) });
      case 'revoke': {
        if (!atWork || !confirmed) throw new TypeError('nobody logged in');
        const { serialNumber } = intent;
        const before = { ...known, serialNumber };
        try {
          const order = { loginId: user.loginId, serialNumber };
          const done = await confirmed((password) => revokeAtBank(atWork, order, password));
          return await removeDead(work, user, withRevocation(before, done));
        } catch (error) {
          return afterRefusal(work, user, before, toCertToolError(error));
        }
      }
    }
  };
  return (user, known) => undisturbed(work, user, () => settle(user, known));
}

/**
 * Does it while no other run is at work as this user: what one of them has begun must be completed first.
 * @throws CertToolError `busy`, `finish-first`, `damaged-entry`, `newer-data`, what `act` throws
 */
async function undisturbed<T>(
  { bank: { deps, identity }, atWork }: Work,
  { loginId }: UserHere,
  act: () => Promise<T>,
): Promise<T> {
  // Whoever logged in has their own lock already.
  const lock = atWork?.loginId === loginId ? undefined : await deps.lock(identity.bankId, loginId);
  try {
    const entry = await deps.journal.read(identity.bankId, loginId);
    if (entry) throw finishFirst(deps, identity, entry);
    return await act();
  } finally {
    await lock?.release();
  }
}

function withRevocation(known: Standing, done: Revocation | undefined): Standing {
  if (done && 'effectiveAt' in done)
    return { ...known, outcome: 'revocation-pending', when: done.effectiveAt };
  return { ...known, outcome: 'revoked', ...(done ? { when: done.revokedAt } : {}) };
}

/** The bank's word on who may, and on what is there to be revoked, is no failure of the command. */
async function afterRefusal(
  work: Work,
  user: UserHere,
  known: Standing,
  error: CertToolError,
): Promise<Standing> {
  switch (error.errorName) {
    case 'master-certificate':
    case 'not-permitted':
      return removeDead(work, user, { ...known, outcome: 'others-must-revoke' });
    case 'nothing-to-revoke':
      return checked(work, user, known);
    case 'certificate-changed':
      // Got here while the plan was read: the next run sees it.
      if (await hasNewOne(work.bank, user)) throw error;
      return checked(work, user, { ...known, isElsewhere: true });
    default:
      throw error;
  }
}

async function hasNewOne(
  { deps, identity }: BankHere,
  { loginId, certificates }: UserHere,
): Promise<boolean> {
  const seen = certificates.map(({ certificate }) => certificate.thumbprint);
  return (await (await deps.store()).list()).some(
    (each) =>
      bankSubjectOf(each)?.loginId === loginId &&
      belongsToBank(each, identity) &&
      !seen.includes(each.thumbprint),
  );
}

/** There is nothing to revoke: what the bank calls revoked or expired goes. */
async function checked(work: Work, user: UserHere, known: Standing): Promise<Standing> {
  const done = await removeDead(work, user, { ...known, outcome: 'removed' });
  return done.removedHere ? done : noted(work, { ...done, outcome: 'kept' });
}

/** Others must revoke it, unless the bank tells that somebody has. */
async function revokedMeanwhile(work: Work, user: UserHere, known: Standing): Promise<Standing> {
  const { serialNumber } = known;
  const details = serialNumber === undefined ? undefined : await detailsOf(work.atWork, serialNumber);
  const { state, revokedAt: when } = details ?? {};
  if (state === 'revoked') return removeDead(work, user, withRevocation(known, when && { revokedAt: when }));
  return removeDead(work, user, { ...known, outcome: 'others-must-revoke' });
}

/** Revoked already, since when as far as anybody knows. */
async function revokedBefore(
  { atWork, listed }: Work,
  known: Standing,
  serialNumber: string,
): Promise<Standing> {
  const details = await detailsOf(atWork, serialNumber);
  const done = withRevocation(
    { ...known, serialNumber },
    details?.revokedAt && { revokedAt: details.revokedAt },
  );
  const { isByList: _, ...others } = done;
  const isAsked = listed?.some(({ loginId }) => loginId === known.loginId);
  // An earlier run that revoked it had asked.
  const isByList = !isAsked && (known.isByList || known.outcome !== 'revoked');
  return { ...others, ...(isByList ? { isByList } : {}) };
}

async function detailsOf(atWork: AtWork | undefined, serialNumber: string) {
  try {
    return atWork && (await detailsAtBank(atWork.session, serialNumber));
  } catch (error) {
    if (error instanceof BankRefusal) return undefined;
    throw error;
  }
}

/** Removes those of a user's certificates here that are dead for sure. What could not be removed is warned of. */
async function removeDead(work: Work, user: UserHere, standing: Standing): Promise<Standing> {
  const { deps, identity } = work.bank;
  // That the bank has done it must not be forgotten.
  await work.note({ ...standing, removedHere: user.certificates.length === 0 });
  const dead: JudgedHolding[] = [];
  for (const each of user.certificates) if (await isDead(work, each, standing)) dead.push(each);
  if (dead.length > 0 && work.remembers) await rememberLoginId(deps, identity.bankId, user.loginId);
  let left = user.certificates.length - dead.length;
  const store = await deps.store();
  for (const { certificate } of dead) {
    await removeFromPc(deps, store, certificate).catch((error: unknown) => {
      left += 1;
      warn(deps, toCertToolError(error));
    });
  }
  return noted(work, { ...standing, removedHere: left === 0 });
}

async function noted(work: Work, standing: Standing): Promise<Standing> {
  await work.note(standing);
  return standing;
}

async function isDead(
  { bank, atWork }: Work,
  { certificate }: JudgedHolding,
  { outcome, serialNumber }: Standing,
): Promise<boolean> {
  if (bank.dead.has(certificate.thumbprint) || !bank.revokes) return true;
  if (outcome === 'revoked' && certificate.serialNumber === serialNumber) return true;
  if (certificate.serialNumber === serialNumber && outcome === 'revocation-pending') return false;
  const details = await detailsOf(atWork, certificate.serialNumber);
  if (details?.state === 'revoked') return true;
  const expired = details
    ? details.state === 'expired'
    : periodAt(certificate, bank.status.time) === 'expired';
  return expired && outcome !== 'others-must-revoke';
}
