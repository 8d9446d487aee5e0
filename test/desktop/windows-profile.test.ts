import { describe, expect, test } from 'vitest';
import {
  type ProfileSigns,
  profileSigns,
  profilesIn,
  sidIn,
  whyProfileFleeting,
} from '../../src/desktop/windows-profile.ts';

const USUAL: ProfileSigns = {
  sid: 'S-1-5-21-1004336348-1177238915-682003330-1001',
  state: 0,
  folder: 'C:\\Users\\hanako',
  userName: 'hanako',
  isMandatory: false,
};

describe('a profile of Windows (by its documentation, untested there)', () => {
  test.each<[what: string, signs: Partial<ProfileSigns>, why: string | undefined]>([
    ['an ordinary one', {}, undefined],
    ['an administrator’s', { state: 0x100 }, undefined],
    ['a roaming one', { state: 0x21c }, undefined],
    ['one of which nothing is told', { sid: undefined, state: undefined }, undefined],
    ['a temporary one', { state: 0x800 }, 'temporary'],
    ['a temporary one, with more bits', { state: 0x8c04 }, 'temporary'],
    ['a temporary one by its folder', { folder: 'C:\\Users\\TEMP', state: undefined }, 'temporary'],
    ['a second temporary one', { folder: 'C:\\Users\\TEMP.PC-1.000' }, 'temporary'],
    ['a temporary folder on another drive', { folder: 'D:\\Profiles\\temp.EXAMPLE' }, 'temporary'],
    ['a person of that name', { folder: 'C:\\Users\\temp', userName: 'Temp' }, undefined],
    ['a person whose name begins so', { folder: 'C:\\Users\\temple', userName: 'temple' }, undefined],
    ['a new mandatory one', { state: 5 }, 'mandatory'],
    ['a mandatory one by its file', { isMandatory: true }, 'mandatory'],
    ['a mandatory one that is temporary', { state: 0x801 }, 'temporary'],
    ['the guest’s', { sid: 'S-1-5-21-1-2-3-501' }, 'guest'],
    ['of another account of the guests', { state: 0x80 }, 'guest'],
    ['of Windows Sandbox', { sid: 'S-1-5-21-1-2-3-504' }, 'Sandbox'],
    ['of an account whose number only ends so', { sid: 'S-1-5-21-1-2-3-1501' }, undefined],
    ['of the cloud', { sid: 'S-1-12-1-1-2-3-501' }, undefined],
  ])('%s', (_, signs, why) => {
    const found = whyProfileFleeting({ ...USUAL, ...signs })?.en;
    if (why === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(why);
  });

  test('the account is read from what whoami prints, whatever its name', () => {
    expect(sidIn('"pc-1\\hanako","S-1-5-21-1-2-3-1001"\r\n')).toBe('S-1-5-21-1-2-3-1001');
    expect(sidIn('"azuread\\s-1 hanako","S-1-12-1-44-55-66-77"\r\n')).toBe('S-1-12-1-44-55-66-77');
    expect(sidIn('ERROR: access denied')).toBeUndefined();
  });

  test('the profiles are read from what reg prints', () => {
    const list = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
    const lines = [
      ...['', list, '    Default    REG_EXPAND_SZ    %SystemDrive%\\Users\\Default', ''],
      ...[`${list}\\S-1-5-18`, '    State    REG_DWORD    0x0', ''],
      ...[`${list}\\S-1-5-21-1-2-3-1001`, '    ProfileImagePath    REG_EXPAND_SZ    C:\\Users\\TEMP.PC 1'],
      ...[
        '    StateFlags    REG_DWORD    0x1',
        '    State    REG_DWORD    0x8c04',
        '    Sid    REG_BINARY    0105',
        '',
      ],
      ...[
        `${list}\\S-1-5-21-1-2-3-1001.bak`,
        '    ProfileImagePath    REG_EXPAND_SZ    C:\\Users\\hanako',
        '',
      ],
    ];
    expect(profilesIn(lines.join('\r\n'))).toEqual([
      { sid: 'S-1-5-18', state: 0, folder: undefined },
      { sid: 'S-1-5-21-1-2-3-1001', state: 0x8c04, folder: 'C:\\Users\\TEMP.PC 1' },
    ]);
    expect(profilesIn('')).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('where Windows cannot be asked nothing is known', async () => {
    const env = { USERPROFILE: 'C:\\Users\\hanako', USERNAME: 'hanako', SystemRoot: '/nowhere' };
    const signs = await profileSigns(env, new AbortController().signal);
    expect(signs).toMatchObject({ sid: undefined, state: undefined, folder: 'C:\\Users\\hanako' });
    expect(whyProfileFleeting(signs)).toBeUndefined();
  });
});
