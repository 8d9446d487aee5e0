import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Declared, Deps } from '../commands/deps.ts';
import type { ConfigLayers, ConfigPlaces } from '../config/layers.ts';
import type { Settings } from '../config/settings.ts';
import type { CertToolError } from '../core/error.ts';
import type { Hints } from '../core/hints.ts';
import type { Insistence } from '../core/insistence.ts';
import type { FoundConfigFile } from '../core/ports/config.ts';
import type { Invoked, Stamp, WholeRunLog } from '../core/ports/run-log.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import type { AppFolders } from '../system/paths.ts';
import { homeFolder } from '../system/usual-folders.ts';
import type { Proxies } from './proxy.ts';
import type { OwnRunLog } from './run-log.ts';

export interface ComposeOptions {
  readonly given: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly language: Language;
  readonly signal: AbortSignal;
  readonly insistence: Insistence;
  /** Of cert-tool; without it the bank is not told, and none is too old. */
  readonly version?: string;
  /** How a person starts this program again; `cert-tool` by default. */
  readonly program?: string;
  /** The file that was started. */
  readonly script?: string | undefined;
  /** All commands; none by default. */
  readonly declared?: () => Promise<Declared>;
  /** The config files need not be usable; by default they must be. */
  readonly mendsConfig?: boolean;
  /** Nothing need be usable but what was typed: what is wrong is looked for. */
  readonly examines?: boolean;
  /** What runs; without it nothing is logged but for `--log-file`. */
  readonly invoked?: Invoked | undefined;
  /** What names the documents of `--json`. */
  readonly stamp?: () => Stamp;
  /** Told of the run's log as soon as there is one. */
  readonly onLog?: (log: WholeRunLog) => void;
}

/** All that settings come from, and what follows from it. */
export interface LayersRead {
  readonly layers: ConfigLayers;
  readonly places: ConfigPlaces;
  readonly found: readonly FoundConfigFile[];
  readonly settings: Settings;
  /** What is wrong besides, where that is tolerated. */
  readonly faults: readonly CertToolError[];
}

/** What everything is made from. */
export interface Base extends ComposeOptions {
  readonly folders: AppFolders;
  readonly settings: Settings;
  /** What the settings come from. */
  readonly config: LayersRead;
  readonly ui: Deps['ui'];
  readonly hints: Hints;
  /** Those of the run, whatever bank it turns to. */
  proxies(): Promise<Proxies>;
  readonly log: OwnRunLog;
}

/** The user's home folder. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homeFolder();
}

export function configFileIn(folder: string): string {
  return join(folder, 'config.json');
}

/** A file name for what may hold any character. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
