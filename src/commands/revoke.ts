import { CertToolError, exitCodeOf, toCertToolError } from '../core/error.ts';
import { formatMoment } from '../core/japan-time.ts';
import { BankRefusal, type BankUser } from '../core/ports/bank.ts';
import { supportSentence } from '../core/support.ts';
import { untilTaken } from '../enrollment/login.ts';
import { belongsToBank } from '../pki/verify.ts';
import { type AtWork, asAdministrator } from './administration.ts';
import { rfc3339 } from './certificate-json.ts';
import { showFailure, warn } from './damaged.ts';
import type { Deps } from './deps.ts';
import { conclude } from './partly.ts';
import { chooseTargets, type RevokeChoice, type Target } from './revoke-choice.ts';
import type { SecretOptions } from './secret-context.ts';
import { showUsers } from './users-table.ts';

export interface RevokeOptions extends SecretOptions, RevokeChoice {
  /** Leave the certificate on this PC if it is here. */
  readonly keepLocal?: boolean;
}

interface Revoked {
  readonly loginId: string;
  readonly name: string;
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly removedHere: boolean;
}

interface Failed {
  readonly loginId: string;
  readonly error: CertToolError;
}

/** `cert-tool revoke [login-id...]`: revokes certificates at the bank. Returns the exit code. */
export async function run(given: Deps, names: readonly string[], options: RevokeOptions): Promise<number> {
  checkUsage(given, names, options);
  return asAdministrator(given, options, async (atWork) => {
    const { deps, session, loginId } = atWork;
    const { ui } = deps;
    const targets = await chooseTargets(atWork, await session.users(), names, options);
    const going = targets?.filter(({ isRevoked }) => !isRevoked) ?? [];
    const isWanted = targets?.length && (going.length === 0 || (await confirmed(deps, loginId, going)));
    if (!targets || !isWanted) {
      ui.document({ ok: true, revoked: [] });
      ui.result(ui.text(targets ? 'revoke.kept' : 'revoke.none'));
      return 0;
    }
    return revokeAll(atWork, ownLast(targets, loginId), options);
  });
}

/** @throws CertToolError `invalid-option`, `missing-confirmation` */
function checkUsage({ ui, settings }: Deps, names: readonly string[], { serialNumber }: RevokeOptions): void {
  const invalid = (detail: { ja: string; en: string }) =>
    new CertToolError('invalid-option', { params: { detail, command: 'cert-tool revoke' } });
  if (serialNumber !== undefined && names.length !== 1) {
    throw invalid({
      ja: '--serial-number にはログインIDを 1 つだけ指定してください',
      en: '--serial-number goes with one login ID',
    });
  }
  if (ui.interactive) return;
  if (names.length === 0) throw invalid({ ja: 'ログインIDが必要です', en: 'a login ID is needed' });
  if (!settings.yes) throw new CertToolError('missing-confirmation');
}

/** Shows what is to be revoked and what that means, and asks. */
async function confirmed(deps: Deps, ownLoginId: string, targets: readonly Target[]): Promise<boolean> {
  const { ui, settings } = deps;
  const users: BankUser[] = targets.map(({ user }) => user);
  ui.warn(ui.text('revoke.going'));
  showUsers(deps, users, ui.warn);
  for (const { user, serialNumber } of targets) {
    if (user.certificate.serialNumber !== serialNumber) ui.warn(ui.text('revoke.other', { serialNumber }));
  }
  ui.warn(ui.text('revoke.meaning'));
  if (users.some(({ loginId }) => loginId === ownLoginId)) ui.warn(ui.text('revoke.own'));
  return settings.yes || ui.prompts.confirm(ui.text('revoke.ask', { count: targets.length }));
}

/** Without one's own certificate the proof is void, and nothing more can be revoked. */
function ownLast(targets: readonly Target[], ownLoginId: string): Target[] {
  return targets.toSorted(
    (one, other) => Number(one.user.loginId === ownLoginId) - Number(other.user.loginId === ownLoginId),
  );
}

/** With one confirmation password for all of them. */
async function revokeAll(
  atWork: AtWork,
  targets: readonly Target[],
  options: RevokeOptions,
): Promise<number> {
  const { deps, secrets } = atWork;
  const { ui } = deps;
  const revoked: Revoked[] = [];
  const failed: Failed[] = [];
  let confirmation: string | undefined;
  for (const target of targets) {
    const { loginId } = target.user;
    try {
      const revokedAt = target.isRevoked
        ? await revokedBefore(atWork, target)
        : await untilTaken(secrets, 'confirmation', async (retry) => {
            if (retry || confirmation === undefined) confirmation = await secrets.confirmation(retry);
            return revokeAtBank(atWork, target, confirmation);
          });
      const done = await clearAway(atWork, target, revokedAt, options);
      revoked.push(done);
      showRevoked(deps, done);
    } catch (thrown) {
      const error = translated(atWork, target, toCertToolError(thrown));
      if (revoked.length === 0 && (targets.length === 1 || stopsAll(error))) throw error;
      failed.push({ loginId, error });
      ui.warn(ui.text('revoke.failed', { loginId }));
      showFailure(deps, error);
      if (stopsAll(error)) break;
    }
  }
  return conclude(deps, {
    total: targets.length,
    failed: targets.length - revoked.length,
    done: { revoked: revoked.map((each) => ({ ...each, revokedAt: rfc3339(each.revokedAt) })) },
    failures: failed.map(({ loginId, error }) => ({ loginId, error: deps.errorJson(error) })),
  });
}

/** Trying the others with the same password or over the same line would fail as well, and count. */
function stopsAll(error: CertToolError): boolean {
  const { errorName } = error;
  return (
    errorName === 'account-locked' || errorName === 'session-ended' || ![5, 8].includes(exitCodeOf(error))
  );
}

function translated(
  { connection }: AtWork,
  { user, serialNumber }: Target,
  error: CertToolError,
): CertToolError {
  if (!(error instanceof BankRefusal)) return error;
  const support = supportSentence(connection.status.support);
  const { loginId } = user;
  return new CertToolError('unknown-to-bank', { params: { loginId, serialNumber, support }, cause: error });
}

async function revokeAtBank(
  { session }: AtWork,
  { user, serialNumber }: Target,
  confirmationPassword: string,
): Promise<Date> {
  return (await session.revoke(user.loginId, { serialNumber, confirmationPassword })).revokedAt;
}

async function revokedBefore({ session, connection }: AtWork, { serialNumber }: Target): Promise<Date> {
  return (await session.certificate(serialNumber)).revokedAt ?? connection.status.time;
}

async function clearAway(
  atWork: AtWork,
  { user, serialNumber }: Target,
  revokedAt: Date,
  { keepLocal }: RevokeOptions,
): Promise<Revoked> {
  const removedHere = keepLocal === true ? false : await removeHere(atWork, serialNumber);
  return { loginId: user.loginId, name: user.name, serialNumber, revokedAt, removedHere };
}

/** True when the certificate was on this PC and is gone. What fails here does not undo the revocation. */
async function removeHere({ deps, connection }: AtWork, serialNumber: string): Promise<boolean> {
  try {
    const store = await deps.store();
    const here = (await store.list()).find(
      (each) => each.serialNumber === serialNumber && belongsToBank(each, connection.identity),
    );
    if (!here) return false;
    await store.remove(here.thumbprint);
    return true;
  } catch (thrown) {
    warn(deps, toCertToolError(thrown));
    deps.ui.warn(deps.ui.text('revoke.not-removed'));
    return false;
  }
}

function showRevoked({ ui }: Deps, { loginId, name, serialNumber, revokedAt, removedHere }: Revoked): void {
  const params = { loginId, name, serialNumber, revokedAt: formatMoment(revokedAt, ui.language) };
  ui.result(ui.style('good', ui.text('revoke.done', params)));
  if (removedHere) ui.result(ui.text('revoke.removed', { loginId }));
}
