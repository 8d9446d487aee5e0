import { posix, resolve, win32 } from 'node:path';
import { checkPath, unusablePath } from '../core/given-path.ts';

/** The folders that cert-tool uses. In `config` and `machineConfig` the file is `config.json`. */
export interface AppFolders {
  readonly config: string;
  /** Deployed by administrators, for every user of this PC. */
  readonly machineConfig: string;
  readonly data: string;
}

const NAME = 'cert-tool';
export const HOME_VARIABLE = 'CERT_TOOL_HOME';
const WORKING_FOLDER_GONE = {
  ja: '現在の作業フォルダが削除されています',
  en: 'the working folder, from which it starts, was removed',
};
const RELATIVE = {
  ja: '絶対パスではないため、実行する場所によって別のフォルダになります',
  en: 'it is not absolute, so that it is another folder wherever cert-tool is started',
};

/**
 * The system's usual folders: the XDG base directories on Linux and the like, Library on macOS, AppData on Windows.
 * CERT_TOOL_HOME puts all of the user's into one; the machine's config stays where administrators put it.
 * @param home the user's home folder
 * @throws CertToolError `unusable-path` for a CERT_TOOL_HOME that is another folder wherever the program is started, or
 * one that nobody means
 */
export function appFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): AppFolders {
  const usual = usualFolders(platform, env, home);
  const own = env[HOME_VARIABLE];
  if (!own) return usual;
  checkPath(HOME_VARIABLE, own);
  // On Windows, a path without a drive is another one on each.
  const isAbsolute = platform === 'win32' ? /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(own) : posix.isAbsolute(own);
  if (!isAbsolute) throw unusablePath(HOME_VARIABLE, own, RELATIVE);
  const folder = (platform === 'win32' ? win32 : posix).resolve(own);
  return { ...usual, config: folder, data: folder };
}

/**
 * The whole path of one that may start from the working folder.
 * @param place the option or setting that it is from
 * @throws CertToolError `unusable-path` where that folder is gone
 */
export function absolutePath(place: string, path: string): string {
  try {
    return resolve(path);
  } catch {
    throw unusablePath(place, path, WORKING_FOLDER_GONE);
  }
}

function usualFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): AppFolders {
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
