import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { BankIdentity } from '../core/bank-identity.ts';
import { CertToolError } from '../core/error.ts';
import type { Insistence } from '../core/insistence.ts';
import type { CertificateStore, StoreAccount } from '../core/ports/store.ts';
import type { Ui } from '../core/ports/ui.ts';
import { type AppFolders, absolutePath } from '../system/paths.ts';
import type { MessageKey } from '../ui/messages/index.ts';
import { confinedBrowsers } from '../winstore/nss/place.ts';
import { type ChosenStore, selectStore } from '../winstore/select.ts';
import type { LeftOut } from '../winstore/shared/left-out.ts';
import { namingStore } from './naming-store.ts';

interface StoreOptions {
  readonly settings: Settings;
  readonly folders: AppFolders;
  readonly ui: Ui<MessageKey>;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly signal: AbortSignal;
  readonly insistence: Insistence;
  /** What is known of banks. */
  knownBanks(): Promise<readonly BankIdentity[]>;
  describe(error: CertToolError): string;
}

/** Chooses the run's store when it is first asked for, and tells with `--verbose` which one and why. */
export function storeOpener(options: StoreOptions): (resume?: string) => Promise<CertificateStore> {
  const { settings, folders, ui, env, home, signal, insistence } = options;
  const chosen = new Map<string | undefined, Promise<CertificateStore>>();
  const leftOut = new Set<string>();
  const onLeftOut = ({ thumbprint, octets }: LeftOut) => {
    if (leftOut.has(thumbprint)) return;
    leftOut.add(thumbprint);
    ui.detail(ui.text('store.left-out', { thumbprint, octets }));
  };
  return (resume) => {
    const earlier = chosen.get(resume);
    if (earlier) return earlier;
    const store = selectStore({
      kind: settings.store,
      dir: wholePath('--store-dir', settings.storeDir),
      nssProfile: wholePath('--nss-profile', settings.nssProfile),
      defaultDir: join(folders.data, 'store'),
      pendingDir: join(folders.data, 'pending-keys'),
      resume,
      platform: process.platform,
      env,
      home,
      sandbox: settings.sandbox,
      onChoice: (choice) => {
        tell(options, choice);
        if (chosen.size === 1) tellOfConfined(options, choice);
      },
      onKeyLeft: (thumbprint) => ui.warn(ui.text('store.key-left', { thumbprint })),
      onLeftOut,
      interruption: { signal, insistence, onFinishing: () => ui.say(ui.text('store.finishing')) },
      confirmAccount: (account) => confirmAccount(options, account),
    }).then((opened) => namingStore(opened, () => options.knownBanks()));
    chosen.set(resume, store);
    return store;
  };
}

function wholePath(option: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : absolutePath(option, path);
}

function tell({ ui, describe }: StoreOptions, { kind, identity, passedOver }: ChosenStore): void {
  for (const each of passedOver) {
    ui.detail(ui.text('store.passed-over', { store: each.kind, reason: describe(each.reason) }));
  }
  ui.detail(ui.text('store.chosen', { store: identity ?? kind }), {
    event: 'store',
    store: kind,
    place: identity,
    passedOver: passedOver.map((each) => ({ store: each.kind, name: each.reason.errorName })),
  });
}

/** A certificate in the database that most browsers share is none for those that are confined. */
function tellOfConfined({ ui, home, settings }: StoreOptions, { kind }: ChosenStore): void {
  if (kind !== 'nss' || settings.nssProfile !== undefined) return;
  for (const { name, database } of confinedBrowsers(home)) {
    ui.warn(ui.text('store.confined', { browser: name, database }));
  }
}

/** Names both accounts; on a terminal asks. */
async function confirmAccount(
  { ui, settings, describe }: StoreOptions,
  { name, desktop }: Required<StoreAccount>,
): Promise<boolean> {
  const isAsked = !settings.yes && ui.interactive;
  if (!settings.yes && !isAsked) return false;
  const other = new CertToolError('other-account', { params: { account: name, desktop } });
  // To whom is asked nothing it is a warning.
  if (!settings.yes) ui.say(describe(other));
  else ui.warn({ code: other.entry.code, name: other.errorName, message: describe(other) });
  return settings.yes || ui.prompts.confirm(ui.text('store.ask-account', { account: name }));
}
