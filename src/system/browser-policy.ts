import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { POLICY, policyFile, REGISTRY_KEYS } from '../core/browser-policy.ts';
import { CertToolError } from '../core/error.ts';
import type { BrowserName } from '../core/ports/browsers.ts';
import { readIfThere, writeFileSynced } from './files.ts';
import { type RunResult, run } from './processes.ts';
import { windowsReg } from './programs.ts';

/** https://chromeenterprise.google/policies/ and Debian's Chromium. */
const LINUX_FOLDERS: Readonly<Record<BrowserName, string>> = {
  edge: '/etc/opt/edge/policies/managed',
  chrome: '/etc/opt/chrome/policies/managed',
  chromium: '/etc/chromium/policies/managed',
};

const FILE = 'cert-tool.json';
const REG_TIMEOUT_MS = 10_000;

export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** What the folders of Linux lie in; the root of the file system. */
  readonly root?: string;
}

/**
 * Sets an entry of the policy AutoSelectCertificateForUrls for all users of this PC, beside what cert-tool set for other
 * pages before. Returns the file or the registry key.
 * @param entry as `entryFor` of core/browser-policy.ts makes it
 * @throws CertToolError `administrator-needed`, `policy-not-set`
 */
export async function installBrowserPolicy(
  browser: BrowserName,
  entry: string,
  place: PolicyPlace,
): Promise<string> {
  if (place.platform === 'linux') return installFile(browser, entry, place.root ?? '/');
  if (place.platform === 'win32') return installInRegistry(browser, entry, place.env);
  throw new CertToolError('policy-not-set', { params: { detail: place.platform } });
}

async function installFile(browser: BrowserName, entry: string, root: string): Promise<string> {
  const folder = join(root, LINUX_FOLDERS[browser]);
  const file = join(folder, FILE);
  try {
    const others = entriesIn(await readIfThere(file)).filter(
      (other) => patternOf(other) !== patternOf(entry),
    );
    await makeReadableFolders(folder);
    await writeFileSynced(file, policyFile([...others, entry]));
    await chmod(file, 0o644);
    return file;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new CertToolError('administrator-needed');
    throw new CertToolError('policy-not-set', { params: { detail: code ?? file }, cause: error });
  }
}

/** Browsers run as other users than root, whose umask often keeps everything from them. */
async function makeReadableFolders(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
}

/** What cert-tool wrote before; what cannot be understood is written anew. */
function entriesIn(text: string | undefined): string[] {
  try {
    const entries: unknown = (JSON.parse(text ?? '{}') as Record<string, unknown>)[POLICY];
    return Array.isArray(entries) ? entries.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

function patternOf(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { pattern?: unknown }).pattern;
  } catch {
    return undefined;
  }
}

async function installInRegistry(
  browser: BrowserName,
  entry: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const key = `HKLM\\${REGISTRY_KEYS[browser]}\\${POLICY}`;
  const reg = (args: readonly string[]) => run(windowsReg(env), args, { env, timeoutMs: REG_TIMEOUT_MS });
  const name = freeName((await reg(['query', key])).stdout.toString('latin1'), patternOf(entry));
  const added = await reg(['add', key, '/v', name, '/t', 'REG_SZ', '/d', entry, '/f']);
  if (succeeded(added)) return key;
  if (await isAdministrator(reg)) throw new CertToolError('policy-not-set', { params: { detail: key } });
  throw new CertToolError('administrator-needed');
}

/** `reg.exe` names a missing right only in the system's language; this key is readable for administrators alone. */
async function isAdministrator(reg: (args: readonly string[]) => Promise<RunResult>): Promise<boolean> {
  return succeeded(await reg(['query', 'HKU\\S-1-5-19']));
}

function succeeded({ ended, code }: RunResult): boolean {
  return ended === 'exit' && code === 0;
}

/**
 * The values of the list are named 1, 2, …: the one for the same page, otherwise the first that is free.
 * @param listed lines like `    1    REG_SZ    {…}`, the same in every language
 */
export function freeName(listed: string, pattern: unknown): string {
  const values = [...listed.matchAll(/^\s+(\d+)\s+REG_SZ\s+(\{.*\})\s*$/gm)];
  const same = values.find(([, , entry = '']) => patternOf(entry) === pattern);
  if (same?.[1]) return same[1];
  const taken = new Set(values.map(([, name]) => Number(name)));
  let free = 1;
  while (taken.has(free)) free += 1;
  return String(free);
}
