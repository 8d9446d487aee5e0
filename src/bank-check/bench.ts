import { BankCalls } from './bank-calls.ts';
import { BankClock } from './bank-clock.ts';
import type { BenchOptions, Session } from './bench-options.ts';
import { CannotTry } from './breach.ts';
import { accepted, type Issued, type Schemas } from './expect.ts';
import type { Held } from './kept.ts';
import { type Key, newKey } from './key.ts';
import { forbiddenBy, keyElsewhere, WITHOUT_CERTIFICATE, WITHOUT_CODE, withoutUser } from './reasons.ts';
import type { Part, TestUser } from './users.ts';
import type { Answer } from './wire.ts';

/** What cases work with: users, sessions, keys and certificates at the bank that is checked. */
export class Bench extends BankCalls {
  readonly clock: BankClock;
  readonly former: readonly string[];
  readonly #options: BenchOptions;
  readonly #sessions = new Map<Part, Session>();
  readonly #held = new Map<string, Held>();
  #spare: Promise<Key> | undefined;
  readonly #codes = new Map<Part, string>();

  constructor(options: BenchOptions) {
    super(options.wire);
    this.#options = options;
    this.clock = new BankClock(this, options);
    this.former = options.testUsers.formerAuthorityKeyIds;
    for (const each of options.held) this.#held.set(each.loginId, each);
    for (const user of options.testUsers.users.values()) {
      for (const secret of [user.password, user.confirmationPassword, user.otpSecret, user.oldCode]) {
        if (secret !== undefined) this.wire.secrets.add(secret);
      }
    }
  }

  /** The certificates whose keys are here. */
  get held(): readonly Held[] {
    return [...this.#held.values()];
  }

  has(part: Part): boolean {
    return this.#options.testUsers.users.has(part);
  }

  /** @throws CannotTry where the file of users has none */
  user(part: Part): TestUser {
    const user = this.#options.testUsers.users.get(part);
    if (!user) throw new CannotTry(withoutUser(part));
    return user;
  }

  /** Sends login ID and password, and nothing else. */
  openSession(part: Part, password = this.user(part).password): Promise<Answer> {
    const json = { loginId: this.user(part).loginId, password };
    return this.send({ method: 'POST', path: '/sessions', json });
  }

  /** A full login, which ends the earlier session. */
  async logIn(part: Part): Promise<Session> {
    const opened = accepted<Schemas['Session']>(await this.openSession(part), 201);
    const { otp } = opened;
    const session = this.sessionOf(part, opened);
    if (otp) await this.giveCode(session, otp);
    this.#sessions.set(part, session);
    return session;
  }

  sessionOf(part: Part, { token, challenge }: Schemas['Session']): Session {
    this.wire.secrets.add(token);
    return { part, loginId: this.user(part).loginId, token, challenge };
  }

  /** Finishes a login. */
  async giveCode(session: Session, otp: Schemas['Otp']): Promise<Answer> {
    const code = await this.codeFor(session, otp);
    this.#codes.set(session.part, code);
    const answer = await this.submitCode(session.token, code);
    accepted(answer, 200);
    return answer;
  }

  /** The one-time password that a session waits for. @throws CannotTry where nobody can tell it */
  async codeFor({ part }: Session, otp: Schemas['Otp']): Promise<string> {
    const code = await this.#options.code(this.user(part), otp);
    if (code === undefined) throw new CannotTry(WITHOUT_CODE);
    this.wire.secrets.add(code);
    return code;
  }

  /** The last code of a user that the bank took. */
  usedCode(part: Part): string | undefined {
    return this.#codes.get(part);
  }

  /** The session of a user, kept from case to case as long as it lives. */
  async session(part: Part): Promise<Session> {
    const session = this.#sessions.get(part);
    if (!session) return this.logIn(part);
    const { status } = await this.send({ method: 'GET', path: '/me', token: session.token });
    return status === 401 ? this.logIn(part) : session;
  }

  keep(session: Session): void {
    this.#sessions.set(session.part, session);
  }

  /** What it was good for is over. */
  forget(part: Part): void {
    this.#sessions.delete(part);
  }

  newKey(bits?: number): Promise<Key> {
    return newKey(bits);
  }

  /** One for requests that have to be refused: none is spent by it. */
  spareKey(): Promise<Key> {
    this.#spare ??= newKey();
    return this.#spare;
  }

  /** A new certificate for a new key, which nobody has confirmed. */
  async unconfirmed(part: Part): Promise<{ session: Session; key: Key; issued: Issued; answer: Answer }> {
    const session = await this.session(part);
    const key = await this.newKey();
    const answer = await this.ask(session, key);
    await this.mayIssue(answer, session);
    return { session, key, issued: accepted<Issued>(answer, 201), answer };
  }

  /** A confirmed certificate whose key is here: the one of before, or a new one. */
  async certificateOf(part: Part): Promise<Held> {
    const session = await this.session(part);
    const { certificate } = await this.me(session);
    const known = this.#held.get(session.loginId);
    if (known && isInDate(certificate) && certificate.serialNumber === known.serialNumber) return known;
    if (!this.#options.destructive) throw new CannotTry(WITHOUT_CERTIFICATE);
    if (isInDate(certificate)) await this.#makeRoom(session, certificate.serialNumber ?? '');
    const { key, issued } = await this.unconfirmed(part);
    accepted(await this.confirm(await this.session(part), issued.serialNumber), 204);
    return this.hold(session.loginId, issued, key);
  }

  hold(loginId: string, { serialNumber, certificate }: Issued, { pem: key }: Key): Held {
    const held = { loginId, serialNumber, key, certificate };
    this.#held.set(loginId, held);
    return held;
  }

  release(loginId: string): void {
    this.#held.delete(loginId);
  }

  /** A session that has proved to hold the certificate of its user. */
  async proven(part: Part): Promise<Session> {
    const held = await this.certificateOf(part);
    const session = await this.session(part);
    accepted(await this.prove(session, held), 200);
    return session;
  }

  /** A certificate of an earlier run, whose key is gone, stands in the way of a new one. */
  async #makeRoom({ part, loginId }: Session, serialNumber: string): Promise<void> {
    if (part === 'administrator' || !this.has('administrator')) throw new CannotTry(keyElsewhere(loginId));
    const administrator = await this.proven('administrator');
    const { confirmationPassword } = this.user('administrator');
    accepted(await this.revoke(administrator, loginId, { serialNumber, confirmationPassword }), 200);
  }

  /**
   * Looks at the answer to a request for a certificate. @throws CannotTry for a refusal by a certificate whose key is not here,
   * or by rules that the bank tells, or of which it tells nothing
   */
  async mayIssue({ status, json }: Answer, { loginId }: Session): Promise<void> {
    const { code } = (json ?? {}) as Partial<Schemas['Problem']>;
    if (status !== 409) return;
    if (code === 'certificate-exists') {
      if (!this.#held.has(loginId)) throw new CannotTry(keyElsewhere(loginId));
      return;
    }
    const reason = forbiddenBy(code ?? '', (await this.status()).rules);
    if (reason) throw new CannotTry(reason);
  }
}

function isInDate({ state }: { readonly state: Schemas['CertificateState'] }): boolean {
  return state === 'issued' || state === 'renewable';
}
