import { createHash, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { keepBank, readConfigFile } from '../config/file.ts';
import { readBankUrl } from '../config/schema.ts';
import { resolveSettings, type Settings } from '../config/settings.ts';
import { joinedIdentity } from '../core/bank-identity.ts';
import { CertToolError, errorJson, messageOf, remedyOf } from '../core/error.ts';
import type { Bank } from '../core/ports/bank.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import { fill, type Language } from '../core/text.ts';
import { createJournal } from '../enrollment/journal.ts';
import { createRefusalMemory } from '../enrollment/refusals.ts';
import { readClockOffset, readIdentity } from '../sandbox/place/identity.ts';
import { systemClock } from '../system/clock.ts';
import { checkDataFolder } from '../system/data-folder.ts';
import { readStdin, readStdinLine, readTextFile } from '../system/input.ts';
import { acquireLock } from '../system/lock.ts';
import { openLogFile } from '../system/log-file.ts';
import { type AppFolders, appFolders } from '../system/paths.ts';
import { syncedFolder } from '../system/synced-folder.ts';
import { createUi } from '../ui/create.ts';
import { printable } from '../ui/printable.ts';
import { knownBanks as banksKept } from './banks.ts';
import { knownClock, NO_CLOCK } from './clock.ts';
import { practiceBankPort } from './practice-bank.ts';
import { storeOpener } from './store.ts';

export interface ComposeOptions {
  readonly given: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Builds everything that a command works with, from what was typed and configured. */
export async function compose(options: ComposeOptions): Promise<Deps> {
  const { env } = options;
  const folders = appFolders(process.platform, env, homedir());
  await checkDataFolder(folders.data);
  const [user, machine] = await Promise.all([
    readConfigFile(configFileIn(folders.config)),
    readConfigFile(configFileIn(folders.machineConfig)),
  ]);
  const settings = resolveSettings({ options: options.given, env, user, machine }, options.language);
  const log = settings.logFile === undefined ? undefined : openLogFile(settings.logFile, systemClock);
  const ui = await createUi({
    language: settings.language,
    json: settings.json,
    input: settings.input,
    verbosity: settings.verbosity,
    color: settings.color,
    signal: options.signal,
    ...(log ? { log: (level: string, message: string) => log({ level, message }) } : {}),
  });
  return depsOf({ ...options, folders, settings, ui });
}

interface Base extends ComposeOptions {
  readonly folders: AppFolders;
  readonly settings: Settings;
  readonly ui: Deps['ui'];
}

function depsOf(base: Base): Deps {
  const { settings, folders, ui, env, signal } = base;
  const bankOption = bankOptionOf(base);
  const [journalDir, refusedDir] = [join(folders.data, 'journal'), join(folders.data, 'refused')];
  const describe = (error: CertToolError) => printable(messageOf(error, settings.language));
  return {
    settings,
    folders,
    ui,
    env,
    signal,
    newId: () => randomUUID(),
    describe,
    remedy: (error) => printable(remedyOf(error, settings.language, bankOption)),
    errorJson: (error) => errorJson(error, settings.language, bankOption),
    bankOption,
    store: storeOpener({ settings, folders, ui, env, home: homeOf(env), describe }),
    platform: process.platform,
    async installBrowserPolicy(browser, entries) {
      const { installBrowserPolicy } = await import('../desktop/browser-policy.ts');
      return installBrowserPolicy(browser, entries, { platform: process.platform, env });
    },
    async removeBrowserPolicy(browser, entries) {
      const { removeBrowserPolicy } = await import('../desktop/browser-policy.ts');
      return removeBrowserPolicy(browser, entries, { platform: process.platform, env });
    },
    async installFirefoxPolicy() {
      const { installFirefoxPolicy } = await import('../desktop/firefox-policy.ts');
      return installFirefoxPolicy({ platform: process.platform, env });
    },
    async removeFirefoxPolicy() {
      const { removeFirefoxPolicy } = await import('../desktop/firefox-policy.ts');
      return removeFirefoxPolicy({ platform: process.platform, env });
    },
    async openBrowsers() {
      const { openBrowsers } = await import('../desktop/browsers.ts');
      return openBrowsers({ platform: process.platform, env, home: homeOf(env), signal });
    },
    journal: createJournal(syncedFolder(journalDir), journalDir),
    refusals: createRefusalMemory(syncedFolder(refusedDir), refusedDir),
    lock: (bankId, loginId) =>
      acquireLock(join(folders.data, 'locks', hash(`${bankId}\0${loginId}`)), {
        waitMs: settings.timeoutMs,
        signal,
        busy: () => new CertToolError('busy', { params: { loginId } }),
      }),
    ...bankOf(base),
    ...inputOf(base),
    withBank: (choice) => depsOf({ ...base, settings: { ...settings, ...choice } }),
  };
}

/** What was not typed but configured holds for the next command too. */
function bankOptionOf({ given, settings }: Base): string {
  if (settings.sandbox) return ' --sandbox';
  if (given.profile !== undefined) return ` --profile ${given.profile}`;
  return given.bank === undefined ? '' : ` --bank ${given.bank}`;
}

type BankDeps = Pick<
  Deps,
  'now' | 'clock' | 'practiceBank' | 'openBank' | 'knownIdentity' | 'keepIdentity' | 'knownBanks'
>;

/** The bank of this run, and what is known of it without asking it. */
function bankOf(base: Base): BankDeps {
  const { settings, folders, ui } = base;
  const sandboxDir = join(folders.data, 'sandbox');
  const banksDir = join(folders.data, 'banks');
  const banks = banksKept(syncedFolder(banksDir), banksDir, hash);
  const knownBanks = async () => [readIdentity(sandboxDir) ?? [], await banks.all()].flat();
  const practiceBank = practiceBankPort(sandboxDir, (line) => ui.detail(line));
  if (settings.sandbox) {
    return {
      now: () => new Date(systemClock().getTime() + readClockOffset(sandboxDir)),
      clock: NO_CLOCK,
      practiceBank,
      openBank: () => practiceBank.connect(connection(base)),
      knownIdentity: async () => readIdentity(sandboxDir),
      keepIdentity: async (identity) => joinedIdentity(readIdentity(sandboxDir), identity),
      knownBanks,
    };
  }
  const address = settings.bank ?? '';
  const clock = knownClock(syncedFolder(join(folders.data, 'clock')), systemClock);
  return {
    now: systemClock,
    clock,
    practiceBank,
    openBank: async () => clock.watched(await openBank(base)),
    knownIdentity: () => banks.at(address),
    keepIdentity: (identity) => banks.keep(address, identity),
    knownBanks,
  };
}

type InputDeps = Pick<
  Deps,
  'readStdin' | 'readStdinLine' | 'readPrivateFile' | 'runOtpCommand' | 'checkBankUrl' | 'keepBank'
>;

/** What people and their programs put in. */
function inputOf({ settings, folders, env, signal }: Base): InputDeps {
  return {
    readStdin: () => readStdin(),
    readStdinLine: () => readStdinLine(),
    readPrivateFile: readTextFile,
    async runOtpCommand(commandLine, loginId) {
      const { runOtpCommand } = await import('../system/otp-command.ts');
      return runOtpCommand(commandLine, { loginId, env, signal });
    },
    checkBankUrl: (url) => checkBankUrl(url, settings.language),
    async keepBank(url) {
      const file = configFileIn(folders.config);
      await keepBank(file, readBankUrl(url));
      return file;
    },
  };
}

/** What a connection to any bank takes from the settings. */
function connection({ settings, ui, signal }: Base) {
  return {
    timeoutMs: settings.timeoutMs,
    language: settings.language,
    signal,
    now: systemClock,
    log: (event: object) => ui.detail(JSON.stringify(event)),
  };
}

async function openBank(base: Base): Promise<Bank> {
  const { bank: baseUrl, caFile } = base.settings;
  if (baseUrl === undefined) throw new CertToolError('no-bank');
  const { createBank } = await import('../bank/client.ts');
  const ca = caFile === undefined ? undefined : { extra: [(await readTextFile(caFile)).text] };
  return createBank({ ...connection(base), baseUrl, ca });
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homedir();
}

function configFileIn(folder: string): string {
  return join(folder, 'config.json');
}

function checkBankUrl(url: string, language: Language): true | string {
  try {
    readBankUrl(url);
    return true;
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    const { message } = error.entry;
    return printable(fill(message[language], error.details.params, language));
  }
}

/** A file name for what may hold any character. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
