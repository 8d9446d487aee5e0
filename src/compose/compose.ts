import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { hostLabel } from '../config/company.ts';
import { overridden, unlockedOptions } from '../config/locked.ts';
import type { Settings } from '../config/settings.ts';
import { CertToolError, errorJson, messageOf, remedyOf } from '../core/error.ts';
import { PRACTICE_BANK } from '../core/logged-runs.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import { createJournal } from '../enrollment/journal.ts';
import { createLoginIdMemory } from '../enrollment/login-ids.ts';
import { createRefusalMemory } from '../enrollment/refusals.ts';
import { createRenewalMemory } from '../enrollment/renewal-memory.ts';
import { createRetirementRecord } from '../enrollment/retirement.ts';
import { monotonicMs, wait } from '../system/clock.ts';
import { checkDataFolder } from '../system/data-folder.ts';
import { keepSmall } from '../system/little-memory.ts';
import { logTail } from '../system/log-folder.ts';
import { ownData } from '../system/own-data.ts';
import { type AppFolders, appFolders, HOME_VARIABLE } from '../system/paths.ts';
import { ownerLives } from '../system/process-identity.ts';
import { syncedFolder } from '../system/synced-folder.ts';
import { homeFolder } from '../system/usual-folders.ts';
import { createUi } from '../ui/create.ts';
import { printable } from '../ui/printable.ts';
import { createRedactor } from '../ui/redaction.ts';
import { bankOf } from './bank.ts';
import { type Base, type ComposeOptions, homeOf, type LayersRead } from './base.ts';
import { checkExtraCaFile } from './ca-files.ts';
import { configOf } from './config.ts';
import { readLayers } from './config-files.ts';
import { desktop } from './desktop.ts';
import { bankChosen, hintsOf } from './hints.ts';
import { inputOf } from './input.ts';
import { beginLog, isUnwanted, logFolderIn, openLog, tellOfFailure } from './open-log.ts';
import type { Proxies } from './proxy.ts';
import { remindersOf } from './reminders.ts';
import type { OwnRunLog } from './run-log.ts';
import { storeOpener } from './store.ts';
import { systemProxyOf } from './system-proxy.ts';
import { lockOf } from './user-lock.ts';

/** Builds everything that a command works with, from what was typed and configured. */
export async function compose(options: ComposeOptions): Promise<Deps> {
  const { env } = options;
  const { folders, fault } = foldersOf(options);
  if (!options.examines) {
    checkExtraCaFile(env);
    await checkDataFolder(folders.data);
  }
  const redactor = createRedactor();
  const log = openLog(options, folders, redactor);
  const read = await readLayers(options, folders).catch((error: unknown) => {
    // Whether it is to be kept is not known then, but by who said so now.
    if (isUnwanted(options)) log.keepNothing();
    throw error;
  });
  const { layers, settings } = read;
  const given = unlockedOptions(options.given, layers.machine);
  const config = begun(log, options, fault ? { ...read, faults: [fault, ...read.faults] } : read);
  const hints = hintsOf({ ...options, given }, settings);
  const ui = await createUi({
    language: settings.language,
    json: settings.json,
    input: settings.input,
    plain: settings.plain,
    verbosity: settings.verbosity,
    color: settings.color,
    signal: options.signal,
    hints,
    redactor,
    log: log.line,
    ...(options.stamp && { stamp: options.stamp }),
  });
  tellOfFailure(log, ui, settings, hints);
  // Who looks for what is wrong shows it as all else.
  if (!options.examines) warnOf(config, ui);
  const proxies = proxiesOf(options, settings, ui, join(folders.data, 'refused'));
  return depsOf({ ...options, given, folders, settings, config, ui, hints, proxies, log });
}

interface FoldersFound {
  readonly folders: AppFolders;
  readonly fault?: CertToolError;
}

/** Who looks for what is wrong goes on with the usual folders. @throws CertToolError `unusable-path`, unless that is tolerated */
function foldersOf({ env, examines }: ComposeOptions): FoldersFound {
  const { platform } = process;
  try {
    return { folders: appFolders(platform, env, homeFolder()) };
  } catch (error) {
    if (!examines || !(error instanceof CertToolError)) throw error;
    const { [HOME_VARIABLE]: _, ...usual } = env;
    return { folders: appFolders(platform, usual, homeFolder()), fault: error };
  }
}

/** Begins the log. @throws CertToolError `unwritable-log`, unless that is tolerated */
function begun(log: OwnRunLog, { examines }: ComposeOptions, config: LayersRead): LayersRead {
  const { settings } = config;
  try {
    beginLog(log, settings);
    return config;
  } catch (error) {
    if (!examines || !(error instanceof CertToolError)) throw error;
    const { logFile: _, ...others } = settings;
    beginLog(log, others);
    return { ...config, faults: [...config.faults, error] };
  }
}

/** What is configured, and has no effect. */
function warnOf({ layers, places, found }: LayersRead, ui: Deps['ui']): void {
  for (const { path, whyUnused } of found) {
    if (whyUnused) ui.warn(ui.text('config.untrusted', { file: path, detail: whyUnused }));
  }
  for (const { place, setting } of overridden(layers)) {
    ui.warn(ui.text('config.overridden', { place, setting, file: places.machine }));
  }
  if (layers.user.locked) {
    ui.warn(ui.text('config.own-locked', { file: places.user, machine: places.machine }));
  }
}

/** Made when a bank is first asked for: what `--version` and `list` need not load. */
function proxiesOf(
  { given, env, signal }: Pick<ComposeOptions, 'given' | 'env' | 'signal'>,
  { proxy }: Settings,
  ui: Base['ui'],
  refusedDir: string,
): Base['proxies'] {
  let ofRun: Promise<Proxies> | undefined;
  const isLastTry = 'lastTry' in given && given.lastTry === true;
  const ofSystem = systemProxyOf(env, signal);
  return () => {
    ofRun ??= import('./proxy.ts').then(({ createProxies }) =>
      createProxies({ proxy, env, ofSystem, ui, refusedDir, isLastTry }),
    );
    return ofRun;
  };
}

function depsOf(base: Base): Deps {
  const { settings, folders, ui, env, signal, insistence, hints } = base;
  const describe = (error: CertToolError) => printable(messageOf(error, settings.language, hints));
  const lock = lockOf(base);
  const banks = bankOf(base);
  return {
    settings,
    ui,
    env,
    declared: base.declared ?? (async () => ({ commands: [], groups: {}, topics: {} })),
    signal,
    insistence,
    newId: () => randomUUID(),
    device: () => settings.deviceLabel ?? hostLabel(),
    describe,
    remedy: (error) => printable(remedyOf(error, settings.language, hints)),
    errorJson: (error) => errorJson(error, settings.language, hints),
    hints,
    ...storesOf(base, describe, banks),
    config: configOf(base),
    platform: process.platform,
    desktop: desktop({
      ...{ platform: process.platform, env, home: homeOf(env), signal },
      browsersDir: join(folders.data, 'browsers'),
    }),
    ...remindersOf(base),
    ...memoriesOf(base, lock),
    elapsed: monotonicMs,
    keepSmall: () => keepSmall(),
    wait: (ms, until) => wait(ms, until ? AbortSignal.any([signal, until]) : signal),
    lock,
    ...banks,
    ...inputOf(base),
    ...insightOf(base),
    withBank(choice) {
      const chosen = bankChosen(base, choice);
      base.log.about({ bank: chosen.settings.sandbox ? PRACTICE_BANK : chosen.settings.bank });
      return depsOf(chosen);
    },
  };
}

/** The run's store, and the file store that cert-tool has of its own. */
function storesOf(
  base: Base,
  describe: (error: CertToolError) => string,
  { knownBanks }: Pick<Deps, 'knownBanks'>,
): Pick<Deps, 'store' | 'ownData'> {
  const { settings, folders, ui, env, signal, insistence } = base;
  const { storeDir: _, ...withoutDir } = settings;
  // What cannot be read is told where banks are asked about.
  const known = { describe, knownBanks: () => knownBanks().catch(() => []) };
  const options = { settings, folders, ui, env, home: homeOf(env), ...known, signal, insistence };
  return {
    store: storeOpener(options),
    ownData: {
      ...ownData({ folders, logFile: settings.logFile, endLog: base.log.close }),
      store: storeOpener({ ...options, settings: { ...withoutDir, store: 'file' } }),
    },
  };
}

/** For finding out what went wrong. */
function insightOf(base: Base): Pick<Deps, 'runLog' | 'runLogs' | 'examination'> {
  const lines = () => logTail(logFolderIn(base.folders));
  return {
    runLog: base.log,
    runLogs: { lines, isAtWork: (process) => ownerLives('', process) },
    async examination(of, loginId) {
      const { examinationOf } = await import('./examination/probes.ts');
      return examinationOf(base, of, loginId);
    },
  };
}

type Memories = Pick<
  Deps,
  'journal' | 'refusals' | 'retirement' | 'loginIds' | 'renewals' | 'codesFolder' | 'reminderFolder'
>;

/** What is kept from run to run. */
function memoriesOf({ folders, ui }: Base, lock: Deps['lock']): Memories {
  const kept = <T>(name: string, make: (folder: SyncedFolder, place: string) => T): T => {
    const place = join(folders.data, name);
    return make(syncedFolder(place), place);
  };
  return {
    journal: kept('journal', createJournal),
    refusals: kept('refused', createRefusalMemory),
    retirement: kept('retirement', createRetirementRecord),
    loginIds: kept('login-ids', (folder, place) =>
      createLoginIdMemory(folder, place, (bankId) => lock('login-ids', bankId)),
    ),
    renewals: kept('renewal', (folder, place) =>
      createRenewalMemory(folder, place, (what) => ui.detail(what)),
    ),
    codesFolder: kept('codes', (folder) => folder),
    reminderFolder: kept('remind', (folder) => folder),
  };
}
