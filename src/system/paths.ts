import { posix, resolve, win32 } from 'node:path';
import { checkPath, unusablePath } from '../core/given-path.ts';
import { type AppFolders, HOME_VARIABLE, isWholePath, usualFolders } from './usual-folders.ts';

export { type AppFolders, HOME_VARIABLE } from './usual-folders.ts';

const WORKING_FOLDER_GONE = {
  ja: '現在の作業フォルダが削除されています',
  en: 'the working folder, from which it starts, was removed',
};
const RELATIVE = {
  ja: '絶対パスではないため、実行する場所によって別のフォルダになります',
  en: 'it is not absolute, so that it is another folder wherever cert-tool is started',
};

/**
 * The system's usual folders. CERT_TOOL_HOME puts all of the user's into one; the machine's config stays where administrators put it.
 * @param home the user's home folder
 * @throws CertToolError `unusable-path` for a CERT_TOOL_HOME that is another folder wherever the program is started, or
 * one that nobody means
 */
export function appFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): AppFolders {
  const usual = usualFolders(platform, env, home);
  const own = env[HOME_VARIABLE];
  if (!own) return usual;
  checkPath(HOME_VARIABLE, own);
  if (!isWholePath(platform, own)) throw unusablePath(HOME_VARIABLE, own, RELATIVE);
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
