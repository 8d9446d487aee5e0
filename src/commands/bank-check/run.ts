import { Bench } from '../../bank-check/bench.ts';
import type { Case } from '../../bank-check/case.ts';
import { CASES } from '../../bank-check/cases/index.ts';
import { type Result, runCases } from '../../bank-check/runner.ts';
import { Wire } from '../../bank-check/wire.ts';
import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { codesOf } from './codes.ts';
import { openKept } from './kept.ts';
import { type Reporter, reporterFor } from './reporter.ts';
import { resultJson, totalsOf } from './result-json.ts';
import type { BankCheckOptions } from './spec.ts';
import { testUsersIn } from './users.ts';

/** @throws CertToolError `conflicting-options`, `invalid-option` */
export function checkUsage(deps: Deps, _args: readonly string[], options: BankCheckOptions): void {
  const { format = 'page', only = [] } = options;
  if (deps.settings.json && format !== 'page') {
    throw new CertToolError('conflicting-options', { params: { detail: `--json, --format ${format}` } });
  }
  const unknown = only.find((name) => !CASES.some((each) => each.name === name));
  if (unknown === undefined) return;
  const names = CASES.map(({ name }) => name).join(', ');
  throw new CertToolError('invalid-option', { params: { detail: `--only ${unknown} (${names})` } });
}

/** `cert-tool bank-check <url>`: tries each promise of the contract at a bank. Returns the exit code. */
export async function run(
  deps: Deps,
  [url = '']: readonly string[],
  options: BankCheckOptions,
): Promise<number> {
  const { users, held } = await testUsersIn(deps, options.users);
  const at = deps.withBank({ bank: url });
  if (at.settings.protocol === 'est') {
    throw new CertToolError('conflicting-options', { params: { detail: 'bank-check, --protocol est' } });
  }
  const { http, baseUrl } = await at.openHttp();
  try {
    const kept = await openKept(at, options.resume, baseUrl.href);
    const wire = new Wire({
      http,
      basePath: baseUrl.pathname,
      version: at.client.version,
      timeoutMs: at.settings.timeoutMs,
      signal: at.signal,
      log: (event) => at.ui.detail(JSON.stringify(event), { event: 'request', ...event }),
      wait: (ms) => at.wait(ms),
    });
    const bench = new Bench({
      wire,
      testUsers: users,
      held: [...held, ...kept.held],
      code: codesOf(at),
      setClock: clockOf(at, options.clockCommand),
      elapsed: () => at.elapsed(),
      destructive: options.destructive ?? false,
    });
    const cases = chosen(options);
    const reporter = reporterFor(at, options.format ?? 'page', cases.length);
    return await tried(at, bench, { cases, options, reporter, kept, host: baseUrl.host });
  } finally {
    await http.close();
  }
}

interface Trial {
  readonly cases: readonly Case[];
  readonly options: BankCheckOptions;
  readonly reporter: Reporter;
  readonly kept: Awaited<ReturnType<typeof openKept>>;
  readonly host: string;
}

async function tried(deps: Deps, bench: Bench, trial: Trial): Promise<number> {
  const { cases, options, reporter, kept, host } = trial;
  const passed = new Set(kept.passed);
  const results = await runCases(bench, {
    cases,
    host,
    passed: new Set(kept.passed),
    destructive: options.destructive ?? false,
    hasClock: options.clockCommand !== undefined,
    signal: deps.signal,
    async onResult(result) {
      if (result.outcome === 'passed') passed.add(result.case.name);
      reporter.result(result);
      await kept.keep([...passed], bench.held);
    },
  });
  reporter.end(results);
  return ending(deps, results);
}

/** @throws CertToolError `contract-broken` */
function ending({ ui }: Deps, results: readonly Result[]): number {
  const totals = totalsOf(results);
  const lines = results.map((result) => resultJson(result, ui.language));
  if (totals.failed > 0) {
    const { failed, passed, skipped } = totals;
    const params = { failed, total: failed + passed + skipped };
    throw new CertToolError('contract-broken', { params }).withResults(lines, totals);
  }
  ui.document({ ok: true, ...totals, results: lines });
  return 0;
}

function chosen({ only }: BankCheckOptions): readonly Case[] {
  return only === undefined ? CASES : CASES.filter(({ name }) => only.includes(name));
}

function clockOf(deps: Deps, commandLine: string | undefined) {
  if (commandLine === undefined) return undefined;
  return (time: Date) => deps.runClockCommand(commandLine, time);
}
