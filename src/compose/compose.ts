import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { hostLabel } from '../config/company.ts';
import { overridden, unlockedOptions } from '../config/locked.ts';
import type { Settings } from '../config/settings.ts';
import { CertToolError, errorJson, messageOf, remedyOf } from '../core/error.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import { createJournal } from '../enrollment/journal.ts';
import { createLoginIdMemory } from '../enrollment/login-ids.ts';
import { createRefusalMemory } from '../enrollment/refusals.ts';
import { createRenewalMemory } from '../enrollment/renewal-memory.ts';
import { createRetirementRecord } from '../enrollment/retirement.ts';
import { monotonicMs, systemClock, wait } from '../system/clock.ts';
import { checkDataFolder } from '../system/data-folder.ts';
import { acquireLock } from '../system/lock.ts';
import { openLogFile } from '../system/log-file.ts';
import { ownData } from '../system/own-data.ts';
import { appFolders } from '../system/paths.ts';
import { syncedFolder } from '../system/synced-folder.ts';
import { createUi } from '../ui/create.ts';
import { printable } from '../ui/printable.ts';
import { bankOf } from './bank.ts';
import { type Base, type ComposeOptions, hash, homeOf, type LayersRead } from './base.ts';
import { checkExtraCaFile } from './ca-files.ts';
import { configOf } from './config.ts';
import { readLayers } from './config-files.ts';
import { desktop } from './desktop.ts';
import { bankChosen, hintsOf } from './hints.ts';
import { inputOf } from './input.ts';
import type { Proxies } from './proxy.ts';
import { storeOpener } from './store.ts';
import { systemProxyOf } from './system-proxy.ts';

/** Builds everything that a command works with, from what was typed and configured. */
export async function compose(options: ComposeOptions): Promise<Deps> {
  const { env } = options;
  const folders = appFolders(process.platform, env, homedir());
  if (!options.examines) {
    checkExtraCaFile(env);
    await checkDataFolder(folders.data);
  }
  const read = await readLayers(options, folders);
  const { layers, settings } = read;
  const given = unlockedOptions(options.given, layers.machine);
  const { log, config } = withLog(options, read);
  const hints = hintsOf({ ...options, given }, settings);
  let isLogging = true;
  const endLog = () => {
    isLogging = false;
  };
  const ui = await createUi({
    language: settings.language,
    json: settings.json,
    input: settings.input,
    plain: settings.plain,
    verbosity: settings.verbosity,
    color: settings.color,
    signal: options.signal,
    hints,
    ...(log ? { log: (level: string, message: string) => void (isLogging && log({ level, message })) } : {}),
  });
  // Who looks for what is wrong shows it as all else.
  if (!options.examines) warnOf(config, ui);
  const proxies = proxiesOf(options, settings, ui);
  return depsOf({ ...options, given, folders, settings, config, ui, hints, proxies, endLog });
}

/** The log of the run. @throws CertToolError `unwritable-log`, unless that is tolerated */
function withLog({ examines }: ComposeOptions, config: LayersRead) {
  const { logFile } = config.settings;
  try {
    return { config, log: logFile === undefined ? undefined : openLogFile(logFile, systemClock) };
  } catch (error) {
    if (!examines || !(error instanceof CertToolError)) throw error;
    return { config: { ...config, faults: [...config.faults, error] }, log: undefined };
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
  { env, signal }: Pick<ComposeOptions, 'env' | 'signal'>,
  { proxy }: Settings,
  ui: Base['ui'],
): Base['proxies'] {
  let ofRun: Promise<Proxies> | undefined;
  const ofSystem = systemProxyOf(env, signal);
  return () => {
    ofRun ??= import('./proxy.ts').then(({ createProxies }) => createProxies({ proxy, env, ofSystem, ui }));
    return ofRun;
  };
}

function depsOf(base: Base): Deps {
  const { settings, folders, ui, env, signal, insistence, hints } = base;
  const { storeDir: _, ...withoutDir } = settings;
  const describe = (error: CertToolError) => printable(messageOf(error, settings.language, hints));
  const lock = lockOf(base);
  const ofStore = { settings, folders, ui, env, home: homeOf(env), describe, signal, insistence };
  return {
    settings,
    ui,
    env,
    declared: base.declared ?? { commands: [], groups: {}, topics: {} },
    signal,
    insistence,
    newId: () => randomUUID(),
    device: () => settings.deviceLabel ?? hostLabel(),
    describe,
    remedy: (error) => printable(remedyOf(error, settings.language, hints)),
    errorJson: (error) => errorJson(error, settings.language, hints),
    hints,
    store: storeOpener(ofStore),
    ownData: {
      ...ownData({ folders, logFile: settings.logFile, endLog: base.endLog }),
      store: storeOpener({ ...ofStore, settings: { ...withoutDir, store: 'file' } }),
    },
    config: configOf(base),
    platform: process.platform,
    desktop: desktop({
      ...{ platform: process.platform, env, home: homeOf(env), signal },
      browsersDir: join(folders.data, 'browsers'),
    }),
    ...memoriesOf(base, lock),
    elapsed: monotonicMs,
    wait: (ms, until) => wait(ms, until ? AbortSignal.any([signal, until]) : signal),
    lock,
    ...bankOf(base),
    ...inputOf(base),
    async examination(of, loginId) {
      const { examinationOf } = await import('./examination/probes.ts');
      return examinationOf(base, of, loginId);
    },
    withBank: (choice) => depsOf(bankChosen(base, choice)),
  };
}

type Memories = Pick<Deps, 'journal' | 'refusals' | 'retirement' | 'loginIds' | 'renewals' | 'codesFolder'>;

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
  };
}

function lockOf({ folders, settings, signal }: Base): Deps['lock'] {
  return (bankId, loginId) =>
    acquireLock(join(folders.data, 'locks', hash(`${bankId}\0${loginId}`)), {
      waitMs: settings.timeoutMs,
      signal,
      busy: () => new CertToolError('busy', { params: { loginId } }),
    });
}
