import type { StoreAccount } from '../../core/ports/store.ts';
import { filled, type Handle, type WindowsApi } from './windows-api.ts';

/** winnt.h, secext.h, winreg.h */
const CURRENT_PROCESS = -1n;
const TOKEN_QUERY = 8;
const TOKEN_USER = 1;
const NAME_SAM_COMPATIBLE = 2;
const HKEY_LOCAL_MACHINE = 0xffffffff80000002n;
const RRF_RT_REG_SZ = 2;
const RRF_RT_REG_DWORD = 0x10;

const SESSIONS = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI\\SessionData\\';
const POLICY = 'SOFTWARE\\Policies\\Microsoft\\Cryptography';

/** Whose store it is, and who is signed in at the desktop of this session, as far as every user can read that. */
export function accountOf(api: WindowsApi): StoreAccount {
  const sid = ownSid(api);
  const desktop = desktopUser(api, sid);
  return {
    name: ownName(api),
    isService: SERVICES.includes(sid),
    ...(desktop === undefined ? {} : { desktop }),
  };
}

/** SYSTEM, LOCAL SERVICE, NETWORK SERVICE. */
const SERVICES: readonly string[] = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/** The policy that has Windows ask before the use of a key. */
export function keysNeedDialog(api: WindowsApi): boolean {
  const value = registryValue(api, POLICY, 'ForceKeyProtection', RRF_RT_REG_DWORD);
  return value !== undefined && value.readUInt32LE() !== 0;
}

function ownName(api: WindowsApi): string {
  const [name, length] = [Buffer.alloc(2048), [1024]];
  api.must('GetUserNameExW', NAME_SAM_COMPATIBLE, name, length);
  return name.toString('utf16le', 0, filled(length) * 2);
}

function ownSid(api: WindowsApi): string {
  const token: Handle[] = [null];
  api.must('OpenProcessToken', CURRENT_PROCESS, TOKEN_QUERY, token);
  try {
    const user = Buffer.alloc(256);
    api.must('GetTokenInformation', filled(token), TOKEN_USER, user, user.length, [0]);
    const address = api.koffi.address(user);
    const { Sid } = api.koffi.decode(address, 'TOKEN_USER') as { Sid: bigint };
    return sidText(user.subarray(Number(Sid - address)));
  } finally {
    api.call('CloseHandle', filled(token));
  }
}

/** A SID in its usual form (MS-DTYP, 2.4.2). */
function sidText(sid: Buffer): string {
  const count = sid.readUInt8(1);
  const parts = Array.from({ length: count }, (_, at) => sid.readUInt32LE(8 + 4 * at));
  return ['S', sid.readUInt8(0), sid.readUIntBE(2, 6), ...parts].join('-');
}

/** Undefined where it is this account, or Windows does not say. */
function desktopUser(api: WindowsApi, sid: string): string | undefined {
  const session = [0];
  api.must('ProcessIdToSessionId', process.pid, session);
  if (filled(session) === 0) return undefined;
  const text = (name: string) =>
    registryValue(api, `${SESSIONS}${filled(session)}`, name, RRF_RT_REG_SZ)
      ?.toString('utf16le')
      .replace(/\0+$/, '');
  const desktopSid = text('LoggedOnUserSID');
  if (!desktopSid || desktopSid === sid) return undefined;
  return text('LoggedOnSAMUser') || desktopSid;
}

function registryValue(api: WindowsApi, key: string, name: string, type: number): Buffer | undefined {
  const [data, length] = [Buffer.alloc(1024), [1024]];
  const code = api.call('RegGetValueW', HKEY_LOCAL_MACHINE, key, name, type, null, data, length);
  return code === 0 ? data.subarray(0, filled(length)) : undefined;
}
