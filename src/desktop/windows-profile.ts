import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import type { Text } from '../core/text.ts';
import { type RunResult, run } from '../system/processes.ts';
import { windowsReg, windowsWhoami } from '../system/programs.ts';

/** What Windows tells of the profile that this user works in. */
export interface ProfileSigns {
  /** The account's security identifier, e.g. `S-1-5-21-1-2-3-1001`. */
  readonly sid?: string | undefined;
  /** The value `State` of the account's key in ProfileList. */
  readonly state?: number | undefined;
  /** The profile's folder. */
  readonly folder: string;
  readonly userName: string;
  /** The profile's registry is `ntuser.man`. */
  readonly isMandatory: boolean;
}

/** Bits of `State`. */
const MANDATORY = 0x0001;
const GUEST = 0x0080;
const TEMPORARY = 0x0800;

/** Last parts of identifiers, the same on every PC: DOMAIN_USER_RID_GUEST, DOMAIN_USER_RID_WDAG_ACCOUNT. */
const GUEST_ID = '501';
const SANDBOX_ID = '504';

/** Why a certificate would not stay in this profile; undefined where nothing tells so. Untested on Windows. */
export function whyProfileFleeting({ sid = '', state = 0, ...signs }: ProfileSigns): Text | undefined {
  const id = accountNumber(sid);
  if (isWindowsSandbox({ sid })) return reasons.sandbox;
  if (state & TEMPORARY || isTemporaryFolder(signs)) return reasons.temporary;
  if (id === GUEST_ID || state & GUEST) return reasons.guest;
  return state & MANDATORY || signs.isMandatory ? reasons.mandatory : undefined;
}

/** Of Windows Sandbox not only the profile goes. */
export function isWindowsSandbox({ sid = '' }: Pick<ProfileSigns, 'sid'>): boolean {
  return accountNumber(sid) === SANDBOX_ID;
}

function accountNumber(sid: string): string | undefined {
  return /^S-1-5-21-.*-(\d+)$/.exec(sid)?.[1];
}

/** Windows names temporary profiles `TEMP`, `TEMP.<PC>`, `TEMP.<PC>.000`; a person may be called so, too. */
function isTemporaryFolder({ folder, userName }: Pick<ProfileSigns, 'folder' | 'userName'>): boolean {
  return /^temp(\.|$)/i.test(win32.basename(folder)) && !/^temp/i.test(userName);
}

const PROFILES = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const TIMEOUT_MS = 10_000;

/** Asks Windows; what it does not tell is left out. Never throws, but the reason of a signal. */
export async function profileSigns(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ProfileSigns> {
  const ask = (program: string, ...args: string[]) =>
    run(program, args, { env, timeoutMs: TIMEOUT_MS, signal }).then(textOf, () => {
      signal.throwIfAborted();
      return '';
    });
  const folder = env['USERPROFILE'] ?? '';
  const [account, listed] = await Promise.all([
    ask(windowsWhoami(env), '/user', '/fo', 'csv', '/nh'),
    ask(windowsReg(env), 'query', PROFILES, '/s'),
  ]);
  const sid = sidIn(account);
  const profiles = profilesIn(listed);
  const own = profiles.find((each) => each.sid === sid) ?? profiles.find((each) => isSamePath(each, folder));
  return {
    ...{ sid: sid ?? own?.sid, state: own?.state, folder, userName: env['USERNAME'] ?? '' },
    isMandatory: folder !== '' && existsSync(win32.join(folder, 'ntuser.man')),
  };
}

/** Names of accounts are in some code page; what counts here is ASCII. */
function textOf({ stdout }: RunResult): string {
  return stdout.toString('latin1');
}

/** @param text what `whoami /user` prints, in any language */
export function sidIn(text: string): string | undefined {
  return /\bS-1-[\d-]+\d/.exec(text)?.[0];
}

interface ListedProfile {
  readonly sid: string;
  readonly folder: string | undefined;
  readonly state: number | undefined;
}

/** The profiles of this PC. @param text what `reg query …\ProfileList /s` prints, the same in every language */
export function profilesIn(text: string): ListedProfile[] {
  return text.split(/^(?=HKEY_)/m).flatMap((key) => {
    // With `.bak` behind it, it is the profile that a temporary one stands in for.
    const [, sid] = /^HKEY_.*\\ProfileList\\(S-1-[\d-]+)\s*$/im.exec(key) ?? [];
    const [, state] = /^ +State +REG_DWORD +0x([0-9a-f]+)\s*$/im.exec(key) ?? [];
    const [, folder] = /^ +ProfileImagePath +REG_\w+ +(\S.*?)\s*$/im.exec(key) ?? [];
    return sid === undefined
      ? []
      : [{ sid, folder, state: state === undefined ? undefined : Number.parseInt(state, 16) }];
  });
}

function isSamePath({ folder }: ListedProfile, other: string): boolean {
  return folder !== undefined && other !== '' && folder.toLowerCase() === other.toLowerCase();
}

const reasons = {
  temporary: {
    ja: 'Windows が一時的なユーザー プロファイルでサインインしており、サインアウトすると削除されます',
    en: 'Windows has signed in with a temporary user profile, which is deleted at sign-out',
  },
  mandatory: {
    ja: 'Windows の固定ユーザー プロファイルのため、サインアウトすると変更が失われます',
    en: 'this is a mandatory user profile of Windows, which keeps no changes beyond the sign-out',
  },
  guest: {
    ja: 'Windows のゲストのアカウントのため、サインアウトするとプロファイルが削除されます',
    en: 'this is a guest account of Windows, whose profile is deleted at sign-out',
  },
  sandbox: {
    ja: 'Windows サンドボックスのため、閉じるとすべて削除されます',
    en: 'this is Windows Sandbox, which is deleted when it is closed',
  },
};
