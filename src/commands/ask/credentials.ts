import { CertToolError } from '../../core/error.ts';
import { jsonFault } from '../../core/json-fault.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { VARIABLES } from './options.ts';
import { pipedStdin } from './piped-stdin.ts';

/** What `--credentials` and `--password-stdin` gave. */
export interface Credentials {
  readonly loginId?: string;
  readonly password?: string;
  readonly otp?: string;
  /** Of a token, as `readToken` takes it. */
  readonly otpSecret?: string;
  readonly confirmationPassword?: string;
  readonly passwordFromStdin?: string;
  /** Stdin, from which the login password was to come, is a terminal: there it is asked for, masked. */
  readonly asksPassword?: true;
}

const NAMES = ['loginId', 'password', 'otp', 'confirmationPassword'] as const;
/** Far more than four strings need; a wrong file given by mistake must not fill the memory. */
const LARGEST = 64 * 1024;

/**
 * Reads the credentials that were given by file or stdin.
 * @throws CertToolError `invalid-credentials-file`, `unreadable-file`, `unreadable-text`, `missing-input`, `conflicting-options`
 */
export async function readCredentials(
  deps: Deps,
  options: { readonly credentials?: string; readonly passwordStdin?: boolean },
): Promise<Credentials> {
  const { credentials: file, passwordStdin } = options;
  if (passwordStdin && file === '-') {
    const both = '--password-stdin, --credentials -';
    throw new CertToolError('conflicting-options', { params: { detail: both } });
  }
  const fromFile = file === undefined ? {} : await readFrom(deps, file);
  return passwordStdin ? { ...fromFile, ...(await passwordFromStdin(deps)) } : fromFile;
}

async function passwordFromStdin(deps: Deps): Promise<Credentials> {
  const line = await deps.readStdinLine();
  if (line === undefined) return { asksPassword: true };
  if (line !== '') return { passwordFromStdin: line };
  const what: Text = { ja: 'ログインパスワード', en: 'login password' };
  throw new CertToolError('missing-input', {
    params: { what, option: '--password-stdin', variable: VARIABLES.password },
  });
}

async function readFrom(deps: Deps, file: string): Promise<Credentials> {
  if (file === '-') return parseCredentials(await pipedStdin(deps, '--credentials -'), 'stdin');
  const { text, ...access } = await deps.readPrivateFile(file);
  warnOfAccess(deps, file, access);
  return parseCredentials(text, file);
}

/** Warns of a file of secrets that others can get at. */
export function warnOfAccess(
  deps: Deps,
  file: string,
  { readableByOthers, writableByOthers }: { readableByOthers: boolean; writableByOthers: boolean },
): void {
  const access = accessOf(readableByOthers, writableByOthers);
  if (access) warn(deps, new CertToolError('credentials-file-readable', { params: { file, access } }));
}

/** What others may do with the file, where it is anything. Who may change it could send a login ID's tries astray. */
function accessOf(readable: boolean, writable: boolean): Text | undefined {
  if (readable && writable) return { ja: '読み取りと変更', en: 'read and change' };
  if (writable) return { ja: '変更', en: 'change' };
  return readable ? { ja: '読み取り', en: 'read' } : undefined;
}

/** The contents are never part of an error: they are secrets. */
function parseCredentials(text: string, file: string): Credentials {
  const invalid = (detail: Text) =>
    new CertToolError('invalid-credentials-file', { params: { file, detail } });
  if (text.length > LARGEST) throw invalid({ ja: '大きすぎます', en: 'it is too large' });
  const fault = jsonFault(text);
  if (fault) throw invalid(fault);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ ja: 'JSON のオブジェクトではありません', en: 'it is no JSON object' });
  }
  for (const [index, [name, each]] of Object.entries(value).entries()) {
    if (!NAMES.some((known) => known === name)) {
      throw invalid(unknownName(name, index));
    }
    if (typeof each !== 'string' || each === '') {
      throw invalid({ ja: `${name} が空でない文字列ではありません`, en: `${name} is no string, or empty` });
    }
  }
  return value;
}

/** What a name in such a file is likely to be made of. */
const USUAL_NAME =
  /^(?=.*(?:login|user|id|name|pass|pw|otp|code|token|confirm|bank|mail|comment|note))[a-z_-]{2,30}$/i;

/** Which name it is that is not known. One that looks like no name may be a password in the wrong place. */
function unknownName(name: string, index: number): Text {
  if (USUAL_NAME.test(name)) {
    return { ja: `「${name}」という項目はありません`, en: `there is no name "${name}"` };
  }
  return {
    ja: `${index + 1} 番目の項目は、知らない名前です`,
    en: `its name number ${index + 1} is not known`,
  };
}
