import type { ConfigFile } from '../config/schema.ts';
import { resolveSettings } from '../config/settings.ts';
import { CertToolError } from '../core/error.ts';
import type { ChangedSetting, Config, ShownSetting } from '../core/ports/config.ts';
import { NO_PROXY_AT_ALL } from '../core/proxy-address.ts';
import type { Base } from './base.ts';
import { changingConfig } from './config-lock.ts';

/** The config files of this run; the code that changes them is loaded when it is needed. */
export function configOf(base: Base): Config {
  const { config, settings, language } = base;
  const { layers, places, found } = config;
  const editing = { file: places.user, machine: layers.machine };
  const changed = async (name: string, edited: Edited): Promise<ChangedSetting> => {
    const { user, isChanged, ...value } = edited;
    const holds = user && (await heldBy(name, user));
    const lockedBy = lockOf(name, layers.machine);
    return { file: places.user, ...value, isChanged, ...(holds && { holds }), ...(lockedBy && { lockedBy }) };
  };
  /** By a later run, whose options nobody knows. */
  const heldBy = async (name: string, user: NonNullable<Edited['user']>) => {
    const { shownSettings } = await import('../config/origins.ts');
    const later = { ...layers, options: {}, user };
    return unlessUnusable(() => {
      const shown = shownSettings(later, resolveSettings(later, language), places);
      const held = shown.find((each) => each.name === name);
      const isOfProfile = name.startsWith('profiles.');
      return (
        held ??
        (isOfProfile
          ? { name, from: 'default', isLocked: lockOf(name, layers.machine) !== undefined }
          : undefined)
      );
    });
  };
  return {
    files: () => found,
    async shown() {
      const { shownSettings } = await import('../config/origins.ts');
      return unlessExcepted(shownSettings(layers, settings, places), base);
    },
    async init() {
      const { initConfig } = await import('../config/edit.ts');
      const schema = await changingConfig(base, (file) =>
        initConfig(file, layers.options, settings.language),
      );
      return { file: places.user, schema };
    },
    async set(name, words) {
      const { setSetting } = await import('../config/edit.ts');
      return changed(name, await changingConfig(base, () => setSetting(editing, name, words)));
    },
    async unset(name) {
      const { unsetSetting } = await import('../config/edit.ts');
      return changed(name, await changingConfig(base, () => unsetSetting(editing, name)));
    },
  };
}

/** The proxy of HTTPS_PROXY is none for a bank that NO_PROXY names. */
async function unlessExcepted(
  shown: readonly ShownSetting[],
  { env, settings: { bank, sandbox } }: Base,
): Promise<readonly ShownSetting[]> {
  const isOfVariable = ({ name, from }: ShownSetting) => name === 'proxy' && from === 'environment';
  if (bank === undefined || sandbox || !shown.some(isOfVariable)) return shown;
  const { exceptedBy } = await import('./proxy.ts');
  const place = exceptedBy(new URL(bank), env);
  if (place === undefined) return shown;
  return shown.map((each) => (isOfVariable(each) ? { ...each, value: NO_PROXY_AT_ALL, place } : each));
}

/** The setting whose lock keeps a user's value from counting. */
function lockOf(name: string, { locked = [] }: ConfigFile): string | undefined {
  const [top = ''] = name.split('.');
  // With a locked bank no profile of a user's counts either.
  return [top, ...(top === 'profiles' ? ['bank'] : [])].find((each) => locked.includes(each));
}

type Edited = Awaited<ReturnType<typeof import('../config/edit.ts').setSetting>>;

/** A variable may be wrong, of which the next command will tell. */
function unlessUnusable(work: () => ShownSetting | undefined): ShownSetting | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CertToolError) return undefined;
    throw error;
  }
}
