import { constants, existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Examination, Examined } from '../../commands/deps.ts';
import { BROWSER_NAMES } from '../../core/browser-names.ts';
import { OLDEST_NODE } from '../../core/oldest-node.ts';
import type { BrowserName } from '../../core/ports/desktop.ts';
import { choosingPolicies, unreadablePolicies } from '../../desktop/choosing-policies.ts';
import type { FolderFacts, PolicyFacts, Probes, RememberedRefusal } from '../../doctor/probes.ts';
import { checkDataFolder, MINOR_FOLDERS, OWN_FOLDERS } from '../../system/data-folder.ts';
import { withFileErrors } from '../../system/file-error.ts';
import { damagedKeptFiles } from '../../system/kept-files.ts';
import { logFolderFault } from '../../system/log-folder.ts';
import { checkOwnerOnlyFolder } from '../../system/owner-only.ts';
import { checkUse, lookForRoom } from '../../system/room.ts';
import { confinedBrowsers } from '../../winstore/nss/place.ts';
import { type Base, homeOf } from '../base.ts';
import { logFolderIn } from '../open-log.ts';
import { saidOf } from './at-bank.ts';
import { configFacts } from './config.ts';
import { networkProbes, unlessCancelled } from './network.ts';
import { once } from './once.ts';
import { storeProbes } from './store.ts';

/** All that `doctor` looks at. Nothing here writes to what cert-tool keeps, asks a person or logs in. */
export function examinationOf(base: Base, parts: Examined, loginId: string | undefined): Examination {
  const { settings, env } = base;
  const store = storeProbes(base, parts);
  const network = networkProbes(base, async () =>
    (await parts.knownBanks()).flatMap(({ chains }) => chains.flat()),
  );
  const { identity, close, ...ofStore } = store;
  const { openBank, ...ofNetwork } = network;
  return {
    probes: {
      loginId,
      now: parts.now,
      runtime: () => ({ node: process.versions.node, oldest: OLDEST_NODE, version: parts.client.version }),
      ...{ config: async () => configFacts(base), ...ofNetwork, ...ofStore, ...folderProbes(base, parts) },
      async whyNotLasting() {
        const { kind } = await store.store();
        return parts.desktop.whyNotLasting({ kind, identity: await identity() });
      },
      atBank: once(async () => {
        // Why there is no way to the bank, other checks tell.
        const answer = await network.answer().catch(unlessCancelled);
        if (answer?.status?.status !== 'ok') return undefined;
        const { found } = await store.inventory();
        const certificates = found.map(({ certificate }) => certificate);
        return saidOf(certificates, { ...parts, openBank, signal: base.signal });
      }),
      refusals: (loginIds) => refusalsOf(parts, loginIds),
      browsers: () => parts.desktop.openBrowsers(),
      policies: () => policyFacts(base, network),
      async elsewhere() {
        const { kind } = await store.store();
        if (kind !== 'nss' || settings.nssProfile !== undefined) return [];
        return confinedBrowsers(homeOf(env)).map(({ name, database }) => ({
          browser: name,
          place: database,
        }));
      },
    },
    close,
  };
}

const ENTER = constants.R_OK | constants.X_OK;

function folderProbes({ folders }: Base, { ownData }: Examined) {
  const { data } = folders;
  const own = [...OWN_FOLDERS, ...MINOR_FOLDERS].map((name) => join(data, name));
  const isThere = (folder: string) => lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  const roomIn = (folder: string) => withFileErrors({ folder }, async () => lookForRoom(folder));
  return {
    dataFolder: once(async () => {
      // Of one that may not even be entered whose it is says most.
      if (existsSync(data)) await withFileErrors({ folder: data }, async () => checkUse(data, ENTER));
      await checkDataFolder(data);
      for (const folder of own.filter(isThere)) await checkOwnerOnlyFolder(folder);
    }),
    dataFolderWritable: once(async (): Promise<FolderFacts> => {
      const room = await roomIn(data);
      for (const folder of own.filter(isThere)) await roomIn(folder);
      return room;
    }),
    damagedFiles: async () => damagedKeptFiles(data),
    logFolder: () => logFolderFault(logFolderIn(folders)),
    atWork: async () => (await ownData.atWork()) === 'command',
  };
}

const SECRETS = {
  password: { ja: 'ログインパスワード', en: 'login password' },
  confirmation: { ja: '確認用パスワード', en: 'confirmation password' },
} as const;

/** At the bank that is set; without one, or before it was asked, at all that are known. */
async function refusalsOf(
  { refusals, knownBanks, knownIdentity }: Examined,
  loginIds: readonly string[],
): Promise<RememberedRefusal[]> {
  const set = await knownIdentity();
  const found: RememberedRefusal[] = [];
  for (const { bankId } of set ? [set] : await knownBanks()) {
    for (const loginId of loginIds) {
      const read = await refusals.read({ bankId, loginId });
      for (const kind of ['password', 'confirmation'] as const) {
        const { attemptsLeft } = read[kind] ?? {};
        if (!read[kind]) continue;
        found.push({ loginId, secret: SECRETS[kind], ...(attemptsLeft !== undefined && { attemptsLeft }) });
      }
    }
  }
  return found;
}

async function policyFacts(
  { settings, env }: Base,
  { answer }: Pick<Probes, 'answer'>,
): Promise<PolicyFacts> {
  const place = { platform: process.platform, env };
  const [policies, unreadable] = await Promise.all([choosingPolicies(place), unreadablePolicies(place)]);
  const told = settings.loginPage ?? (await answer().catch(() => undefined))?.status?.loginPage;
  return {
    loginPage: told,
    policies: policies.map(named),
    unreadable: unreadable.map(named),
  };
}

function named<T extends { readonly browser: BrowserName }>({ browser, ...others }: T) {
  return { browser: BROWSER_NAMES[browser], ...others };
}
