import type { Authority } from './ca/authority.ts';
import type { BankDatabase } from './database.ts';
import type { PracticeBankIdentity } from './identity.ts';
import type { Outbox } from './outbox.ts';
import type { Serializer } from './serialize.ts';
import type { Sessions } from './sessions.ts';

/** What the bank's business works with. */
export interface BankContext {
  readonly identity: PracticeBankIdentity;
  readonly database: BankDatabase;
  readonly sessions: Sessions;
  readonly outbox: Outbox;
  /** One thing at a time per login ID. */
  readonly serializer: Serializer;
  /** The real clock: sessions, one-time passwords, the audit log. */
  readonly now: () => Date;
  /** The bank's date: certificates and their states. */
  readonly bankNow: () => Date;
  /** Sets the bank's date. It is on the disk when this returns. */
  readonly setOffset: (offsetMs: number) => Promise<void>;
  /** Puts the passwords of added users where prompts find them. */
  readonly publishUsers: () => Promise<void>;
  /** Where the revocation list is while the bank runs here. */
  readonly crlUrl: () => string;
  /** Loaded at its first use, because its libraries take longer than the whole start of the bank. */
  readonly authority: () => Promise<Authority>;
}
