import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, posix, relative, win32 } from 'node:path';
import type { StoreProbe } from '../core/ports/store.ts';
import type { Text } from '../core/text.ts';
import { isInside } from '../system/inside.ts';
import { type Mount, mountsIn, whyFleeting } from './mounts.ts';
import { isWindowsSandbox, profileSigns, whyProfileFleeting } from './windows-profile.ts';

export interface LastingPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly signal: AbortSignal;
}

type Store = Pick<StoreProbe, 'kind' | 'identity'>;

/**
 * Why a certificate would not stay in a store of this PC: its folder or the user's profile goes with the session or the next
 * start. Undefined where nothing tells so. Never throws, but the signal's reason.
 */
export async function whyNotLasting(store: Store, place: LastingPlace): Promise<Text | undefined> {
  const folder = folderOf(store);
  if (place.platform === 'win32') return onWindows(folder, place);
  if (folder === undefined) return undefined;
  if (place.platform === 'darwin') return isInside(folder, MACOS_GUEST) ? reasons.macGuest : undefined;
  const real = realPath(folder);
  const runtime = place.env['XDG_RUNTIME_DIR'];
  if (runtime && isAbsolute(runtime) && isInside(real, realPath(runtime))) return reasons.runtime(runtime);
  return whyFleeting(real, mounts());
}

/** Where a store of files keeps certificates; undefined for those of Windows, which go with the profile. */
function folderOf({ kind, identity }: Store): string | undefined {
  return kind === 'file' || kind === 'nss' ? identity.slice(kind.length + 1) : undefined;
}

async function onWindows(
  folder: string | undefined,
  { env, signal }: LastingPlace,
): Promise<Text | undefined> {
  const signs = await profileSigns(env, signal);
  const isInProfile = folder === undefined || (signs.folder !== '' && isInside(folder, signs.folder, win32));
  return isInProfile || isWindowsSandbox(signs) ? whyProfileFleeting(signs) : undefined;
}

const MACOS_GUEST = '/Users/Guest';

/** Of what is not there yet, the nearest folder above decides. */
function realPath(path: string): string {
  let there = path;
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there);
  try {
    return posix.join(realpathSync(there), relative(there, path));
  } catch {
    return path;
  }
}

function mounts(): Mount[] {
  try {
    return mountsIn(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return [];
  }
}

const reasons = {
  runtime: (folder: string) => ({
    ja: `${folder} はログアウトすると削除されます`,
    en: `${folder} is removed when you log out`,
  }),
  macGuest: {
    ja: 'macOS のゲストユーザのため、ログアウトするとすべて削除されます',
    en: 'this is the guest user of macOS, whose folder is deleted at log-out',
  },
};
