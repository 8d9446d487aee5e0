import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { VARIABLES } from './options.ts';

/** What `--credentials` and `--password-stdin` gave. */
export interface Credentials {
  readonly loginId?: string;
  readonly password?: string;
  readonly otp?: string;
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
  const line = await unlessAborted(deps, deps.readStdinLine());
  if (line === undefined) return { asksPassword: true };
  if (line !== '') return { passwordFromStdin: line };
  const what: Text = { ja: 'ログインパスワード', en: 'login password' };
  throw new CertToolError('missing-input', {
    params: { what, option: '--password-stdin', variable: VARIABLES.password },
  });
}

async function readFrom(deps: Deps, file: string): Promise<Credentials> {
  if (file === '-') return parseCredentials(await unlessAborted(deps, deps.readStdin()), 'stdin');
  const { text, readableByOthers } = await unlessAborted(deps, deps.readPrivateFile(file));
  if (readableByOthers) {
    warn(deps, new CertToolError('credentials-file-readable', { params: { file } }));
  }
  return parseCredentials(text, file);
}

/** A pipe may never be written to: Ctrl-C must end the wait for it. */
async function unlessAborted<T>({ signal }: Deps, reading: Promise<T>): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  return Promise.race([reading, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

/** The contents are never part of an error: they are secrets. */
function parseCredentials(text: string, file: string): Credentials {
  const invalid = (detail: Text) =>
    new CertToolError('invalid-credentials-file', { params: { file, detail } });
  if (text.length > LARGEST) throw invalid({ ja: '大きすぎます', en: 'it is too large' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid({ ja: 'JSON の形式ではありません', en: 'it is not JSON' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ ja: 'JSON のオブジェクトではありません', en: 'it is no JSON object' });
  }
  for (const [name, each] of Object.entries(value)) {
    if (!NAMES.some((known) => known === name)) {
      throw invalid({ ja: '知らない項目があります', en: 'it holds a name that is not known' });
    }
    if (typeof each !== 'string' || each === '') {
      throw invalid({ ja: `${name} が空でない文字列ではありません`, en: `${name} is no string, or empty` });
    }
  }
  return value;
}
