import type { PracticeBankIdentity } from '../place/identity.ts';
import type { Outbox } from '../place/outbox.ts';
import type { BankDatabase } from '../records/database.ts';
import type { BankRules } from '../records/rules.ts';
import type { Authorities } from './authorities.ts';
import type { Serializer } from './serialize.ts';
import type { Sessions } from './sessions.ts';

/** What the bank's business works with. */
export interface BankContext {
  /** As it is now: a new CA changes it. */
  readonly identity: () => PracticeBankIdentity;
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
  /** Puts the identity where others read it without the bank. */
  readonly publishIdentity: () => Promise<void>;
  /** Where the revocation lists are while the bank runs here, without a query. */
  readonly crlUrl: () => string;
  /** The login page's address while there is one. */
  readonly portalUrl: () => string | undefined;
  readonly authorities: Authorities;
  /** In which this bank differs from others, as its owner has set it. */
  readonly rules: () => BankRules;
}
