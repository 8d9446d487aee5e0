import type { Deps, Examination } from '../../../src/commands/deps.ts';
import { type RunInProcess, type RunResult, runInProcess } from '../../support/run-in-process.ts';

interface Shown {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/** One check as `doctor --json` tells of it. */
export interface ShownCheck {
  readonly id: string;
  readonly status: string;
  readonly error?: Shown;
  readonly others?: readonly Shown[];
  readonly detail?: string;
  readonly note?: string;
  readonly needs: readonly string[];
  readonly because?: string;
}

export interface Document {
  readonly ok: boolean;
  readonly verdict: string;
  readonly cause?: string;
  readonly error?: Shown;
  readonly user?: { readonly loginId: string; readonly can: string };
  readonly checks: readonly ShownCheck[];
  readonly fixes?: readonly { readonly check: string; readonly outcome: string }[];
}

export interface Doctored extends RunResult {
  readonly document: Document;
  check(id: string): ShownCheck;
}

/** `doctor --json`, in English. */
export async function doctored(
  home: string,
  args: readonly string[] = [],
  options: Partial<RunInProcess> = {},
): Promise<Doctored> {
  const env = { CERT_TOOL_HOME: home, HOME: home, ...options.env };
  const result = await runInProcess(['doctor', '--json', '--lang', 'en', ...args], { ...options, env });
  const document: Document = JSON.parse(result.stdout);
  const check = (id: string) => {
    const found = document.checks.find((each) => each.id === id);
    if (!found) throw new Error(`no check ${id}`);
    return found;
  };
  return { ...result, document, check };
}

type Probes = Examination['probes'];

/** A recorded answer in the place of what this machine cannot show. */
export function recorded(change: (probes: Probes) => Partial<Probes>): NonNullable<RunInProcess['alter']> {
  return (deps: Deps) => ({
    async examination(of, loginId) {
      const examination = await deps.examination({ ...deps, ...of }, loginId);
      return { ...examination, probes: { ...examination.probes, ...change(examination.probes) } };
    },
  });
}
