import type { Bank, BankSession, SessionExtras } from '../../src/core/ports/bank.ts';
import type { ModelBank } from './bank.ts';
import { chainOf, challengeOf, detailsOf, issuedOf, meOf, usersOf } from './bank-answers.ts';
import { type BankCertificate, forgetTries, isLocked, rightPassword, wrongTry } from './bank-records.ts';
import { refused } from './bank-refusals.ts';
import { isSignedBy } from './certificates.ts';
import type { Sent } from './secret-judge.ts';
import type { Client } from './turns.ts';

export const BANK_ID = 'bank';

/** Told of whoever asks for a certificate, or confirms the one of a serial number. */
type OnAsked = (client: Client, loginId: string, confirmed: string | undefined) => void;

/** A session as the bank has it. */
interface Open {
  readonly client: Client;
  readonly loginId: string;
  readonly challenge: string;
  isAuthenticated: boolean;
  provenBy: BankCertificate | undefined;
  end: 'session-ended' | 'session-lost' | undefined;
}

/** What clients connect to. */
export class BankServer {
  readonly bank: ModelBank;
  readonly #sessions = new Set<Open>();
  readonly #onSecret: (sent: Sent) => void;
  readonly #onAsked: OnAsked;
  /** How many each client has opened. */
  readonly #opened = new Map<Client, number>();

  constructor(bank: ModelBank, onSecret: (sent: Sent) => void, onAsked: OnAsked) {
    this.bank = bank;
    this.#onAsked = onAsked;
    this.#onSecret = onSecret;
  }

  /** Sessions live in its memory. */
  restart(): void {
    for (const session of this.#sessions) session.end = 'session-lost';
    this.#sessions.clear();
  }

  /** The challenges of its sessions that last. */
  sessionsOf(client: Client): readonly string[] {
    return [...this.#sessions].filter((each) => each.client === client).map(({ challenge }) => challenge);
  }

  connect(client: Client): Bank {
    const { bank } = this;
    const ask = <T>(what: string, act: () => T) => client.step('request', what, act);
    return {
      offers: ['states', 'confirming', 'proof', 'administration'],
      status: () =>
        ask('status', () => {
          const { expiredNeedsRevocation, tellsRules } = bank.settings;
          const rules = tellsRules && {
            rules: { expiredNeedsRevocation, renewalDays: 40, revocationMinutes: 0 },
          };
          return { bankId: BANK_ID, name: 'Bank', status: 'ok', time: new Date(bank.now), ...rules };
        }),
      caChain: (keyId) => ask('ca', () => chainOf(bank, keyId)),
      logIn: (loginId, password) =>
        ask(`log in ${loginId}`, () => {
          client.signal.throwIfAborted();
          return this.#session(client, this.#logIn(client, loginId, password));
        }),
      close: async () => {},
    };
  }

  #check(
    client: Client,
    loginId: string,
    kind: 'password' | 'otp' | 'confirmation',
    secret: string,
    right: boolean,
  ) {
    const user = this.bank.users.get(loginId);
    if (!user) throw refused('user-not-found');
    if (isLocked(user)) throw refused('account-locked');
    const error = right ? undefined : wrongTry(user, kind);
    const told = error ? { refusal: error.errorName, attemptsLeft: error.details.attemptsLeft } : {};
    this.#onSecret({ client, loginId, kind, secret, ...told });
    if (error) throw error;
    return user;
  }

  #logIn(client: Client, loginId: string, password: string): Open {
    const user = this.#check(client, loginId, 'password', password, password === rightPassword(loginId));
    const opened = (this.#opened.get(client) ?? 0) + 1;
    this.#opened.set(client, opened);
    const challenge = `challenge ${client.name} ${opened}`;
    const session: Open = {
      client,
      loginId,
      challenge,
      isAuthenticated: false,
      provenBy: undefined,
      end: undefined,
    };
    this.#sessions.add(session);
    if (user.otp === 'none') this.#authenticate(session);
    return session;
  }

  /** The bank knows one session for each login ID. */
  #authenticate(session: Open): void {
    for (const other of this.#sessions) {
      if (other === session || other.loginId !== session.loginId) continue;
      other.end = 'session-ended';
      this.#sessions.delete(other);
    }
    session.isAuthenticated = true;
    const user = this.bank.users.get(session.loginId);
    if (user) forgetTries(user);
  }

  #session(client: Client, open: Open): BankSession & SessionExtras {
    const { bank } = this;
    const { loginId } = open;
    let isCommitted = false;
    const ask = <T>(what: string, act: () => T) =>
      client.step('request', `${loginId}: ${what}`, () => {
        if (!isCommitted) client.signal.throwIfAborted();
        if (open.end) throw refused(open.end);
        return act();
      });
    const inside = <T>(what: string, act: () => T) =>
      ask(what, () => {
        if (!open.isAuthenticated) throw refused('session-lost');
        return act();
      });
    const commit = <T>(what: string, act: () => T, confirmed?: string) => {
      isCommitted = true;
      return inside(what, () => {
        this.#onAsked(client, loginId, confirmed);
        return act();
      });
    };
    const user = bank.users.get(loginId);
    return {
      get otp() {
        return open.isAuthenticated ? undefined : challengeOf(bank, user);
      },
      submitOtp: (code) =>
        ask('otp', () => {
          const isFresh =
            code === `code ${user?.codes.shown}` && user !== undefined && user.codes.taken < user.codes.shown;
          const { codes } = this.#check(client, loginId, 'otp', code, isFresh);
          codes.taken = codes.shown;
          this.#authenticate(open);
        }),
      resendOtp: async () => {},
      requestCertificate: (csr) => commit('request', () => issuedOf(bank.request(loginId, csr))),
      renew: (serialNumber, csr) =>
        commit('renew', () => {
          if (!open.provenBy) throw refused('proof-refused');
          return issuedOf(bank.renew(loginId, serialNumber, csr));
        }),
      states: {
        me: () => inside('me', () => meOf(bank, loginId)),
        certificate: (serialNumber) =>
          inside('certificate', () => {
            const found = bank.find(serialNumber);
            const sees = found?.loginId === loginId || user?.role !== 'general';
            if (!found || !sees) throw refused('not-found');
            return detailsOf(bank, found);
          }),
      },
      confirming: {
        confirm: (serialNumber) => commit('confirm', () => bank.confirm(loginId, serialNumber), serialNumber),
      },
      proof: {
        challenge: open.challenge,
        prove: (serialNumber, signature) =>
          inside('prove', () => {
            const found = bank.find(serialNumber);
            const counts = found?.loginId === loginId && found.confirmed && bank.isLive(found);
            const text = Buffer.from(`cert-tool proof v1\n${open.challenge}`);
            if (!counts || !isSignedBy(found.key, text, signature)) throw refused('proof-refused');
            open.provenBy = found;
          }),
      },
      administration: {
        users: () => inside('users', () => this.#administrator(open, () => usersOf(bank))),
        revoke: (target, { serialNumber, confirmationPassword }) =>
          inside(`revoke ${target}`, () =>
            this.#administrator(open, () => {
              const right = confirmationPassword === rightPassword(loginId);
              this.#check(client, loginId, 'confirmation', confirmationPassword, right);
              return { revokedAt: bank.revokeFor(target, serialNumber) };
            }),
          ),
      },
      logout: () =>
        client
          .step('request', `${loginId}: log out`, () => {
            open.end ??= 'session-ended';
            this.#sessions.delete(open);
          })
          .catch(() => {}),
    };
  }

  #administrator<T>({ loginId, provenBy }: Open, act: () => T): T {
    if (this.bank.users.get(loginId)?.role === 'general') throw refused('not-permitted');
    const stands = provenBy && (provenBy.revokedAt === undefined || provenBy.reason === 'superseded');
    if (!stands) throw refused('proof-refused');
    return act();
  }
}
