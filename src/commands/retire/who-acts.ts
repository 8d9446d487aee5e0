import type { SecretSources } from '../ask/secrets.ts';
import { isWaiting } from './intent.ts';
import type { BankHere, UserHere } from './look.ts';

/** Somebody's certificate may have to be revoked: the bank's lists do not say that it is, and no time is waited for. */
export function needsLogin(bank: BankHere): boolean {
  return bank.revokes && openUsers(bank).length > 0;
}

function openUsers(bank: BankHere): UserHere[] {
  return bank.users.filter((user) => !isWaiting(user.earlier, bank.status.time) && !isAllDead(bank, user));
}

function isAllDead({ dead }: BankHere, { certificates }: UserHere): boolean {
  return certificates.length > 0 && certificates.every(({ certificate }) => dead.has(certificate.thumbprint));
}

/**
 * The login ID that is to revoke, whose certificate has to be on this PC; undefined where there is none. A run that
 * is repeated with the credentials of somebody whose own certificate is gone already goes on without them.
 * @throws CertToolError `missing-input`
 */
export async function whoActs(bank: BankHere, sources: SecretSources): Promise<string | undefined> {
  const { deps } = bank;
  const { ui, settings, practiceBank } = deps;
  const named = sources.named();
  if (named !== undefined) {
    return isGone(bank, named) ? undefined : sources.loginId(undefined, 'administrator');
  }
  const candidates = await candidatesOf(bank);
  const [first] = candidates;
  if (first === undefined) return undefined;
  if (ui.interactive) return choose(bank, candidates);
  if (openUsers(bank).every(({ earlier }) => earlier?.outcome === 'others-must-revoke')) return undefined;
  if (!settings.sandbox) return sources.loginId(undefined, 'administrator');
  const demo = candidates.find((loginId) => loginId === practiceBank.demoAdministrator()) ?? first;
  ui.info(ui.text('ask.demo-user', { loginId: demo }));
  return demo;
}

/** Their own certificate was revoked by an earlier run, or will be. */
function isGone(bank: BankHere, loginId: string): boolean {
  if (bank.done.some((each) => each.loginId === loginId)) return true;
  const user = bank.users.find((each) => each.loginId === loginId);
  return user !== undefined && (isAllDead(bank, user) || isWaiting(user.earlier, bank.status.time));
}

/** Whose certificate is here and not known to be dead, those first who logged in here last. */
async function candidatesOf(bank: BankHere): Promise<string[]> {
  const { deps, identity } = bank;
  const used = await deps.loginIds.of(identity.bankId);
  const rank = (loginId: string) => (used.includes(loginId) ? used.indexOf(loginId) : used.length);
  return openUsers(bank)
    .filter(({ certificates }) => certificates.some(({ state }) => state !== 'archived'))
    .map(({ loginId }) => loginId)
    .sort((one, other) => rank(one) - rank(other));
}

async function choose(
  { deps, status }: BankHere,
  candidates: readonly string[],
): Promise<string | undefined> {
  const { ui, hints } = deps;
  const chosen = await ui.prompts.choose<string | undefined>(ui.text('retire.who', { bank: status.name }), [
    ...candidates.map((loginId) => ({ name: loginId, value: loginId })),
    { name: ui.text('retire.who.nobody'), value: undefined },
  ]);
  if (chosen !== undefined) hints.actor.loginId = chosen;
  return chosen;
}
