import type { NamedProxy } from './proxy-refusal.ts';

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/** What became of the credentials that were sent last. */
export interface FailedLogin {
  readonly credentials: Credentials;
  /** The proxy refused them, or said nothing any more. */
  readonly how: 'refused' | 'unanswered';
}

/** Puts the question for a proxy's user name and password; undefined where nobody can be asked. */
export type AskForProxy = (
  proxy: NamedProxy,
  known: { readonly userName?: string | undefined; readonly failed?: FailedLogin['how'] | undefined },
) => Promise<Credentials | undefined>;

/** So many times a person may type a password. */
const MOST_QUESTIONS = 3;

/**
 * User name and password for one proxy, for all connections of a run. What a proxy has not taken is not sent to it again, and
 * until it has taken it no two connections try it at once: proxies count wrong passwords, too.
 */
export class ProxyLogin {
  readonly #proxy: NamedProxy;
  readonly #ask: AskForProxy | undefined;
  #credentials: Credentials | undefined;
  #isTaken = false;
  #failed: FailedLogin | undefined;
  #questions = 0;
  #turn: Promise<void> = Promise.resolve();
  #question: Promise<boolean> | undefined;

  /** @param password for the user name of the proxy's address */
  constructor(proxy: NamedProxy, password: string | undefined, ask?: AskForProxy) {
    const { userName } = proxy.address;
    this.#proxy = proxy;
    this.#ask = ask;
    if (userName !== undefined && password !== undefined) this.#credentials = { userName, password };
  }

  /** Of the last credentials, where they were not taken. */
  get failed(): FailedLogin | undefined {
    return this.#failed;
  }

  /**
   * Has the credentials sent, by one connection after the other until they were taken once.
   * @param send resolves with an answer of the proxy's, and whether it has taken them
   * @returns undefined where there is nothing to be sent
   */
  async use<A>(
    send: (credentials: Credentials) => Promise<{ readonly answer: A; readonly isTaken: boolean }>,
  ): Promise<A | undefined> {
    const release = this.#isTaken ? () => {} : await this.#waitForTurn();
    const credentials = this.#credentials;
    try {
      if (!credentials) return undefined;
      const { answer, isTaken } = await send(credentials);
      if (isTaken) this.#isTaken = true;
      else this.#fail(credentials, 'refused');
      return answer;
    } catch (error) {
      if (credentials && !this.#isTaken) this.#fail(credentials, 'unanswered');
      throw error;
    } finally {
      release();
    }
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
    if (!this.#ask || this.#questions >= MOST_QUESTIONS) return false;
    this.#questions += 1;
    const userName = this.#failed?.credentials.userName ?? this.#proxy.address.userName;
    this.#credentials = await this.#ask(this.#proxy, { userName, failed: this.#failed?.how });
    if (!this.#credentials) return false;
    this.#failed = undefined;
    return true;
  }

  #fail(credentials: Credentials, how: FailedLogin['how']): void {
    this.#isTaken = false;
    if (this.#credentials !== credentials) return;
    this.#failed = { credentials, how };
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
