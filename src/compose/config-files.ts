import { configText, settingsIn } from '../config/file.ts';
import type { ConfigLayers } from '../config/layers.ts';
import type { ConfigFile } from '../config/schema.ts';
import { resolveSettings, type Settings } from '../config/settings.ts';
import { CertToolError } from '../core/error.ts';
import type { ConfigOwner, FoundConfigFile } from '../core/ports/config.ts';
import type { Language } from '../core/text.ts';
import { lookAtMachineFile } from '../system/machine-file.ts';
import type { AppFolders } from '../system/paths.ts';
import { type ComposeOptions, configFileIn, type LayersRead } from './base.ts';

type Read = FoundConfigFile & { readonly config: ConfigFile };

/**
 * Reads both config files and resolves the settings. A machine's file that others than administrators can change does not count.
 * @throws what `readConfigFile` and `resolveSettings` do; where the command is there to mend config files, only what is wrong
 * without them
 */
export async function readLayers(options: ComposeOptions, folders: AppFolders): Promise<LayersRead> {
  const places = { user: configFileIn(folders.config), machine: configFileIn(folders.machineConfig) };
  const [user, machine] = await Promise.all([
    readOne('user', places.user, options),
    readOne('machine', places.machine, options),
  ]);
  const { given, env, language } = options;
  const layers = { options: given, env, user: user.config, machine: machine.config, places };
  const found = [user, machine].map(({ config: _, ...each }) => each);
  try {
    return { layers, places, found, settings: resolveSettings(layers, language), faults: [] };
  } catch (error) {
    if (!options.mendsConfig || !(error instanceof CertToolError)) throw error;
    const fewer = { options: given, env, user: {}, machine: {} };
    const settings = options.examines ? settingsOf(layers, language) : resolveSettings(fewer, language);
    const told = options.examines ? found : found.map((each) => withFault(each, error));
    return { layers, places, found: told, settings, faults: [error] };
  }
}

/** A value that each file may have, and that is of no use: a profile that there is not, a path. */
function withFault(found: FoundConfigFile, error: CertToolError): FoundConfigFile {
  const { file, place } = error.details.params ?? {};
  const isOf = [file, place].some((each) => typeof each === 'string' && each.includes(found.path));
  return isOf && !found.fault ? { ...found, fault: error } : found;
}

/** As many as can be used: without what is set of banks, without the files, without the environment. */
function settingsOf(layers: ConfigLayers, language: Language): Settings {
  const others: ConfigLayers = { ...layers, user: {}, machine: {} };
  const fewer = [
    {
      ...layers,
      env: withoutBank(layers.env),
      user: withoutBank(layers.user),
      machine: withoutBank(layers.machine),
    },
    others,
    { ...others, env: {} },
  ];
  for (const each of fewer) {
    try {
      return resolveSettings(each, language);
    } catch (error) {
      if (!(error instanceof CertToolError)) throw error;
    }
  }
  // What was typed is wrong.
  return resolveSettings(layers, language);
}

const OF_BANKS = ['bank', 'profile', 'profiles', 'caFile', 'proxy', 'loginPage', 'locked'];
const VARIABLES = ['CERT_TOOL_BANK', 'CERT_TOOL_PROFILE', 'NODE_TLS_REJECT_UNAUTHORIZED'];

function withoutBank<T extends object>(values: T): T {
  const names = [...OF_BANKS, ...VARIABLES];
  return Object.assign({}, values, Object.fromEntries(names.map((name) => [name, undefined])));
}

async function readOne(owner: ConfigOwner, path: string, options: ComposeOptions): Promise<Read> {
  try {
    if (owner === 'user') return { owner, path, ...(await read(path, options)) };
    const { platform } = process;
    const look = await lookAtMachineFile(path, { platform, env: options.env, signal: options.signal });
    const isRead = look.isThere && look.whyUnused === undefined;
    return { owner, path, config: {}, ...look, ...(isRead && (await read(path, options))) };
  } catch (error) {
    if (!options.mendsConfig || !(error instanceof CertToolError) || options.signal.aborted) throw error;
    return { owner, path, isThere: true, fault: error, config: {} };
  }
}

async function read(
  path: string,
  { signal }: ComposeOptions,
): Promise<{ readonly isThere: boolean; readonly config: ConfigFile }> {
  const text = await configText(path, signal);
  return text === undefined
    ? { isThere: false, config: {} }
    : { isThere: true, config: settingsIn(text, path) };
}
