import { conflict } from '../core/conflict.ts';
import { CertToolError } from '../core/error.ts';
import { longNameOf } from '../core/option.ts';
import { DEFAULT_TIMEOUT_SECONDS, type SharedOptions } from '../core/shared-options.ts';
import { STORE_CHOICES, type StoreChoice } from '../core/store-kinds.ts';
import type { Language } from '../core/text.ts';
import { banksOf, type ConfiguredBank, namedBanks } from './banks.ts';
import { type ChosenBank, isTyped, practiceBankOf, resolveBank } from './chosen-bank.ts';
import { colorOf } from './color.ts';
import { type AfterInstallation, afterInstallation } from './company.ts';
import {
  type ConfigLayers,
  declarationOf,
  definedOnly,
  isLocked,
  isOn,
  pathFrom,
  pick,
  read,
} from './layers.ts';
import { unlockedOptions } from './locked.ts';
import { type ConfiguredProxy, configuredProxy } from './proxy.ts';
import { type Removal, removalOf } from './removal.ts';
import { readChoice, readTimeout } from './schema.ts';

/** What holds for this run. */
export interface Settings extends ChosenBank {
  readonly afterInstallation?: AfterInstallation;
  /** Every bank that is configured, the chosen one first; none where one was typed, or with the practice bank. */
  readonly banks: readonly ConfiguredBank[];
  /** Every bank that the config file names, whichever the run's is; none with the practice bank. */
  readonly profiles: readonly ConfiguredBank[];
  readonly sandbox: boolean;
  readonly store: StoreChoice;
  readonly storeDir?: string;
  readonly nssProfile?: string;
  readonly json: boolean;
  readonly input: boolean;
  readonly yes: boolean;
  readonly plain: boolean;
  readonly language: Language;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly logFile?: string;
  /** Whether the run is logged on this PC. */
  readonly log: boolean;
  /** The proxy that was named here; without it environment and system may name one. */
  readonly proxy?: ConfiguredProxy;
  readonly timeoutMs: number;
  readonly color: boolean | undefined;
  readonly removal: Removal;
  /** Whether login IDs that were used are remembered on this PC. */
  readonly remember: boolean;
  /** Whether results go to the system's event log, too. */
  readonly eventLog: boolean;
}

/**
 * Option, environment, the user's config, the machine's config, default: the first that is set wins, except that a
 * setting which the machine's config locks is the machine's.
 * Throws exit-code-2 errors that name the place of a value that cannot be used.
 */
export function resolveSettings(given: ConfigLayers, fallbackLanguage: Language): Settings {
  const layers = { ...given, options: unlockedOptions(given.options, given.machine) };
  const { options, env } = layers;
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') throw new CertToolError('tls-verification-disabled');
  if (options.quiet && options.verbose) throw conflict('--quiet', '--verbose');
  const sandbox = options.sandbox === true || isOn(layers, 'sandbox');
  const { variable: sandboxVariable = '' } = declarationOf('sandbox');
  const sandboxPlace = options.sandbox ? longNameOf(declarationOf('sandbox')) : sandboxVariable;
  if (sandbox && options.bank !== undefined) throw conflict(sandboxPlace, '--bank');
  if (sandbox && options.profile !== undefined) throw conflict(sandboxPlace, '--profile');

  const picked = {
    store: read(pick(layers, 'store'), (text) => readChoice(text, STORE_CHOICES)) ?? usualStore(options),
    storeDir: pathFrom(pick(layers, 'storeDir')),
    nssProfile: pathFrom(pick(layers, 'nssProfile')),
    lang: read(pick(layers, 'lang'), (text) => readChoice(text, ['ja', 'en'] as const)),
    timeout: read(pick(layers, 'timeout'), readTimeout) ?? DEFAULT_TIMEOUT_SECONDS,
    logFile: pathFrom(pick(layers, 'logFile')),
  };
  checkPlaces(options, picked.store);
  const bank = sandbox ? practiceBankOf(layers) : resolveBank(layers);
  const { storeDir, nssProfile, logFile } = picked;
  return {
    ...definedOnly({
      ...bank,
      ...{ storeDir, nssProfile, logFile, proxy: configuredProxy(layers) },
      afterInstallation: afterInstallation(layers),
    }),
    banks: sandbox || isTyped(layers) ? [] : banksOf(layers, bank),
    profiles: sandbox ? [] : namedBanks(layers),
    sandbox,
    store: picked.store,
    json: options.json === true,
    input: options.input !== false && !isOn(layers, 'input'),
    yes: options.yes === true,
    plain: options.plain === true || isOn(layers, 'plain') || isDumb(env),
    language: picked.lang ?? fallbackLanguage,
    verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    timeoutMs: picked.timeout * 1000,
    color: colorOf(options, env),
    removal: removalOf(layers),
    remember: fromFiles(layers, 'remember') ?? true,
    ...{ eventLog: typedEventLog(options) || fromFiles(layers, 'eventLog') === true, log: isLogged(layers) },
  };
}

function isLogged(layers: ConfigLayers): boolean {
  return pick(layers, 'log')?.value !== 'false';
}

/** A place says which store it is of. @throws CertToolError `conflicting-options` */
function checkPlaces({ storeDir, nssProfile }: ConfigLayers['options'], store: StoreChoice): void {
  if (storeDir !== undefined && store !== 'file' && store !== 'auto') {
    throw conflict('--store-dir', `--store ${store}`);
  }
  if (nssProfile !== undefined && store !== 'nss') throw conflict('--nss-profile', `--store ${store}`);
}

/** What no option of every command sets. */
function fromFiles(layers: ConfigLayers, name: 'remember' | 'eventLog'): boolean | undefined {
  const { user, machine } = layers;
  return (isLocked(layers, name) ? undefined : user[name]) ?? machine[name];
}

/** An option of those commands alone that have results to tell. */
function typedEventLog(options: SharedOptions): boolean {
  return 'eventLog' in options && options.eventLog === true;
}

/** Who names a profile of NSS's means the store that is for it. */
function usualStore({ nssProfile }: SharedOptions): StoreChoice {
  return nssProfile === undefined ? 'auto' : 'nss';
}

/** A terminal that can do nothing but write on; unless it is said otherwise. */
function isDumb(env: NodeJS.ProcessEnv): boolean {
  return env['TERM'] === 'dumb' && !env[declarationOf('plain').variable ?? ''];
}
