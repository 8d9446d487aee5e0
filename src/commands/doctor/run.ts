import { toCertToolError } from '../../core/error.ts';
import type { Result } from '../../doctor/check.ts';
import { CHECKS } from '../../doctor/checks/index.ts';
import { loginPageCheck } from '../../doctor/checks/login-page.ts';
import { examine, mainCause, needsAttention } from '../../doctor/examine.ts';
import type { Probes } from '../../doctor/probes.ts';
import { type Standing, standingOf } from '../../doctor/standing.ts';
import { checkedLoginId, putRight } from '../ask/login-id.ts';
import type { Deps, Examination } from '../deps.ts';
import { completingCommand } from '../show/completing-command.ts';
import { ATTENTION, showExamined } from './show.ts';
import type { DoctorOptions } from './spec.ts';

/** How long one look may take: PowerShell on a slow PC starts within it. */
const PATIENCE_MS = 20_000;

/** `cert-tool doctor`: what is wrong on this PC, and what to do. Returns the exit code. */
export async function run(
  deps: Deps,
  [given]: readonly string[],
  { loginPage }: DoctorOptions,
): Promise<number> {
  const { ui, signal } = deps;
  const loginId = given === undefined ? undefined : checkedLoginId(putRight(deps, given));
  const examination = await deps.examination(deps, loginId);
  const probes = withCommands(deps, examination);
  const checks = [...CHECKS, ...(loginPage === undefined ? [] : [loginPageCheck(loginPage)])];
  const progress = ui.progress(ui.text('doctor.looking'));
  try {
    const results = await examine(checks, probes, {
      signal,
      patienceMs: PATIENCE_MS,
      wait: deps.wait,
    });
    const standing = loginId === undefined ? undefined : await standingFor(probes, loginId);
    progress.stop();
    return show(deps, results, loginId === undefined ? undefined : { loginId, standing });
  } finally {
    progress.stop();
    await examination.close();
  }
}

function show(
  deps: Deps,
  results: readonly Result[],
  user: Parameters<typeof showExamined>[1]['user'],
): number {
  const isDue = needsAttention(results);
  showExamined(deps, { results, cause: mainCause(results), isDue, user });
  return isDue ? ATTENTION : 0;
}

/** What completes a request depends on how cert-tool was started. */
function withCommands(deps: Deps, { probes }: Examination): Probes {
  return {
    ...probes,
    async journal() {
      const { entries, ...others } = await probes.journal();
      const set = await deps.knownIdentity().catch(() => undefined);
      return {
        ...others,
        entries: entries.map((entry) => ({ ...entry, command: completingCommand(deps, entry, set) })),
      };
    },
  };
}

/** Undefined where what it depends on cannot be seen: that is a finding of its own. */
async function standingFor(probes: Probes, loginId: string): Promise<Standing | undefined> {
  try {
    return await standingOf(probes, loginId);
  } catch (error) {
    if (toCertToolError(error).isCancellation) throw error;
    return undefined;
  }
}
