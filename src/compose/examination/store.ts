import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps, ExaminedEntry } from '../../commands/deps.ts';
import type { BankIdentity } from '../../core/bank-identity.ts';
import { CertToolError } from '../../core/error.ts';
import type { CertificateStore, KeyFacts } from '../../core/ports/store.ts';
import type { Authority, Inventory, JournalFacts, Probes, StoreFacts } from '../../doctor/probes.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { readCertificate } from '../../pki/certificate.ts';
import { withFileErrors } from '../../system/file-error.ts';
import { removeAny, unfinishedPath } from '../../system/files.ts';
import { checkOwnerOnlyFolder } from '../../system/owner-only.ts';
import { absolutePath } from '../../system/paths.ts';
import { lookForRoom } from '../../system/room.ts';
import { selectStore } from '../../winstore/select.ts';
import { type Base, homeOf } from '../base.ts';
import { journalFacts } from './journal.ts';
import { once } from './once.ts';

type StoreProbes = Pick<Probes, 'store' | 'storeWritable' | 'inventory' | 'keys'> & {
  journal(): Promise<Omit<JournalFacts, 'entries'> & { readonly entries: readonly ExaminedEntry[] }>;
};

/** What is kept from run to run. */
export interface Memories
  extends Pick<Deps, 'journal' | 'renewals' | 'knownBanks' | 'knownIdentity' | 'now'> {}

interface Opened extends StoreFacts {
  readonly store: CertificateStore;
}

export interface StoreLook extends StoreProbes {
  /** As `StoreProbe` has it. */
  identity(): Promise<string>;
  close(): Promise<void>;
}

/** The certificate store of the run, which nothing is written to. */
export function storeProbes(base: Base, memories: Memories): StoreLook {
  // Opening a store makes the folder of its pending keys: here one that goes again, and that passes for garbage after a kill.
  const { data } = base.folders;
  const trialDir = unfinishedPath(join(data, 'doctor'));
  const isDataThere = existsSync(data);
  const opened = once(() => openStore(base, trialDir));
  const folder = folderOfFiles(base);
  const identity = async () => {
    const { store, kind } = await opened();
    return kind === 'file' ? `file:${folder}` : (await store.probe()).identity;
  };
  return {
    async store() {
      const { kind, passedOver } = await opened();
      return { kind, passedOver };
    },
    async storeWritable() {
      // The others have tried it when they were opened.
      if ((await opened()).kind !== 'file') return;
      const single = () => withFileErrors({ store: folder }, async () => foldersOfCertificates(folder));
      for (const each of ['', 'certificates', 'pending']) await checkFolder(join(folder, each));
      for (const each of await single()) await checkFolder(each);
    },
    inventory: once(async () => inventoryOf((await opened()).store, memories)),
    keys: async (thumbprints) => keyFactsOf((await opened()).store, thumbprints),
    journal: once(async () => {
      const ids = await pendingIds(base, opened).catch(unlessCancelledOr(undefined));
      return journalFacts(memories.journal, ids, () => identity().catch(unlessCancelledOr(undefined)));
    }),
    identity,
    async close() {
      const store = await opened().then(
        ({ store }) => store,
        () => undefined,
      );
      if (store && 'close' in store && typeof store.close === 'function') await store.close();
      if (existsSync(trialDir)) await removeAny(trialDir);
      if (!isDataThere && existsSync(data) && readdirSync(data).length === 0) rmdirSync(data);
    },
  };
}

async function openStore(base: Base, trialDir: string): Promise<Opened> {
  const { settings, folders, env, signal, insistence } = base;
  let chosen: StoreFacts | undefined;
  const store = await selectStore({
    kind: settings.store,
    dir: pathOf('--store-dir', settings.storeDir),
    nssProfile: pathOf('--nss-profile', settings.nssProfile),
    defaultDir: join(folders.data, 'store'),
    pendingDir: trialDir,
    platform: process.platform,
    env,
    home: homeOf(env),
    sandbox: settings.sandbox,
    onChoice: ({ kind, passedOver }) => {
      chosen = { kind, passedOver };
    },
    onKeyLeft: () => {},
    onLeftOut: () => {},
    interruption: { signal, insistence, onFinishing: () => {} },
    confirmAccount: async () => false,
  });
  return { store, kind: store.kind, passedOver: chosen?.passedOver ?? [] };
}

function pathOf(option: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : absolutePath(option, path);
}

function folderOfFiles({ settings, folders }: Base): string {
  return pathOf('--store-dir', settings.storeDir) ?? join(folders.data, 'store');
}

async function checkFolder(folder: string): Promise<void> {
  await withFileErrors({ store: folder }, async () => {
    if (existsSync(folder)) await checkOwnerOnlyFolder(folder);
    lookForRoom(folder);
  });
}

/** What a run with sudo has left there nobody else can read. */
function foldersOfCertificates(store: string): string[] {
  const folder = join(store, 'certificates');
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((each) => each.isDirectory()).map(({ name }) => join(folder, name));
}

async function inventoryOf(store: CertificateStore, memories: Memories): Promise<Inventory> {
  const { journal, renewals, knownBanks, knownIdentity } = memories;
  const certificates = await store.list();
  const [banks, set, kept] = await Promise.all([knownBanks(), knownIdentity(), renewals.all()]);
  // What is wrong with the journal is told by itself.
  const here = await unfinishedHere(journal, certificates, banks).catch(
    unlessCancelledOr({ unfinished: [] }),
  );
  const now = memories.now();
  const found = await tryKeys(store, certificates, { banks, now, untilOneWorks: false });
  const shown = certificates.filter(({ archived }) => !archived);
  const damaged = [
    ...((await store.damaged?.(certificates)) ?? []),
    ...((await store.damagedChains?.(shown)) ?? []),
  ];
  return { found, banks, set, kept, unfinished: here.unfinished, damaged, authorities: authoritiesOf(banks) };
}

/** By the key identifier of each CA that issues; its end is that of the first in its chain. */
function authoritiesOf(banks: readonly BankIdentity[]): Map<string, Authority> {
  const found = new Map<string, Authority>();
  for (const { chain, chains } of banks) {
    for (const each of chains) {
      const certificates = each.map((pem) => readCertificate(pem));
      const keyId = certificates[0]?.subjectKeyId;
      const notAfter = new Date(
        Math.min(...certificates.map((certificate) => certificate.notAfter.getTime())),
      );
      if (keyId !== undefined) found.set(keyId, { notAfter, isPresent: each.join() === chain.join() });
    }
  }
  return found;
}

/** Their names are enough: nothing is opened. */
async function pendingIds({ folders }: Base, opened: () => Promise<Opened>): Promise<readonly string[]> {
  const { store, kind } = await opened();
  if (kind === 'file') return (await store.pending()).map(({ id }) => id);
  const folder = join(folders.data, 'pending-keys', kind);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((each) => each.isDirectory() && !each.name.startsWith('.')).map(({ name }) => name);
}

async function keyFactsOf(
  store: CertificateStore,
  thumbprints: readonly string[],
): Promise<ReadonlyMap<string, KeyFacts>> {
  const facts = new Map<string, KeyFacts>();
  for (const thumbprint of thumbprints) {
    const known = await store.keyFacts?.(thumbprint);
    if (known) facts.set(thumbprint, known);
  }
  return facts;
}

function unlessCancelledOr<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof CertToolError) || error.isCancellation) throw error;
    return otherwise;
  };
}
