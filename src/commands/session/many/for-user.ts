import type { ListedUser } from '../../../rollout/user-list.ts';
import type { Deps } from '../../deps.ts';
import type { Enrolled, Wanted } from '../enrolling.ts';
import type { EventOf } from '../event-log.ts';
import type { ListOptions } from './options.ts';

/** What a command wants for a user of the list; or what there is already, so that nothing need be done. */
export type ForUser = (user: ListedUser) => Promise<Wanted | { readonly done: Enrolled }>;

export interface ManyRun {
  readonly event: EventOf['event'];
  readonly options: ListOptions & { readonly otpCommand?: string };
  /** Looks once at what is here of a bank. @param deps of that bank */
  prepare(deps: Deps): Promise<ForUser>;
  /** Users at the bank of the run who are not in the list: without a password, and with 0 for their row. */
  more?(deps: Deps, users: readonly ListedUser[]): Promise<readonly ListedUser[]>;
}
