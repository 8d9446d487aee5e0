import { CertToolError } from '../../core/error.ts';
import { type Check, failed, same, seen, WELL, warning } from '../check.ts';

/** What one issue writes, many times over. */
const ROOM_NEEDED = 1024 * 1024;
/** Below it a PC is soon in trouble whatever runs on it. */
const LITTLE_ROOM = 100 * 1024 * 1024;
const MIB = 1024 * 1024;
/** What one issue makes, several times over. */
const FILES_NEEDED = 100;
const NO_FILES = {
  ja: '容量は空いていますが、作成できるファイルの数(inode)が残っていません',
  en: 'there is room, but the number of files (inodes) is used up',
};

const UNKNOWN = { ja: '(不明)', en: '(not known)' };

/** The folders of cert-tool. */
export const folderChecks: readonly Check[] = [
  {
    id: 'data-folder',
    title: { ja: 'データフォルダの権限', en: 'rights of the data folder' },
    needs: [],
    async look(probes) {
      await probes.dataFolder();
      return WELL;
    },
  },
  {
    id: 'data-folder-writable',
    title: { ja: 'データフォルダへの書き込み', en: 'writing to the data folder' },
    needs: ['data-folder'],
    async look(probes) {
      const { folder } = await probes.dataFolderWritable();
      const unlogged = await probes.logFolder();
      return seen([unlogged && warning(unlogged)], same(folder));
    },
  },
  {
    id: 'disk',
    title: { ja: 'ディスクの空き', en: 'room on the disk' },
    needs: ['data-folder-writable'],
    async look(probes) {
      const { folder, free, files } = await probes.dataFolderWritable();
      const error = new CertToolError('store-full', { params: { store: folder } });
      if (files !== undefined && files < FILES_NEEDED) return seen([failed(error, NO_FILES)]);
      const room = `${Math.floor(free / MIB)} MiB`;
      if (free < ROOM_NEEDED) return seen([failed(error)]);
      const detail = { ja: `残り ${room}`, en: `${room} are left` };
      return seen([free < LITTLE_ROOM ? warning(error, detail) : undefined], same(room));
    },
  },
  {
    id: 'busy',
    title: { ja: '実行中の cert-tool', en: 'another cert-tool at work' },
    needs: ['data-folder'],
    async look(probes) {
      if (!(await probes.atWork())) return WELL;
      const begun = (await probes.journal()).entries.map(({ loginId }) => loginId);
      const loginId = probes.loginId ?? (begun.length > 0 ? [...new Set(begun)].join(', ') : UNKNOWN);
      const finding = warning(new CertToolError('busy', { params: { loginId } }));
      // What it has begun is not to be completed by somebody else.
      return seen([begun.length > 0 ? { ...finding, isDue: true } : finding]);
    },
  },
];
