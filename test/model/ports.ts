import { createJournal } from '../../src/enrollment/journal.ts';
import type { EnrollmentPorts, Secrets, UnopenedPorts } from '../../src/enrollment/ports.ts';
import { createRefusalMemory } from '../../src/enrollment/refusals.ts';
import { createRenewalMemory } from '../../src/enrollment/renewal-memory.ts';
import { rightPassword } from './bank-records.ts';
import type { Pc } from './pc.ts';
import type { Client } from './turns.ts';
import type { World } from './world.ts';

/**
 * The secrets of a run: right ones that somebody typed or a program gave; wrong ones that a program gives each time, for
 * the login, the one-time password or the confirmation; or a typing error, which the person puts right.
 */
export type Given = 'typed' | 'right' | 'wrong-password' | 'wrong-otp' | 'wrong-confirmation' | 'typo';

interface Running {
  readonly world: World;
  readonly client: Client;
  readonly given: Given;
}

/** All that the flow touches, on this client's PC. */
export function portsOf({ world, client, given }: Running, loginId: string): EnrollmentPorts & UnopenedPorts {
  const pc = pcOf(world, client);
  const { judge } = world;
  const store = pc.store(client, judge);
  if (given === 'typed' || given === 'typo') world.judge.secrets.types(client);
  return {
    store,
    openStore: async () => store,
    journal: createJournal(
      pc.folder(client, 'journal', (text) => judge.journal.onWrite(pc, client, text)),
      '/journal',
    ),
    refusals: createRefusalMemory(pc.folder(client, 'refused'), '/refused'),
    renewals: createRenewalMemory(pc.folder(client, 'renewals'), '/renewals', () => {}),
    secrets: secretsOf({ world, client, given }, loginId),
    openBank: async () => world.server.connect(client),
    knownIdentity: () => client.step('read', 'known identity', () => pc.identity),
    keepIdentity: (identity) => pc.keepIdentity(client, identity),
    lock: (_bankId, of) => world.lock(client, pc, of),
    now: () => new Date(pc.now),
    newId: () => world.newId(client),
    beforeLogin: async () => [],
    onLoggedIn: async () => {},
    onStep() {},
    onSent() {},
    afterInstallation: async () => [],
    signal: client.signal,
  };
}

export function pcOf({ pcs }: World, { pc }: Client): Pc {
  return pc === 'b' ? pcs.b : pcs.a;
}

function secretsOf({ world, given }: Running, loginId: string): Secrets {
  const isTyped = given === 'typed' || given === 'typo';
  const isWrong = (retry: unknown, kind: Given) =>
    given === kind || (given === 'typo' && retry === undefined);
  return {
    ...{ available: true, lastTry: false, canRetry: () => isTyped },
    password: async (retry) =>
      isWrong(retry, 'wrong-password') ? `wrong of ${loginId}` : rightPassword(loginId),
    async otp(_challenge, retry) {
      const codes = world.bank.users.get(loginId)?.codes;
      if (!codes || isWrong(retry, 'wrong-otp')) return 'wrong code';
      codes.shown += 1;
      return `code ${codes.shown}`;
    },
    confirmation: async (retry) =>
      isWrong(retry, 'wrong-confirmation') ? `wrong of ${loginId}` : rightPassword(loginId),
  };
}
