import type { Text } from '../core/text.ts';
import type { NamedProxy } from './proxy-refusal.ts';

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/** What became of the last credentials. */
export interface FailedLogin {
  readonly credentials: Credentials;
  /** The proxy refused them, did so on an earlier run (they were not sent), or said nothing any more. */
  readonly how: 'refused' | 'refused-before' | 'unanswered';
  /** Of what was refused before: until when it is not sent. */
  readonly until?: Date;
  /** What gave the password; undefined where a person typed it. */
  readonly source?: Text | undefined;
}

/** A password that nobody has to type. */
export interface GivenPassword {
  readonly password: string;
  /** What a person has to change where it is wrong. */
  readonly source: Text;
}

/** What the proxy refused on earlier runs, of what nobody typed. Nothing here throws. */
export interface EarlierRefusals {
  /** Until when they are not sent again; undefined where they may be. */
  waitsUntil(credentials: Credentials): Promise<Date | undefined>;
  noteRefused(credentials: Credentials): Promise<void>;
  noteTaken(credentials: Credentials): Promise<void>;
}

export interface ProxyLoginOptions {
  /** For the user name of the proxy's address. */
  readonly given?: GivenPassword | undefined;
  readonly ask?: AskForProxy | undefined;
  readonly earlier?: EarlierRefusals | undefined;
}

/** Puts the question for a proxy's user name and password; undefined where nobody can be asked. */
export type AskForProxy = (
  proxy: NamedProxy,
  known: { readonly userName?: string | undefined; readonly failed?: FailedLogin['how'] | undefined },
) => Promise<Credentials | undefined>;

type Send<A> = (credentials: Credentials) => Promise<{ readonly answer: A; readonly isTaken: boolean }>;

/** So many times a person may type a password. */
const MOST_QUESTIONS = 3;

/**
 * User name and password for one proxy, for all connections of a run. What a proxy has not taken is not sent to it again, on
 * later runs neither where nobody typed it, and until it has taken it no two connections try it at once: proxies count
 * wrong passwords, too.
 */
export class ProxyLogin {
  readonly #proxy: NamedProxy;
  readonly #options: ProxyLoginOptions;
  #credentials: Credentials | undefined;
  #isTyped = false;
  #isTaken = false;
  #failed: FailedLogin | undefined;
  #questions = 0;
  #turn: Promise<void> = Promise.resolve();
  #question: Promise<boolean> | undefined;

  constructor(proxy: NamedProxy, options: ProxyLoginOptions = {}) {
    const { userName } = proxy.address;
    const { given } = options;
    this.#proxy = proxy;
    this.#options = options;
    if (userName !== undefined && given) this.#credentials = { userName, password: given.password };
  }

  /** What is missing where nothing was sent: a user name, a password, or both. */
  get lacks(): 'user-name' | 'password' | 'both' {
    if (this.#proxy.address.userName !== undefined) return 'password';
    return this.#options.given ? 'user-name' : 'both';
  }

  /** Of the last credentials, where they were not taken. */
  get failed(): FailedLogin | undefined {
    return this.#failed;
  }

  /**
   * Has the credentials sent, by one connection after the other until they were taken once.
   * @param send resolves with an answer of the proxy's, and whether it has taken them
   * @param signal of a connection that is given up: it need not send them any more
   * @returns undefined where there is nothing to be sent
   */
  async use<A>(send: Send<A>, signal: AbortSignal): Promise<A | undefined> {
    const release = this.#isTaken ? () => {} : await this.#waitForTurn();
    try {
      signal.throwIfAborted();
      const credentials = await this.#sendable();
      return credentials && (await this.#sendBy(send, credentials));
    } finally {
      release();
    }
  }

  /** What a person typed is sent in any case. */
  async #sendable(): Promise<Credentials | undefined> {
    const credentials = this.#credentials;
    if (!credentials || this.#isTaken || this.#isTyped) return credentials;
    const until = await this.#options.earlier?.waitsUntil(credentials);
    if (until) this.#fail(credentials, 'refused-before', until);
    return until ? undefined : credentials;
  }

  async #sendBy<A>(send: Send<A>, credentials: Credentials): Promise<A> {
    const { earlier } = this.#options;
    const isTyped = this.#isTyped;
    const { answer, isTaken } = await send(credentials).catch((error: unknown) => {
      if (!this.#isTaken) this.#fail(credentials, 'unanswered');
      throw error;
    });
    if (!isTaken) {
      this.#fail(credentials, 'refused');
      if (!isTyped) await earlier?.noteRefused(credentials);
    } else if (!this.#isTaken) {
      this.#isTaken = true;
      await earlier?.noteTaken(credentials);
    }
    return answer;
  }

  /** Asks a person, all connections together once. @returns whether there is now something that was not sent yet */
  ask(): Promise<boolean> {
    this.#question ??= this.#askOnce().finally(() => {
      this.#question = undefined;
    });
    return this.#question;
  }

  async #askOnce(): Promise<boolean> {
    // Another connection has asked meanwhile.
    if (this.#credentials) return true;
    const { ask } = this.#options;
    if (!ask || this.#questions >= MOST_QUESTIONS) return false;
    this.#questions += 1;
    const userName = this.#failed?.credentials.userName ?? this.#proxy.address.userName;
    this.#credentials = await ask(this.#proxy, { userName, failed: this.#failed?.how });
    if (!this.#credentials) return false;
    this.#isTyped = true;
    this.#failed = undefined;
    return true;
  }

  #fail(credentials: Credentials, how: FailedLogin['how'], until?: Date): void {
    this.#isTaken = false;
    if (this.#credentials !== credentials) return;
    const source = this.#isTyped ? undefined : this.#options.given?.source;
    this.#failed = { credentials, how, source, ...(until && { until }) };
    this.#credentials = undefined;
  }

  async #waitForTurn(): Promise<() => void> {
    const before = this.#turn;
    let release = () => {};
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}
