import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** A browser that keeps its certificates apart from the others. */
export interface ConfinedBrowser {
  /** As snap or Flatpak call it. */
  readonly name: string;
  readonly database: string;
}

/**
 * The folder of the database that Chromium, Chrome and Edge use, whether it is there or not: since version 146 below
 * XDG_DATA_HOME, unless there is the folder that they used before. Whoever made that one would hide the other.
 * @param home the user's home folder
 */
export function browserDatabase(home: string, { XDG_DATA_HOME: data }: NodeJS.ProcessEnv): string {
  const former = join(home, '.pki', 'nssdb');
  if (existsSync(former)) return former;
  return join(data && isAbsolute(data) ? data : join(home, '.local', 'share'), 'pki', 'nssdb');
}

/** Chromium's kin; of other programs many have such a database too. */
const SNAPS = ['chromium', 'brave', 'opera', 'vivaldi'];
const FLATPAKS = [
  'org.chromium.Chromium',
  'com.google.Chrome',
  'com.microsoft.Edge',
  'com.brave.Browser',
  'com.opera.Opera',
  'com.vivaldi.Vivaldi',
  'io.github.ungoogled_software.ungoogled_chromium',
];

/** The databases of browsers that snap or Flatpak confine: each has a home or a data folder of its own. */
export function confinedBrowsers(home: string): ConfinedBrowser[] {
  const candidates = [
    ...SNAPS.map((name) => {
      const own = join(home, 'snap', name, 'current');
      return { name: `${name} (snap)`, database: browserDatabase(own, {}) };
    }),
    ...FLATPAKS.map((name) => {
      const own = join(home, '.var', 'app', name);
      return {
        name: `${name} (Flatpak)`,
        database: browserDatabase(own, { XDG_DATA_HOME: join(own, 'data') }),
      };
    }),
  ];
  return candidates.filter(({ database }) => existsSync(join(database, 'cert9.db')));
}
