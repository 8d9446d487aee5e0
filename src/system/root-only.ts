import { lstatSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';
import type { Text } from '../core/text.ts';

const OTHERS_CAN_WRITE = 0o022;
/** In such a folder nobody renames or removes what others own. */
const STICKY = 0o1000;
/** As Linux allows; what goes on beyond it cannot be opened anyway. */
const MOST_LINKS = 40;

/**
 * Why others than root could change what is read at a path: the file, a folder on the way, or a link that leads there. The outermost is
 * looked at first, so that nobody can exchange what is inside of it meanwhile. Undefined where root alone can. Rights
 * that macOS keeps beside the mode bits are not seen; those of POSIX's ACLs are, for the mode bits hold their mask.
 * @param path absolute @param root the user ID of root
 * @throws the system's errors
 */
export function whyNotRootOnly(path: string, root = 0): Text | undefined {
  let at = '/';
  const rest = ['', ...path.split('/').filter((name) => name !== '')];
  for (let links = 0; ; ) {
    const name = rest.shift();
    if (name === undefined || links > MOST_LINKS) return undefined;
    // Links on the way were replaced by what they lead to, so that the folder above is the one in the path.
    const next = posix.join(at, name);
    const { uid, mode, ...stats } = statsOf(next);
    if (uid !== root) return notRoots(next);
    if (stats.isLink) {
      const target = readlinkSync(next);
      if (posix.isAbsolute(target)) at = '/';
      rest.unshift(...target.split('/').filter((each) => each !== '' && each !== '.'));
      links += 1;
      continue;
    }
    const isShared = (mode & OTHERS_CAN_WRITE) !== 0;
    if (isShared && !(stats.isFolder && mode & STICKY)) return writableByOthers(next);
    at = next;
  }
}

function statsOf(path: string) {
  const stats = lstatSync(path);
  return { uid: stats.uid, mode: stats.mode, isLink: stats.isSymbolicLink(), isFolder: stats.isDirectory() };
}

function notRoots(path: string): Text {
  return { ja: `${path} の所有者が root ではありません`, en: `${path} does not belong to root` };
}

function writableByOthers(path: string): Text {
  return { ja: `${path} は root 以外のユーザも変更できます`, en: `others than root can change ${path}` };
}
