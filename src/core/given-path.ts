import { CertToolError } from './error.ts';
import type { Text } from './text.ts';

/** Why what is at a path cannot be read or written as a file. */
export const NO_FILE: Text = { ja: '通常のファイルではありません', en: 'it is no ordinary file' };

/**
 * What a shell or Windows would have put a folder's name in place of, and did not, because of quotes, say, or because
 * nobody looks at it in a config file: a folder of that very name is never meant.
 */
const UNEXPANDED =
  /^~(?=$|[\w.-]*[\\/])|%(?![0-9a-f]{2}%)[a-z_][\w()]*%|^\$(?:env:\w+|\w+|\{\w+\})(?=$|[\\/])/i;

/**
 * Refuses a path that is empty, which a variable that is not set leaves, or holds what was not expanded.
 * @param place the option, variable or file that it is from
 * @throws CertToolError `invalid-option`, `unusable-path`
 */
export function checkPath(place: string, path: string): void {
  if (path === '' || path.includes('\0')) {
    const detail = { ja: `${place}: パスが空です`, en: `${place}: the path is empty` };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  const [found] = UNEXPANDED.exec(path) ?? [];
  if (found === undefined) return;
  throw unusablePath(place, path, {
    ja: `「${found}」がフォルダ名に置き換えられていません`,
    en: `nothing has put a folder's name in place of "${found}"`,
  });
}

export function unusablePath(place: string, path: string, detail: Text): CertToolError {
  return new CertToolError('unusable-path', { params: { place, path, detail } });
}
