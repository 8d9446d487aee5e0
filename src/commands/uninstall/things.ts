import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { certificatesHere } from './certificates.ts';
import { refusedFor } from './refuse.ts';
import type { UninstallOptions } from './spec.ts';
import type { Found, Thing } from './thing.ts';

/**
 * All that cert-tool puts on a PC, in the order in which it goes: what needs the data folder before that, and the folders
 * themselves last.
 */
export function installedThings(deps: Deps, options: UninstallOptions): readonly Thing[] {
  const { ownData } = deps;
  return [
    { what: 'browser-policy', find: () => policies(deps) },
    { what: 'browser-folder', find: () => browserFolders(deps) },
    { what: 'reminder', find: () => reminder(deps) },
    { what: 'shortcut', find: () => shortcut(deps) },
    { what: 'certificates', find: () => certificatesHere(deps, options) },
    { what: 'practice-bank', find: async () => practiceBank(deps) },
    ...ownData.kinds.map((what) => ({
      what,
      find: async () => (what === 'pending-keys' ? pendingKeys(deps) : ownParts(deps, what)),
    })),
    { what: 'machine-config', find: async () => machineConfig(deps) },
    { what: 'program', find: async () => [program(deps)] },
  ];
}

async function reminder({ ui, scheduler, describe }: Deps): Promise<Found[]> {
  const own = await scheduler();
  const found = await own.find().catch((error: unknown) => {
    if (!(error instanceof CertToolError) || error.errorName !== 'not-set-up') throw error;
    // Where the scheduler cannot be asked the rest goes all the same.
    ui.warn(describe(error));
    return undefined;
  });
  const [place] = found?.places ?? [];
  if (place === undefined) return [];
  const what = 'reminder' as const;
  if (found?.isDeployed) {
    return [{ what, path: place, text: ui.text('uninstall.reminder-deployed', { place }) }];
  }
  const remove = async () => {
    await own.remove();
  };
  return [{ what, path: place, text: ui.text('uninstall.reminder', { place }), remove }];
}

async function shortcut({ ui, startMenu }: Deps): Promise<Found[]> {
  const own = await startMenu();
  const path = await own.find();
  if (path === undefined) return [];
  const remove = async () => {
    await own.remove();
  };
  return [{ what: 'shortcut', path, text: ui.text('uninstall.shortcut', { path }), remove }];
}

async function policies({ ui, desktop }: Deps): Promise<Found[]> {
  return (await desktop.installedPolicies()).map(({ browser, place, entries }) => ({
    what: 'browser-policy' as const,
    path: place,
    text: ui.text('uninstall.browser-policy', { browser, place }),
    more: { browser },
    async remove() {
      if (browser === 'firefox') await desktop.removeFirefoxPolicy();
      else await desktop.removeBrowserPolicy(browser, entries);
    },
  }));
}

async function browserFolders({ ui, desktop }: Deps): Promise<Found[]> {
  return (await desktop.browserFolders()).map((each) => {
    const { folder, loginId } = each;
    return {
      what: 'browser-folder' as const,
      path: folder,
      text: ui.text('uninstall.browser-folder', { loginId: loginId ?? '-', folder }),
      more: loginId === undefined ? {} : { loginId },
      async remove() {
        // Its browser may have been opened or closed since.
        const isInUse = (await desktop.browserFolders()).some((now) => now.folder === folder && now.inUse);
        if (isInUse) throw refusedFor('browser');
        await desktop.removeBrowserFolder(each);
      },
    };
  });
}

function practiceBank({ ui, ownData, practiceBank: bank }: Deps): Found[] {
  const path = ownData.practiceBank();
  if (path === undefined) return [];
  const text = ui.text('uninstall.practice-bank', { path });
  const remove = async () => {
    await bank.reset(async () => undefined);
  };
  return [{ what: 'practice-bank', path, text, remove }];
}

async function ownParts({ ui, ownData }: Deps, what: Thing['what']): Promise<Found[]> {
  const parts = (await ownData.parts()).filter((each) => each.what === what);
  return parts.map((part) => ({
    ...part,
    text: ui.text(`uninstall.${part.what}`, { path: part.path }),
    remove: () => ownData.remove(part),
  }));
}

/** Keys that wait for a certificate without a request that is known: in the stores, which may have more of them than files. */
async function pendingKeys(deps: Deps): Promise<Found[]> {
  const { ui, ownData } = deps;
  const [folder] = await ownParts(deps, 'pending-keys');
  const stores = await storesHere(deps);
  const pending: { id: string; discard(): Promise<void> }[] = [];
  for (const store of stores) {
    for (const { id } of await store.pending()) pending.push({ id, discard: () => store.discard(id) });
  }
  if (pending.length === 0) return folder ? [folder] : [];
  const text = ui.text('uninstall.keys', { count: pending.length });
  const keys: Found = {
    what: 'pending-keys',
    text,
    more: { ids: pending.map(({ id }) => id) },
    async remove() {
      for (const each of pending) await each.discard();
      for (const part of await ownData.parts()) {
        if (part.what === 'pending-keys') await ownData.remove(part);
      }
    },
  };
  return [keys];
}

/** The store of this run, and that of files in the data folder. One that cannot be opened holds nothing that could go. */
async function storesHere(deps: Deps) {
  const usual = await deps.store().catch(() => undefined);
  const own = await deps.ownData.store();
  return usual && usual.kind !== 'file' ? [usual, own] : [own];
}

function machineConfig({ ui, ownData }: Deps): Found[] {
  const path = ownData.machineConfig();
  if (path === undefined) return [];
  return [{ what: 'machine-config', path, text: ui.text('uninstall.machine-config', { path }) }];
}

function program({ ui, ownData, hints }: Deps): Found {
  const { executable } = ownData;
  if (executable !== undefined) {
    return { what: 'program', path: executable, text: ui.text('uninstall.executable', { path: executable }) };
  }
  const how = hints.program.startsWith('npx') ? 'uninstall.npx' : 'uninstall.npm';
  return { what: 'program', text: ui.text(how) };
}
