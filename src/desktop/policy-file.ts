import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSameEntry, POLICY, PROMPT_POLICY, policyFile } from '../core/browser-policy.ts';
import { CertToolError } from '../core/error.ts';
import type { BrowserName, RemovedPolicy } from '../core/ports/desktop.ts';
import { readIfThere, removeSynced, writeFileSynced } from '../system/files.ts';
import { makeFolders } from '../system/owner-only.ts';

/** https://chromeenterprise.google/policies/ and Debian's Chromium. */
const LINUX_FOLDERS: Readonly<Record<BrowserName, string>> = {
  edge: 'etc/opt/edge/policies/managed',
  chrome: 'etc/opt/chrome/policies/managed',
  chromium: 'etc/chromium/policies/managed',
};

const FILE = 'cert-tool.json';

/** What the file says: this policy's entries, not all of which need be ours, and whatever else was put into it. */
interface Content {
  readonly entries: readonly unknown[];
  readonly others: object;
}

/** As `installBrowserPolicy`, on Linux. @param root what the folders lie in */
export function installInFile(
  browser: BrowserName,
  entries: readonly string[],
  severalUsers: boolean,
  root: string,
): Promise<string> {
  const file = fileOf(browser, root);
  return changing(file, async () => {
    const content = contentOf(await readIfThere(file));
    await makeReadableFolders(dirname(file));
    const others = { ...content.others, ...(severalUsers ? { [PROMPT_POLICY]: true } : {}) };
    await write(file, { others, entries: [...withoutOurs(content, entries), ...entries] });
    return file;
  });
}

/** As `removeBrowserPolicy`, on Linux. @param root what the folders lie in */
export function removeFromFile(
  browser: BrowserName,
  entries: readonly string[],
  severalUsers: boolean,
  root: string,
): Promise<RemovedPolicy> {
  const file = fileOf(browser, root);
  return changing(file, async () => {
    const content = contentOf(await readIfThere(file));
    const kept = withoutOurs(content, entries);
    const removed = content.entries.filter((each) => !kept.includes(each)).map(String);
    const others = new Map(Object.entries(content.others));
    const isOver = severalUsers || (removed.length > 0 && kept.length === 0);
    if (isOver && others.get(PROMPT_POLICY) === true) {
      others.delete(PROMPT_POLICY);
      removed.push(PROMPT_POLICY);
    }
    if (removed.length === 0) return { removed, place: file };
    if (kept.length === 0 && others.size === 0) await removeSynced(file);
    else await write(file, { entries: kept, others: Object.fromEntries(others) });
    return { removed, place: file };
  });
}

/** All entries of our own file, whichever bank and page they are for. @param root what the folders lie in */
export async function entriesInFile(
  browser: BrowserName,
  root: string,
): Promise<{ readonly entries: readonly string[]; readonly place: string }> {
  const place = fileOf(browser, root);
  const { entries } = contentOf(await readIfThere(place));
  return { entries: entries.filter((each) => typeof each === 'string'), place };
}

function fileOf(browser: BrowserName, root: string): string {
  return join(policyFolder(browser, root), FILE);
}

/** The folder of all policies for a browser, ours and others'. @param root what it lies in */
export function policyFolder(browser: BrowserName, root: string): string {
  return join(root, LINUX_FOLDERS[browser]);
}

function withoutOurs({ entries }: Content, ours: readonly string[]): unknown[] {
  return entries.filter((each) => !ours.some((entry) => isSameEntry(each, entry)));
}

function write(file: string, { entries, others }: Content): Promise<void> {
  return writeReadable(file, policyFile(entries, others));
}

/** Writes a file that everybody can read. */
export async function writeReadable(file: string, text: string): Promise<void> {
  await writeFileSynced(file, text);
  await chmod(file, 0o644);
}

/** Changes a policy's file. @throws CertToolError `administrator-needed`, `policy-not-set` */
export async function changing<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CertToolError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new CertToolError('administrator-needed');
    throw new CertToolError('policy-not-set', { params: { detail: code ?? file }, cause: error });
  }
}

/** Browsers run as other users than root, whose umask often keeps everything from them. */
export async function makeReadableFolders(folder: string): Promise<void> {
  const first = await makeFolders(folder, 0o777);
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
}

/** What cannot be understood holds for no browser either, and counts as nothing. */
function contentOf(text: string | undefined): Content {
  try {
    const { [POLICY]: entries, ...others } = JSON.parse(text ?? '{}') as Record<string, unknown>;
    return { entries: Array.isArray(entries) ? entries : [], others };
  } catch {
    return { entries: [], others: {} };
  }
}
