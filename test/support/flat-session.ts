import type {
  Administration,
  Bank,
  BankSession,
  CertificateStates,
  Confirming,
  Proof,
  SessionExtras,
} from '../../src/core/ports/bank.ts';

/** A session with all that it can side by side, which makes it short to change a single call. */
export type FlatSession = Omit<BankSession, keyof SessionExtras> &
  CertificateStates &
  Confirming &
  Proof &
  Administration;

const EXTRAS: readonly PropertyKey[] = [
  'states',
  'confirming',
  'proof',
  'administration',
] satisfies (keyof SessionExtras)[];

export function flat(session: BankSession): FlatSession {
  const parts = [session, session.states, session.confirming, session.proof, session.administration];
  return proxied((property) => {
    const part = parts.find((each) => each && property in each);
    const member = part && Reflect.get(part, property);
    return typeof member === 'function' ? member.bind(part) : member;
  });
}

/** The session of the port, whose parts are all this one. */
export function nested(session: FlatSession): BankSession & SessionExtras {
  return proxied((property) => (EXTRAS.includes(property) ? session : Reflect.get(session, property)));
}

/** A bank whose sessions behave differently in some calls. */
export function altered(bank: Bank, alter: (session: FlatSession) => Partial<FlatSession>): Bank {
  return {
    ...bank,
    async logIn(loginId, password) {
      const session = flat(await bank.logIn(loginId, password));
      const changes = alter(session);
      return nested(
        proxied((property) => {
          const change = Reflect.get(changes, property);
          return typeof change === 'function'
            ? change.bind(session)
            : (change ?? Reflect.get(session, property));
        }),
      );
    },
  };
}

function proxied<T extends object>(get: (property: PropertyKey) => unknown): T {
  return new Proxy({} as T, {
    // A promise would take what has a `then` for one.
    get: (_target, property) => (property === 'then' ? undefined : get(property)),
    has: (_target, property) => get(property) !== undefined,
  });
}
