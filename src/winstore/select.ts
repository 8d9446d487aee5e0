import { join, resolve } from 'node:path';
import { CertToolError, messageOf } from '../core/error.ts';
import type { CertificateStore, StoreAccount, StoreProbe } from '../core/ports/store.ts';
import { STORE_KINDS, type StoreChoice, type StoreKind } from '../core/store-kinds.ts';
import { joinSentences, type Language, type Text } from '../core/text.ts';
import { nssPrograms, windowsCertutil, windowsPowerShell } from '../system/programs.ts';
import { createFileStore } from './file/store.ts';
import { type Interruption, interruptible } from './interruptible.ts';
import { browserDatabase } from './nss/place.ts';
import type { OnLeftOut } from './shared/left-out.ts';

export interface StoreWish {
  /** `--store`. */
  readonly kind: StoreChoice;
  /** `--store-dir`, for the file store. */
  readonly dir?: string | undefined;
  /** `--nss-profile`, for the NSS store: the folder of a database that is there. */
  readonly nssProfile?: string | undefined;
  /** The file store's folder without `--store-dir`. */
  readonly defaultDir: string;
  /** Pending keys of the other stores: a folder in it for each kind. */
  readonly pendingDir: string;
  /** The identity of the store in which an unfinished request must be completed; with `auto` and no `--store-dir` it goes first. */
  readonly resume?: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  readonly sandbox: boolean;
  /** Told which store is used, and which were tried before it. */
  onChoice(choice: ChosenStore): void;
  /** Told of a certificate that was removed without its private key, which this store cannot remove. */
  onKeyLeft(thumbprint: string): void;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut: OnLeftOut;
  readonly interruption: Interruption;
  /** Whether to go on although the store belongs to another account than the one at the desktop. */
  confirmAccount(account: Required<StoreAccount>): Promise<boolean>;
}

export interface ChosenStore {
  readonly kind: StoreKind;
  /** Undefined for the file store, which is not probed before it is used. */
  readonly identity: string | undefined;
  /** Those that could not be used, and why. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly kind: StoreKind;
  readonly reason: CertToolError;
}

interface Opened {
  readonly store: CertificateStore;
  readonly probe?: StoreProbe;
}

const WINDOWS_ONLY: readonly StoreKind[] = ['powershell', 'certutil', 'native'];

interface Candidate {
  readonly kind: StoreKind;
  /** Where a store of files, or of NSS's, lies. */
  readonly place?: string;
}

/**
 * Which certificate store to use. `auto`: with the practice bank always `file`; on Windows `powershell`, or `certutil`
 * where PowerShell cannot be used; elsewhere `file`. All but `file` are probed once, here; `file` makes its folders
 * only when something is written.
 * @throws CertToolError of exit code 7: why the store cannot be used; `system-account`, `other-account`
 */
export async function selectStore(wish: StoreWish, adapters = ADAPTERS): Promise<CertificateStore> {
  const passedOver: PassedOver[] = [];
  for (const candidate of candidatesOf(wish)) {
    const found = await tryStore(candidate, wish, adapters[candidate.kind]);
    if ('reason' in found) {
      passedOver.push(found);
      continue;
    }
    const { store, probe } = found;
    await checkAccount(probe?.account, wish);
    wish.onChoice({ kind: store.kind, identity: probe?.identity, passedOver });
    return probe ? { ...store, probe: async () => probe } : store;
  }
  throw noneOf(passedOver);
}

async function tryStore(
  { kind, place }: Candidate,
  wish: StoreWish,
  open: Adapter,
): Promise<PassedOver | Opened> {
  try {
    if (wish.platform !== 'win32' && WINDOWS_ONLY.includes(kind))
      throw notAvailable(kind, reasons.windowsOnly);
    const store = interruptible(await open(wish, place), wish.interruption);
    return kind === 'file' ? { store } : { store, probe: await store.probe() };
  } catch (error) {
    if (!(error instanceof CertToolError) || error.kind !== 'store-failed') throw error;
    // It holds for every key in Windows: one that certutil puts there would ask, too.
    if (error.errorName === 'strong-key-protection') throw error;
    return { kind, reason: error };
  }
}

/** One reason as it is; several in one sentence. */
function noneOf(passedOver: readonly PassedOver[]): CertToolError {
  const [first] = passedOver;
  if (first && passedOver.length === 1) return first.reason;
  const detail = (language: Language) =>
    joinSentences(
      language,
      passedOver.map(({ kind, reason }) => `${kind}: ${messageOf(reason, language)}`),
    );
  return new CertToolError('store-not-available', {
    params: { store: 'auto', detail: { ja: detail('ja'), en: detail('en') } },
    cause: first?.reason,
  });
}

function candidatesOf({ kind, dir, nssProfile, resume, platform, sandbox }: StoreWish): Candidate[] {
  const own = dir === undefined ? {} : { place: dir };
  if (kind === 'nss' && nssProfile !== undefined) return [{ kind, place: resolve(nssProfile) }];
  if (kind !== 'auto') return [{ kind, ...(kind === 'file' ? own : {}) }];
  const earlier = resume === undefined || dir !== undefined ? undefined : candidateNamed(resume);
  if (earlier) return [earlier];
  if (platform !== 'win32' || sandbox) return [{ kind: 'file', ...own }];
  return [{ kind: 'powershell' }, { kind: 'certutil' }];
}

/** The store of an identity: `<kind>:<place>`. Undefined when this version does not know the kind. */
function candidateNamed(identity: string): Candidate | undefined {
  const colon = identity.indexOf(':');
  const kind = STORE_KINDS.find((each) => each === identity.slice(0, colon));
  return kind && { kind, place: identity.slice(colon + 1) };
}

type Adapter = (wish: StoreWish, place: string | undefined) => Promise<CertificateStore>;
export type Adapters = Readonly<Record<StoreKind, Adapter>>;

/** Each adapter's code is loaded when it is wanted. */
const ADAPTERS: Adapters = {
  async powershell({ env, pendingDir, onLeftOut }) {
    const { createPowerShellStore } = await import('./powershell/store.ts');
    const program = windowsPowerShell(env);
    return createPowerShellStore({ program, env, pendingDir: join(pendingDir, 'powershell'), onLeftOut });
  },
  async certutil({ env, pendingDir, onKeyLeft, onLeftOut }) {
    const [{ createCertutilStore }, { powerShellAssistant }] = await Promise.all([
      import('./certutil/store.ts'),
      import('./powershell/assistant.ts'),
    ]);
    return createCertutilStore({
      program: windowsCertutil(env),
      powerShell: powerShellAssistant(windowsPowerShell(env), env),
      env,
      pendingDir: join(pendingDir, 'certutil'),
      onKeyLeft,
      onLeftOut,
    });
  },
  async native({ platform, pendingDir, onLeftOut }) {
    const { createNativeStore } = await import('./native/store.ts');
    return createNativeStore({ platform, pendingDir: join(pendingDir, 'native'), onLeftOut });
  },
  async nss({ env, home, pendingDir, onLeftOut }, place) {
    const { createNssStore } = await import('./nss/store.ts');
    const ofBrowsers = browserDatabase(home, env);
    return createNssStore({
      database: place ?? ofBrowsers,
      mustExist: place !== undefined && place !== ofBrowsers,
      programs: nssPrograms(),
      env,
      pendingDir: join(pendingDir, 'nss'),
      onLeftOut,
    });
  },
  async file({ defaultDir }, place = defaultDir) {
    return createFileStore({ dir: place, makeParents: place === defaultDir });
  },
};

function notAvailable(store: StoreKind, detail: Text): CertToolError {
  return new CertToolError('store-not-available', { params: { store, detail } });
}

/** @throws CertToolError `system-account`, `other-account`: no other store of this account would do any better */
async function checkAccount(account: StoreAccount | undefined, wish: StoreWish): Promise<void> {
  if (!account) return;
  const { name, isService, desktop } = account;
  if (isService) throw new CertToolError('system-account', { params: { account: name } });
  if (desktop === undefined || (await wish.confirmAccount({ name, isService, desktop }))) return;
  throw new CertToolError('other-account', { params: { account: name, desktop } });
}

const reasons = {
  windowsOnly: { ja: 'Windows でのみ使用できます。', en: 'it is there on Windows only.' },
};
