import { normalizeSerialNumber } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { BankUser } from '../../core/ports/bank.ts';
import { putRight } from '../ask/login-id.ts';
import type { AtWork } from '../session/administration.ts';
import { expiryOf, stateOf } from '../show/users.ts';
import { lookUp } from './look-up.ts';
import type { RevokeOptions } from './spec.ts';
import { isRevoked, type RevocationTarget, type Target } from './target.ts';

/**
 * The users that were named, each once, or that the person at the terminal chooses; undefined when there are none to
 * choose from.
 */
export async function chooseTargets(
  atWork: AtWork,
  users: readonly BankUser[],
  names: readonly string[],
  choice: RevokeOptions,
): Promise<Target[] | undefined> {
  if (names.length === 0) return askForTargets(atWork, users);
  const loginIds = [...new Set(names.map((name) => putRight(atWork.deps, name)))];
  if (choice.dryRun && choice.serialNumber !== undefined) {
    const serialNumber = normalizeSerialNumber(choice.serialNumber);
    return lookUp(
      atWork,
      users,
      loginIds.map((loginId) => ({ loginId, serialNumber })),
    );
  }
  return loginIds.map((loginId) => {
    const user = users.find((each) => each.loginId === loginId);
    if (user) return targetOf(user, choice);
    return { loginId, error: new CertToolError('user-not-found', { params: { loginId } }) };
  });
}

/** Whose certificate may be revoked, and in which state, banks see differently: that is the bank's to say. */
function targetOf(user: BankUser, { serialNumber }: RevokeOptions): Target {
  const { loginId } = user;
  if (serialNumber !== undefined) {
    return { loginId, user, serialNumber: normalizeSerialNumber(serialNumber), isRevoked: false };
  }
  const { serialNumber: current } = user.certificate;
  if (current !== undefined) return { loginId, user, serialNumber: current, isRevoked: isRevoked(user) };
  return { loginId, user, error: new CertToolError('nothing-to-revoke', { params: { loginId } }) };
}

async function askForTargets(
  { deps, loginId: own }: AtWork,
  users: readonly BankUser[],
): Promise<RevocationTarget[] | undefined> {
  const { ui } = deps;
  const isOwn = ({ loginId }: BankUser) => loginId === own;
  // One's own comes last, and is marked: without it nobody can go on.
  const ordered = users.toSorted((one, other) => Number(isOwn(one)) - Number(isOwn(other)));
  const choices = ordered.flatMap((user) => {
    const { loginId, certificate } = user;
    const { serialNumber } = certificate;
    if (serialNumber === undefined || isRevoked(user)) return [];
    const [role, state, expiry] = [ui.text(`role.${user.role}`), stateOf(deps, user), expiryOf(deps, user)];
    const words = isOwn(user) ? 'revoke.choice-own' : 'revoke.choice';
    const name = ui.text(words, { loginId, name: user.name, role, state, expiry });
    return [{ name, short: loginId, value: { loginId, user, serialNumber, isRevoked: false } }];
  });
  return choices.length === 0 ? undefined : ui.prompts.chooseMany(ui.text('revoke.choose'), choices);
}
