import type { Text } from '../core/text.ts';

/** SYSTEM, Administrators, TrustedInstaller: as abbreviated and in full (MS-DTYP, 2.4.2.4; 2.5.1.1). */
const ADMINISTRATIVE: readonly string[] = [
  ...['SY', 'S-1-5-18', 'BA', 'S-1-5-32-544'],
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
];
/** The owner, whoever it is, which is looked at by itself. */
const OWNER_RIGHTS: readonly string[] = ['OW', 'S-1-3-4'];

/** MS-DTYP, 2.5.1.1 and 2.4.3; what files and folders mean by them: MS-FSCC, and [MS-SMB2] 2.2.13.1. */
const RIGHTS: Readonly<Record<string, number>> = {
  ...{ CC: 0x1, DC: 0x2, LC: 0x4, SW: 0x8, RP: 0x10, WP: 0x20, DT: 0x40, LO: 0x80, CR: 0x100 },
  ...{ SD: 0x1_0000, RC: 0x2_0000, WD: 0x4_0000, WO: 0x8_0000 },
  ...{ GA: 0x1000_0000, GX: 0x2000_0000, GW: 0x4000_0000, GR: 0x8000_0000 },
  ...{ FA: 0x1f_01ff, FR: 0x12_0089, FW: 0x12_0116, FX: 0x12_00a0 },
};
/** DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_ALL. */
const CHANGES_ANY = 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x1000_0000;
/** Besides: writing, appending, GENERIC_WRITE. */
const CHANGES_FILE = CHANGES_ANY | 0x2 | 0x4 | 0x4000_0000;
/** Besides: deleting what is in it. New files beside it are no harm, and Windows lets all users make them below ProgramData. */
const CHANGES_FOLDER = CHANGES_ANY | 0x40;

const SID = 'S-1-[0-9A-Fa-fx-]+|[A-Z]{2}';
const DESCRIPTOR = new RegExp(`^O:(${SID})(?:G:(?:${SID}))?D:([A-Z_]*)((?:\\([^()]*\\))*)(?:S:.*)?$`, 's');

/**
 * Why others than administrators could change a file or folder, by its security descriptor: who owns it, and who is allowed to write.
 * Undefined where they alone can. What is not understood counts as everybody.
 * @param sddl MS-DTYP, 2.5.1
 */
export function whyNotAdministratorsOnly(
  path: string,
  sddl: string,
  kind: 'file' | 'folder',
): Text | undefined {
  const [, owner = '', flags = '', entries] = DESCRIPTOR.exec(sddl.trim()) ?? [];
  if (entries === undefined || flags.includes('NO_ACCESS_CONTROL')) return changeable(path);
  if (!ADMINISTRATIVE.includes(owner)) return notTheirs(path);
  const changes = kind === 'file' ? CHANGES_FILE : CHANGES_FOLDER;
  const all = [...entries.matchAll(/\(([^()]*)\)/g)].map(([, entry = '']) => entry);
  return all.some((entry) => lets(entry, changes)) ? changeable(path) : undefined;
}

/** Whether an entry lets others than administrators do one of these things. */
function lets(entry: string, changes: number): boolean {
  const [type = '', flags = '', rights = '', , , who = ''] = entry.split(';');
  // What only others inherit, below it, does not hold here; what forbids something lets nobody do anything.
  if (pairsOf(flags).includes('IO') || ['D', 'OD', 'XD'].includes(type)) return false;
  if ([...ADMINISTRATIVE, ...OWNER_RIGHTS].includes(who)) return false;
  return (maskOf(rights) & changes) !== 0;
}

function maskOf(rights: string): number {
  if (/^(?:0x[0-9a-f]+|\d+)$/i.test(rights)) return Number(rights);
  return pairsOf(rights).reduce((mask, pair) => mask | (RIGHTS[pair] ?? CHANGES_ANY), 0);
}

function pairsOf(text: string): string[] {
  return text.match(/..?/g) ?? [];
}

function notTheirs(path: string): Text {
  return {
    ja: `${path} の所有者が管理者(Administrators、SYSTEM、TrustedInstaller)ではありません`,
    en: `${path} does not belong to administrators (Administrators, SYSTEM, TrustedInstaller)`,
  };
}

function changeable(path: string): Text {
  return {
    ja: `${path} は管理者以外のユーザも変更できます`,
    en: `others than administrators can change ${path}`,
  };
}
