import type { Schemas } from './expect.ts';
import type { Held } from './kept.ts';
import type { Part, TestUser, TestUsers } from './users.ts';
import type { Wire } from './wire.ts';

/** Somebody who is logged in. */
export interface Session {
  readonly part: Part;
  readonly loginId: string;
  readonly token: string;
  readonly challenge: string;
}

export interface BenchOptions {
  readonly wire: Wire;
  readonly testUsers: TestUsers;
  /** Certificates whose keys are here: of the users' file, and of an earlier run. */
  readonly held: readonly Held[];
  /** The one-time password of a user; undefined where nobody can tell it. */
  code(user: TestUser, otp: Schemas['Otp']): Promise<string | undefined>;
  /** Sets the bank's date, where that can be done. */
  readonly setClock: ((time: Date) => Promise<void>) | undefined;
  /** Milliseconds since any moment, by a clock that nobody sets. */
  elapsed(): number;
  /** Whether certificates may be confirmed and revoked. */
  readonly destructive: boolean;
}
