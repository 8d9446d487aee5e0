import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY, PROMPT_POLICY } from '../core/browser-policy.ts';
import { membersIn } from '../core/json-object.ts';
import type { BrowserName } from '../core/ports/desktop.ts';
import { readIfThere } from '../system/files.ts';
import { policyFolder } from './policy-file.ts';
import type { PolicyPlace } from './policy-place.ts';
import { asksInRegistry, valuesInRegistry } from './policy-registry.ts';

/** What a browser is told of choosing a certificate, by whomever. */
export interface ChoosingPolicy {
  readonly browser: BrowserName;
  readonly entries: readonly string[];
  /** It asks where several certificates fit. */
  readonly asks: boolean;
  /** Entries that do not count, for the file `by` sets the policy, too. */
  readonly outvoted?: readonly {
    readonly file: string;
    readonly by: string;
    readonly entries: readonly string[];
  }[];
}

/** A file that a browser leaves out, for it cannot be read, or is no JSON. */
export interface UnreadablePolicy {
  readonly browser: BrowserName;
  readonly file: string;
}

const BROWSERS: readonly BrowserName[] = ['edge', 'chrome', 'chromium'];

/** All of it, others' settings too. A place that cannot be read tells nothing. */
export async function choosingPolicies(place: PolicyPlace): Promise<ChoosingPolicy[]> {
  const found: ChoosingPolicy[] = [];
  for (const browser of BROWSERS) {
    const policy = await policyOf(browser, place).catch(() => undefined);
    if (policy && (policy.entries.length > 0 || policy.outvoted)) found.push({ browser, ...policy });
  }
  return found;
}

/** On Linux alone there are files; what Chromium cannot read it passes over without a word. */
export async function unreadablePolicies({ platform, root = '/' }: PolicyPlace): Promise<UnreadablePolicy[]> {
  if (platform !== 'linux') return [];
  const found: UnreadablePolicy[] = [];
  for (const browser of BROWSERS) {
    const files = await filesIn(policyFolder(browser, root)).catch(() => []);
    const broken = files.filter(({ content }) => content === undefined);
    found.push(...broken.map(({ file }) => ({ browser, file })));
  }
  return found;
}

type Policy = Omit<ChoosingPolicy, 'browser'>;

async function policyOf(
  browser: BrowserName,
  { platform, env, root = '/' }: PolicyPlace,
): Promise<Policy | undefined> {
  if (platform === 'linux') return inFiles(policyFolder(browser, root));
  if (platform !== 'win32') return undefined;
  const { values } = await valuesInRegistry(browser, env);
  // A policy's own list is numbered; all else in the key is none of its values.
  const entries = values.filter(({ name }) => /^\d+$/.test(name)).map(({ text }) => text);
  return { entries, asks: await asksInRegistry(browser, env) };
}

/** Chromium takes the files of the folder in the order of their names, and of each policy the last one. */
async function inFiles(folder: string): Promise<Policy> {
  const files = await filesIn(folder);
  const asks = files
    .map(({ content }) => content?.[PROMPT_POLICY])
    .findLast((each) => typeof each === 'boolean');
  const choosing = files.flatMap(({ file, content }) => {
    const entries = content?.[POLICY];
    return Array.isArray(entries)
      ? [{ file, entries: entries.filter((each) => typeof each === 'string') }]
      : [];
  });
  const last = choosing.at(-1);
  const outvoted = choosing.slice(0, -1).map((each) => ({ ...each, by: last?.file ?? '' }));
  return {
    entries: last?.entries ?? [],
    asks: asks === true,
    ...(outvoted.length > 0 && { outvoted }),
  };
}

interface PolicyFile {
  readonly file: string;
  /** Undefined for what cannot be read, or is no JSON. */
  readonly content: Readonly<Record<string, unknown>> | undefined;
}

/** In the order of their names. */
async function filesIn(folder: string): Promise<PolicyFile[]> {
  const files: PolicyFile[] = [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((each) => !each.isDirectory());
  for (const { name } of names.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const file = join(folder, name);
    // What this user may not read the browser may not, either.
    files.push({ file, content: membersIn((await readIfThere(file).catch(() => '')) ?? '{}') });
  }
  return files;
}
