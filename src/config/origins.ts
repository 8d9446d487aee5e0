import { longNameOf, optionKeyOf } from '../core/option.ts';
import type { ShownSetting } from '../core/ports/config.ts';
import { proxyName, readProxyAddress } from '../core/proxy-address.ts';
import { SHARED_OPTIONS } from '../core/shared-options.ts';
import { maskUrlPassword } from '../core/text.ts';
import { type BankSources, bankSources, labelSource, profilesIn } from './chosen-bank.ts';
import { type Settings as Declared, SETTINGS, type Setting } from './declarations.ts';
import { type ConfigLayers, type ConfigPlaces, pick, type Source, STRENGTHS } from './layers.ts';
import type { Settings } from './settings.ts';

type Origin = Pick<ShownSetting, 'from' | 'place' | 'profile' | 'value'>;

/** What all settings of a run are found by. */
interface Run {
  readonly layers: ConfigLayers;
  readonly settings: Settings;
  readonly places: ConfigPlaces;
  readonly bank: BankSources;
}

/**
 * Every setting as it holds for a run, and where that comes from; no secret is in it.
 * @param settings what `resolveSettings` made of the layers
 */
export function shownSettings(
  layers: ConfigLayers,
  settings: Settings,
  places: ConfigPlaces,
): ShownSetting[] {
  const run = { layers, settings, places, bank: banksOf(layers, settings) };
  return Object.entries(SETTINGS).flatMap(([top, setting]) => {
    if (top === 'locked') return [];
    const isLocked = layers.machine.locked?.includes(top) === true;
    return originsOf(run, top, setting).map(([name, origin]) => {
      const { value, ...rest } = origin ?? byDefault(settings, name);
      return { name, ...(value !== undefined && { value: withoutSecrets(value) }), ...rest, isLocked };
    });
  });
}

type NamedOrigin = readonly [name: string, origin: Origin | undefined];

function originsOf(run: Run, top: string, setting: Setting): NamedOrigin[] {
  if (setting.named) return inProfiles(run, top, setting.named);
  if (setting.members) {
    return Object.keys(setting.members).map((name) => [`${top}.${name}`, inFiles(run, [top, name])]);
  }
  return [[top, originOf(run, top, setting)]];
}

function originOf(run: Run, name: string, setting: Setting): Origin | undefined {
  const { layers, bank, settings } = run;
  if (isOfBank(name)) {
    const source = bank[name];
    return source && { ...placed(run, source, name), value: settings[name] };
  }
  const option = sharedKey(name);
  if (option === undefined) return inFiles(run, [name]);
  const source = pick(layers, option);
  if (!source) return name === 'proxy' ? proxyOfEnvironment(layers) : undefined;
  // Of what is yes or no the text says which.
  const value = name === 'log' ? settings.log : setting.read(source.value);
  return { ...placed(run, source, name), value };
}

/** What all programs take where cert-tool is told nothing else; its name alone, for a password may stand in it. */
function proxyOfEnvironment({ env }: ConfigLayers): Origin | undefined {
  const place = ['https_proxy', 'HTTPS_PROXY'].find((name) => env[name]);
  if (place === undefined) return undefined;
  const read = readProxyAddress(env[place] ?? '');
  return { from: 'environment', place, value: 'address' in read ? proxyName(read.address) : undefined };
}

const OF_BANK = [
  'bank',
  'protocol',
  'estUser',
  'estPassword',
  'profile',
  'caFile',
  'loginPage',
  'deviceLabel',
] as const satisfies readonly (keyof BankSources)[];

function isOfBank(name: string): name is keyof BankSources {
  return OF_BANK.some((each) => each === name);
}

/** With the practice bank no other is used, nor what belongs to it. */
function banksOf(layers: ConfigLayers, { sandbox }: Settings): BankSources {
  if (!sandbox) return bankSources(layers);
  const deviceLabel = labelSource(layers);
  return deviceLabel ? { deviceLabel } : {};
}

type Pickable = Parameters<typeof pick>[1];

/** The name of a setting that an option of every command sets, too. */
function sharedKey(name: string): Pickable | undefined {
  const isShared = (key: string): key is Pickable => SHARED_OPTIONS.some((each) => optionKeyOf(each) === key);
  return isShared(name) ? name : undefined;
}

/** What only the files set. */
function inFiles({ layers, places }: Run, path: readonly string[]): Origin | undefined {
  const isFixed = layers.machine.locked?.includes(path[0] ?? '') === true;
  const owners = isFixed ? (['machine'] as const) : (['user', 'machine'] as const);
  const from = owners.find((owner) => valueAt(layers[owner], path) !== undefined);
  return from && { from, place: places[from], value: valueAt(layers[from], path) };
}

/** The PC's profiles count before a user's of the same name. */
function inProfiles({ layers, places }: Run, top: string, members: Declared): NamedOrigin[] {
  return Object.entries(profilesIn(layers)).flatMap(([profile, own]) => {
    const from = Object.hasOwn(layers.machine.profiles ?? {}, profile) ? 'machine' : 'user';
    return Object.keys(members).flatMap((member): NamedOrigin[] => {
      const value = valueAt(own, [member]);
      return value === undefined
        ? []
        : [[`${top}.${profile}.${member}`, { from, place: places[from], value }]];
    });
  });
}

function placed({ places }: Run, { strength, place, profile }: Source, name: string): Omit<Origin, 'value'> {
  const ofProfile = profile !== undefined && { profile };
  if (strength === STRENGTHS.user) return { from: 'user', place: places.user, ...ofProfile };
  if (strength === STRENGTHS.machine) return { from: 'machine', place: places.machine, ...ofProfile };
  const option = SHARED_OPTIONS.find((each) => optionKeyOf(each) === name);
  return { from: option && place === longNameOf(option) ? 'option' : 'environment', place };
}

/** What holds where nothing is set. */
function byDefault(settings: Settings, name: string): Origin {
  const values: Readonly<Record<string, unknown>> = {
    store: settings.store,
    lang: settings.language,
    timeout: settings.timeoutMs / 1000,
    log: settings.log,
    remember: settings.remember,
    eventLog: settings.eventLog,
    'remove.archive': settings.removal.archives,
  };
  return { from: 'default', value: values[name] };
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(name) : undefined),
    object,
  );
}

/** What stands before the `@` of an address may be a password, wherever it stands. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return maskUrlPassword(value);
  return Array.isArray(value) ? value.map(withoutSecrets) : value;
}
