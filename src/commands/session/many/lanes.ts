import { CertToolError } from '../../../core/error.ts';
import { rememberedStore } from '../../../rollout/remembered-store.ts';
import { type SharedBank, sharedBank } from '../../../rollout/shared-bank.ts';
import type { ListedUser } from '../../../rollout/user-list.ts';
import type { Deps } from '../../deps.ts';
import type { ForUser, ManyRun } from './for-user.ts';
import { openRow, type Row } from './row.ts';

/** The users of a list who are at one bank. */
export interface Lane {
  readonly deps: Deps;
  /** What the command wants for each of them; looked up once. */
  forUser(): Promise<ForUser>;
}

/** The banks of a list. */
export interface Lanes {
  of(user: ListedUser): Lane;
  /** Begins the work for a user. */
  open(user: ListedUser): Row;
  /** Undefined where it was never asked. */
  bankIdOf(user: ListedUser): string | undefined;
  /** Of those that were opened. */
  all(): readonly Deps[];
  close(): Promise<void>;
}

/** What all users of a run share: one connection for each bank, and one look at the store. */
export function openLanes(deps: Deps, prepare: ManyRun['prepare']): Lanes {
  const lanes = new Map<string, OwnLane>();
  const stores = rememberedStores(deps);
  const of = ({ profile = '' }: ListedUser) => {
    const known = lanes.get(profile);
    if (known) return known;
    const lane = openLane({ ...bankOf(deps, profile), store: stores }, prepare);
    lanes.set(profile, lane);
    return lane;
  };
  /** Bank and login ID of those for whom a password was sent. */
  const sent = new Set<string>();
  return {
    of,
    open(user) {
      const lane = of(user);
      return openRow(lane.deps, user, () => {
        const key = `${lane.bankId() ?? ''}\0${user.loginId}`;
        const isRepeated = sent.has(key);
        sent.add(key);
        return isRepeated;
      });
    },
    bankIdOf: (user) => of(user).bankId(),
    all: () => [...lanes.values()].map((lane) => lane.deps),
    async close() {
      for (const { bank } of lanes.values()) await bank.close();
    },
  };
}

interface OwnLane extends Lane {
  readonly bank: SharedBank;
  bankId(): string | undefined;
}

function bankOf(deps: Deps, profile: string): Deps {
  if (profile === '') return deps;
  const configured = deps.settings.profiles.find((each) => each.profile === profile);
  if (!configured) throw new CertToolError('no-bank');
  return deps.withBank({ ...configured, profile });
}

function openLane(deps: Deps, prepare: ManyRun['prepare']): OwnLane {
  const bank = sharedBank(deps.openBank, deps.elapsed);
  const identity = rememberedIdentity(deps);
  let prepared: Promise<ForUser> | undefined;
  const own: Deps = { ...deps, ...identity.ports, openBank: bank.open, desktop: withoutBrowsers(deps) };
  return {
    deps: own,
    bank,
    bankId: identity.bankId,
    forUser() {
      prepared ??= prepare(own);
      // Whoever comes next may have more luck.
      prepared.catch(() => {
        prepared = undefined;
      });
      return prepared;
    },
  };
}

/** Of open browsers was warned once for all. */
function withoutBrowsers({ desktop }: Deps): Deps['desktop'] {
  return { ...desktop, openBrowsers: async () => [] };
}

/** The same store for each question, its list read once. */
export function rememberedStores(deps: Deps): Deps['store'] {
  const stores = new Map<string | undefined, ReturnType<Deps['store']>>();
  return (resume) => {
    const known = stores.get(resume);
    if (known) return known;
    const store = deps.store(resume).then((opened) => rememberedStore(opened, deps.elapsed));
    stores.set(resume, store);
    return store;
  };
}

/** Who the bank is, read and written once as long as it stays the same. */
function rememberedIdentity(deps: Deps) {
  let known: ReturnType<Deps['knownIdentity']> | undefined;
  let banks: ReturnType<Deps['knownBanks']> | undefined;
  let kept: { readonly text: string; readonly identity: ReturnType<Deps['keepIdentity']> } | undefined;
  let bankId: string | undefined;
  const ports: Pick<Deps, 'knownIdentity' | 'keepIdentity' | 'knownBanks'> = {
    async knownIdentity() {
      known ??= deps.knownIdentity();
      const identity = await known;
      bankId ??= identity?.bankId;
      return identity;
    },
    knownBanks() {
      banks ??= deps.knownBanks();
      return banks;
    },
    keepIdentity(identity) {
      const text = JSON.stringify(identity);
      if (kept?.text === text) return kept.identity;
      kept = { text, identity: deps.keepIdentity(identity) };
      known = kept.identity;
      banks = undefined;
      bankId = identity.bankId;
      return kept.identity;
    },
  };
  return { ports, bankId: () => bankId };
}
