import type { Text } from '../core/text.ts';

/** What is mounted where (proc_pid_mountinfo(5)). */
export interface Mount {
  /** Of the file system, what is mounted: `/` for all of it. */
  readonly root: string;
  readonly point: string;
  readonly type: string;
  readonly source: string;
  readonly options: string;
}

/** @param text of /proc/self/mountinfo; lines that cannot be understood are left out */
export function mountsIn(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [own = '', file] = line.split(' - ');
    const [, , , root, point] = own.split(' ').map(unescaped);
    const [type, source = '', options = ''] = (file ?? '').split(' ').map(unescaped);
    return root === undefined || point === undefined || !type ? [] : [{ root, point, type, source, options }];
  });
}

/** Blanks, tabs, line feeds and backslashes are octal there. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** The mount that a path lies on; of several at one point the last one hides the others. @param path a real one */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const isAbove = path === mount.point || path.startsWith(mount.point.replace(/\/?$/, '/'));
    if (isAbove && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** File systems that are nowhere but in the memory. */
const IN_MEMORY = ['tmpfs', 'ramfs', 'rootfs', 'devtmpfs'];

/**
 * Why what is written to a path will be gone: at the next start of the PC, or earlier. Undefined where nothing tells so.
 * A container's own layer is not told from any other disk.
 * @param path a real one, absolute @param mounts in the order of /proc/self/mountinfo
 */
export function whyFleeting(path: string, mounts: readonly Mount[]): Text | undefined {
  const mount = mountOf(path, mounts);
  if (!mount) return undefined;
  if (isInMemory(mount)) return reasons.inMemory(mount);
  // A live system writes what changes into a folder of another mount.
  const [, upper] = /(?:^|,)upperdir=([^,]+)/.exec(mount.options) ?? [];
  const below = mount.type === 'overlay' && upper !== undefined ? mountOf(upper, mounts) : undefined;
  if (below && isInMemory(below)) return reasons.inMemory(mount);
  return mount.root.includes('/systemd-private-') ? reasons.ofService(mount) : undefined;
}

function isInMemory({ type, source }: Mount): boolean {
  return IN_MEMORY.includes(type) || /^\/dev\/z?ram\d+$/.test(source);
}

const reasons = {
  inMemory: ({ point, type }: Mount) => ({
    ja: `${point} はメモリ上にあり(${type})、PC の再起動で内容が失われます`,
    en: `${point} is only in the memory (${type}), and empty after the next start of the PC`,
  }),
  ofService: ({ point }: Mount) => ({
    ja: `${point} はサービス専用の一時フォルダで、サービスの終了時に削除されます`,
    en: `${point} is a temporary folder of one service, and goes when that ends`,
  }),
};
