import { isSameEntry, POLICY, PROMPT_POLICY, REGISTRY_KEYS, valueName } from '../core/browser-policy.ts';
import { CertToolError } from '../core/error.ts';
import type { BrowserName, RemovedPolicy } from '../core/ports/desktop.ts';
import { type RunResult, run } from '../system/processes.ts';
import { windowsReg } from '../system/programs.ts';

const REG_TIMEOUT_MS = 10_000;

type Reg = (...args: readonly string[]) => Promise<RunResult>;

interface Value {
  readonly name: string;
  readonly text: string;
}

/** As `installBrowserPolicy`, on Windows. */
export async function installInRegistry(
  browser: BrowserName,
  entries: readonly string[],
  severalUsers: boolean,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { reg, browserKey, key } = placeOf(browser, env);
  const values = valuesIn(await listing(reg, key));
  const taken = new Set(values.map(({ name }) => name));
  for (const entry of entries) {
    if (values.some(({ text }) => isSameEntry(text, entry))) continue;
    const name = valueName(entry, taken);
    taken.add(name);
    await change(reg, key, ['add', key, '/v', name, '/t', 'REG_SZ', '/d', entry, '/f']);
  }
  // Asked last: without an entry it says nothing.
  if (severalUsers) {
    const value = ['/v', PROMPT_POLICY, '/t', 'REG_DWORD', '/d', '1', '/f'];
    await change(reg, browserKey, ['add', browserKey, ...value]);
  }
  return key;
}

/** As `removeBrowserPolicy`, on Windows. */
export async function removeFromRegistry(
  browser: BrowserName,
  entries: readonly string[],
  severalUsers: boolean,
  env: NodeJS.ProcessEnv,
): Promise<RemovedPolicy> {
  const { reg, browserKey, key } = placeOf(browser, env);
  const all = valuesIn(await listing(reg, key));
  const ours = all.filter(({ text }) => entries.some((entry) => isSameEntry(text, entry)));
  const removed = ours.map(({ text }) => text);
  // First: were this run ended between the two, nobody would know any more whose question it is.
  const isOver = severalUsers || (ours.length > 0 && ours.length === all.length);
  if (isOver && asksIn(valuesIn(await listing(reg, browserKey)))) {
    await change(reg, browserKey, ['delete', browserKey, '/v', PROMPT_POLICY, '/f']);
    removed.push(PROMPT_POLICY);
  }
  for (const { name } of ours) await change(reg, key, ['delete', key, '/v', name, '/f']);
  if (ours.length > 0 && isEmpty(await listing(reg, key), key)) {
    await change(reg, key, ['delete', key, '/f']);
  }
  return { removed, place: key };
}

/** The policy's values, others' among them. */
export async function valuesInRegistry(
  browser: BrowserName,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly values: readonly Value[]; readonly place: string }> {
  const { reg, key } = placeOf(browser, env);
  return { values: valuesIn(await listing(reg, key)), place: key };
}

/** Whether a browser asks where several certificates fit. */
export async function asksInRegistry(browser: BrowserName, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { reg, browserKey } = placeOf(browser, env);
  return asksIn(valuesIn(await listing(reg, browserKey)));
}

/** Whether the question of several users is switched on. */
function asksIn(values: readonly Value[]): boolean {
  return values.some(({ name, text }) => name === PROMPT_POLICY && Number(text) === 1);
}

function placeOf(browser: BrowserName, env: NodeJS.ProcessEnv) {
  const browserKey = `HKLM\\${REGISTRY_KEYS[browser]}`;
  return { reg: regOf(env), browserKey, key: `${browserKey}\\${POLICY}` };
}

function regOf(env: NodeJS.ProcessEnv): Reg {
  return (...args) => run(windowsReg(env), args, { env, timeoutMs: REG_TIMEOUT_MS });
}

/** What `reg.exe` lists; nothing where there is no such key. Other characters than ASCII are in some code page. */
async function listing(reg: Reg, key: string): Promise<string> {
  const listed = await reg('query', key);
  if (listed.ended !== 'exit') throw new CertToolError('policy-not-set', { params: { detail: key } });
  return listed.stdout.toString('latin1');
}

/** @param listed lines like `    1    REG_SZ    {…}`, the same in every language */
export function valuesIn(listed: string): Value[] {
  return [...listed.matchAll(/^ +(\S.*?) +REG_\w+ +(.*)$/gm)].map(([, name = '', text = '']) => ({
    name,
    text: text.trimEnd(),
  }));
}

/** Neither values nor keys below: at most the key itself is named. */
export function isEmpty(listed: string, key: string): boolean {
  const whole = key.replace('HKLM', 'HKEY_LOCAL_MACHINE').toLowerCase();
  return listed.split('\n').every((line) => ['', whole].includes(line.trim().toLowerCase()));
}

async function change(reg: Reg, key: string, args: readonly string[]): Promise<void> {
  if (succeeded(await reg(...args))) return;
  if (await isAdministrator(reg)) throw new CertToolError('policy-not-set', { params: { detail: key } });
  throw new CertToolError('administrator-needed');
}

/** `reg.exe` names a missing right only in the system's language; this key is readable for administrators alone. */
async function isAdministrator(reg: Reg): Promise<boolean> {
  return succeeded(await reg('query', 'HKU\\S-1-5-19'));
}

function succeeded({ ended, code }: RunResult): boolean {
  return ended === 'exit' && code === 0;
}
