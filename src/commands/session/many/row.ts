import type { LogFacts } from '../../../core/ports/run-log.ts';
import type { Warning } from '../../../core/ports/ui.ts';
import type { Result } from '../../../core/several.ts';
import type { LoginEvidence } from '../../../rollout/lock-out-guard.ts';
import type { ListedUser } from '../../../rollout/user-list.ts';
import type { Deps } from '../../deps.ts';
import type { Enrolled } from '../enrolling.ts';

/** A user of a list while the run is at work for them. */
export interface Row {
  readonly user: ListedUser;
  /** What the flow of this user works with. */
  readonly deps: Deps;
  readonly evidence: LoginEvidence;
  /** What was warned of on the way. */
  readonly warnings: readonly Warning[];
  /** What the flow ended with, once it went well. */
  enrolled?: Enrolled;
  /** The bank has taken the login in full. */
  loggedIn(): void;
  /** Nothing more is said of this user: their secrets need not be masked any longer, which costs each line its time. */
  end(): void;
}

/** What is kept of a row until the end: of thousands of users all that is known would be too much. */
export interface Ended {
  readonly outcome: Enrolled['outcome'];
}

/**
 * What is said on the way goes into the row's result: lines of many users at once would tell nobody anything.
 * @param deps of the user's bank
 * @param onSend told of each password that is sent; whether this run has sent one for this login ID before
 */
export function openRow(deps: Deps, user: ListedUser, onSend: () => boolean): Row {
  const warnings: Warning[] = [];
  const evidence = { isRepeated: false, isPasswordTaken: false, isLoggedIn: false };
  const detail = (line: string, facts?: LogFacts) =>
    deps.ui.detail(`${user.loginId}: ${line}`, facts && { ...facts, loginId: user.loginId });
  const ui: Deps['ui'] = {
    ...deps.ui,
    // Asked anew each time: opening stdin takes a while.
    get interactive() {
      return deps.ui.interactive;
    },
    info: (line) => detail(line),
    say: (line) => detail(line),
    detail,
    result: () => {},
    document: () => {},
    hide(secret) {
      const show = deps.ui.hide(secret);
      hidden.push(show);
      return show;
    },
    warn: (given) => void warnings.push(typeof given === 'string' ? { message: given } : given),
  };
  const hidden: (() => void)[] = [];
  const openBank = async () => {
    const bank = await deps.openBank();
    return {
      ...bank,
      async logIn(loginId: string, password: string) {
        evidence.isRepeated = onSend();
        const session = await bank.logIn(loginId, password);
        evidence.isPasswordTaken = true;
        return session;
      },
    };
  };
  return {
    user,
    deps: { ...deps, ui, openBank },
    evidence,
    warnings,
    loggedIn() {
      evidence.isLoggedIn = true;
    },
    end() {
      for (const show of hidden.splice(0)) show();
    },
  };
}

/** The rows that the run is at work for. */
export interface Rows {
  /** Opened when it is first asked for. */
  of(user: ListedUser): Row;
  close(user: ListedUser): void;
}

/** @param begin makes the row of a user */
export function openRows(begin: (user: ListedUser) => Row): Rows {
  const open = new Map<ListedUser, Row>();
  return {
    of(user) {
      const row = open.get(user) ?? begin(user);
      open.set(user, row);
      return row;
    },
    close: (user) => void open.delete(user),
  };
}

/** With all that is known of it. */
export function endingOfRow(row: Row, result: Result<ListedUser, Ended>): Result<Row, Enrolled> {
  if (!result.ok) return { ...result, item: row };
  if (!row.enrolled) throw new TypeError('a row that went well has ended with nothing');
  return { item: row, ok: true, value: row.enrolled };
}
