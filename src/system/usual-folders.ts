import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** The folders that cert-tool uses. In `config` and `machineConfig` the file is `config.json`. */
export interface AppFolders {
  readonly config: string;
  /** Deployed by administrators, for every user of this PC. */
  readonly machineConfig: string;
  readonly data: string;
}

export const HOME_VARIABLE = 'CERT_TOOL_HOME';
const NAME = 'cert-tool';

/** As Debian calls the home of whoever has none. */
const NO_HOME = '/nonexistent';

/** The user's home folder. A user who is a mere number, as containers start programs, has none where HOME does not say so. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return NO_HOME;
  }
}

/**
 * The system's usual folders: the XDG base directories on Linux and the like, Library on macOS, AppData on Windows.
 * @param home the user's home folder
 */
export function usualFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): AppFolders {
  if (platform === 'win32') return windowsFolders(env, home);
  if (platform === 'darwin') {
    const support = posix.join('Library', 'Application Support', NAME);
    const data = posix.join(home, support);
    return { config: data, machineConfig: posix.join('/', support), data };
  }
  return {
    config: posix.join(xdg(env['XDG_CONFIG_HOME']) ?? posix.join(home, '.config'), NAME),
    machineConfig: posix.join('/etc', NAME),
    data: posix.join(xdg(env['XDG_DATA_HOME']) ?? posix.join(home, '.local', 'share'), NAME),
  };
}

function windowsFolders(env: NodeJS.ProcessEnv, home: string): AppFolders {
  const roaming = env['APPDATA'] || win32.join(home, 'AppData', 'Roaming');
  const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
  const machine = env['ProgramData'] || 'C:\\ProgramData';
  const data = win32.join(local, NAME);
  return { config: win32.join(roaming, NAME), machineConfig: win32.join(machine, NAME), data };
}

/** Relative paths in these variables are to be ignored (XDG Base Directory Specification). */
function xdg(value: string | undefined): string | undefined {
  return value && posix.isAbsolute(value) ? value : undefined;
}

/** Whether a path is the same one wherever the program is started; on Windows one without a drive is another on each. */
export function isWholePath(platform: NodeJS.Platform, path: string): boolean {
  return platform === 'win32' ? /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(path) : posix.isAbsolute(path);
}
