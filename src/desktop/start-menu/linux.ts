import { chmod } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { notSetUp } from '../../core/not-set-up.ts';
import type { StartMenu } from '../../core/ports/scheduler.ts';
import { readIfThere, removeSynced, writeFileSynced } from '../../system/files.ts';
import { makeFolders } from '../../system/owner-only.ts';
import { desktopEntryText } from './desktop-entry.ts';
import type { StartMenuPlace } from './place.ts';

/** The applications of this user (XDG Base Directory, Desktop Menu Specification). */
export function linuxMenu({ env, home, name }: StartMenuPlace): StartMenu {
  const data = env['XDG_DATA_HOME'];
  const folder = data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share');
  const file = posix.join(folder, 'applications', `${name}.desktop`);
  const isThere = async () => (await inFile(() => readIfThere(file))) !== undefined;
  const inFile = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (typeof code !== 'string') throw error;
      const detail = { ja: `${file}: ${code}`, en: `${file}: ${code}` };
      throw notSetUp('shortcut', detail, { cause: error });
    }
  };
  return {
    install: (line) =>
      inFile(async () => {
        await makeFolders(dirname(file), 0o755);
        await writeFileSynced(file, desktopEntryText(line));
        await chmod(file, 0o644);
        return file;
      }),
    find: async () => ((await isThere()) ? file : undefined),
    async remove() {
      if (!(await isThere())) return undefined;
      await inFile(() => removeSynced(file));
      return file;
    },
  };
}
