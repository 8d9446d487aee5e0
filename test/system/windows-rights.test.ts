import { describe, expect, test } from 'vitest';
import { whyNotAdministratorsOnly } from '../../src/system/windows-rights.ts';

const USER = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
const PATH = 'C:\\ProgramData\\cert-tool';

const judged = (sddl: string, kind: 'file' | 'folder') => whyNotAdministratorsOnly(PATH, sddl, kind);

describe('administrators alone can change', () => {
  test.each<[string, 'file' | 'folder', string]>([
    ['a file below ProgramData', 'file', 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)'],
    [
      'a folder below ProgramData, in which users may make files',
      'folder',
      `O:BAG:${USER}D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)`,
    ],
    [
      'ProgramData itself',
      'folder',
      'O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICIIO;GA;;;CO)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)',
    ],
    [
      'C:\\',
      'folder',
      `O:${INSTALLER}G:${INSTALLER}D:PAI(A;;LC;;;AU)(A;OICIIO;SDGXGWGR;;;AU)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)`,
    ],
    ['a file that nobody at all may write', 'file', 'O:SYD:'],
    [
      'a file whose owner has rights by that',
      'file',
      'O:S-1-5-18D:(A;;FA;;;OW)(A;;FA;;;S-1-5-32-544)S:AI(AU;SAFA;DCLCRPCRSDWDWO;;;WD)',
    ],
    ['a file that others are kept from', 'file', 'O:BAD:(D;;FA;;;WD)(A;;FR;;;WD)'],
    ['a file that others read by number', 'file', 'O:BAD:(A;;1179785;;;WD)\r\n'],
  ])('%s', (_, kind, sddl) => {
    expect(judged(sddl, kind)).toBeUndefined();
  });
});

describe('others can change, by what they may', () => {
  test.each<[string, 'file' | 'folder', string]>([
    ['write a file', 'file', 'O:BAD:(A;;FA;;;BA)(A;;DC;;;BU)'],
    ['append to it', 'file', 'O:BAD:(A;;LC;;;BU)'],
    ['write by number', 'file', 'O:BAD:(A;;0x1301bf;;;AU)'],
    ['write, of all rights', 'file', `O:BAD:(A;;FA;;;${USER})`],
    ['write, as a generic right', 'file', 'O:BAD:(A;;GW;;;WD)'],
    ['write, as a group of rights', 'file', 'O:BAD:(A;;FRFW;;;WD)'],
    ['delete a file', 'file', 'O:BAD:(A;;SD;;;WD)'],
    ['change its rights', 'file', 'O:BAD:(A;;WD;;;BU)'],
    ['become its owner', 'folder', 'O:BAD:(A;;WO;;;BU)'],
    ['delete a folder', 'folder', 'O:BAD:(A;OICI;SD;;;BU)'],
    ['delete what is in a folder', 'folder', 'O:BAD:(A;;DT;;;BU)'],
    ['do all in a folder', 'folder', 'O:BAD:(A;OICI;GA;;;WD)'],
    ['modify a folder', 'folder', 'O:BAD:(A;OICI;0x1301bf;;;BU)'],
    ['write, by rights that are not known', 'file', 'O:BAD:(A;;ZZ;;;BU)'],
    ['write, of an object', 'file', 'O:BAD:(OA;;FA;;;BU)'],
    ['write, on a condition', 'file', 'O:BAD:(XA;;FA;;;WD;(@User.Title=="PM"))'],
    ['everything, for there is no list', 'file', 'O:BAD:NO_ACCESS_CONTROL'],
    ['nobody knows, for it is not told', 'file', 'O:BAG:SY'],
    ['nobody knows, for nothing is told', 'file', ''],
    ['nobody knows, for it is cut off', 'file', 'O:BAD:(A;;FA;;;B'],
  ])('%s', (_, kind, sddl) => {
    expect(judged(sddl, kind)).toEqual({
      ja: `${PATH} は管理者以外のユーザも変更できます`,
      en: `others than administrators can change ${PATH}`,
    });
  });
});

test.each([USER, 'BU', 'WD', 'S-1-5-32-545', 'S-1-5-180'])('an owner %s is none of theirs', (owner) => {
  expect(judged(`O:${owner}D:(A;;FA;;;BA)`, 'file')?.en).toContain(
    `${PATH} does not belong to administrators`,
  );
});
