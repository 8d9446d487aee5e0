import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY, PROMPT_POLICY } from '../core/browser-policy.ts';
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
}

const BROWSERS: readonly BrowserName[] = ['edge', 'chrome', 'chromium'];

/** All of it, others' settings too. A place that cannot be read tells nothing. */
export async function choosingPolicies(place: PolicyPlace): Promise<ChoosingPolicy[]> {
  const found: ChoosingPolicy[] = [];
  for (const browser of BROWSERS) {
    const policy = await policyOf(browser, place).catch(() => undefined);
    if (policy && policy.entries.length > 0) found.push({ browser, ...policy });
  }
  return found;
}

async function policyOf(
  browser: BrowserName,
  { platform, env, root = '/' }: PolicyPlace,
): Promise<Omit<ChoosingPolicy, 'browser'> | undefined> {
  if (platform === 'linux') return inFiles(policyFolder(browser, root));
  if (platform !== 'win32') return undefined;
  const { values } = await valuesInRegistry(browser, env);
  // A policy's own list is numbered; all else in the key is none of its values.
  const entries = values.filter(({ name }) => /^\d+$/.test(name)).map(({ text }) => text);
  return { entries, asks: await asksInRegistry(browser, env) };
}

/** Chromium takes the files of the folder in the order of their names, and of each policy the last one. */
async function inFiles(folder: string): Promise<Omit<ChoosingPolicy, 'browser'>> {
  let policy: Omit<ChoosingPolicy, 'browser'> = { entries: [], asks: false };
  for (const name of readdirSync(folder).sort()) {
    const content = contentOf(await readIfThere(join(folder, name)));
    const { [POLICY]: entries, [PROMPT_POLICY]: asks } = content;
    if (Array.isArray(entries)) {
      policy = { ...policy, entries: entries.filter((each) => typeof each === 'string') };
    }
    if (typeof asks === 'boolean') policy = { ...policy, asks };
  }
  return policy;
}

function contentOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
