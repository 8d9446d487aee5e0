import { conflict } from '../../core/conflict.ts';
import { CertToolError } from '../../core/error.ts';
import { CHECKS } from '../../doctor/checks/index.ts';
import { loginPageCheck } from '../../doctor/checks/login-page.ts';
import { mainCause, needsAttention } from '../../doctor/examine.ts';
import type { Probes } from '../../doctor/probes.ts';
import { checkedLoginId, putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';
import type { Fixed } from './fixes/run.ts';
import { inExamination, type Looked, look } from './look.ts';
import { ATTENTION, showExamined } from './show.ts';
import type { DoctorOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options`, `invalid-option` */
export function checkUsage(_deps: Deps, _args: readonly string[], options: DoctorOptions): void {
  const { last, fix, bundle, unmasked } = options;
  if (last && fix) throw conflict('--last', '--fix');
  if (last && bundle !== undefined) throw conflict('--last', '--bundle');
  if (!unmasked || bundle !== undefined) return;
  const detail = { ja: '--unmasked: --bundle が必要です', en: '--unmasked: it needs --bundle' };
  throw new CertToolError('invalid-option', { params: { detail } });
}

/** `cert-tool doctor`: what is wrong on this PC, and what to do. Returns the exit code. */
export async function run(deps: Deps, [given]: readonly string[], options: DoctorOptions): Promise<number> {
  const { loginPage, fix, last, bundle, unmasked } = options;
  const loginId = given === undefined ? undefined : checkedLoginId(putRight(deps, given));
  const checks = [...CHECKS, ...(loginPage === undefined ? [] : [loginPageCheck(loginPage)])];
  if (last) {
    const { runLast } = await import('./last.ts');
    return runLast(deps, checks, loginId);
  }
  const bundling = bundle === undefined ? undefined : await import('./bundle/bundle.ts');
  const file = bundle === undefined ? undefined : bundling?.newBundle(deps, bundle);
  const fixed: Fixed[] = [];
  for (;;) {
    const { results, standing, more, gathered } = await inExamination(deps, loginId, async (probes) => {
      const looked = await look(deps, checks, probes);
      return {
        ...looked,
        more: fix ? await fixFurther(deps, probes, looked, fixed) : [],
        gathered: await bundling?.gather(deps, probes),
      };
    });
    fixed.push(...more);
    // What was put right may have hidden something else.
    if (more.some(({ outcome }) => outcome === 'done')) continue;
    const isDue = needsAttention(results);
    const user = loginId === undefined ? undefined : { loginId, standing };
    const fixes = fix ? fixed : undefined;
    const examined = { results, cause: mainCause(results), isDue, user, fixes };
    const written =
      file &&
      gathered &&
      (await bundling?.bundle(deps, { file, gathered, examined, isUnmasked: unmasked === true }));
    showExamined(deps, { ...examined, bundle: written });
    return isDue ? ATTENTION : 0;
  }
}

/** @param earlier what was offered already is not offered again */
async function fixFurther(
  deps: Deps,
  probes: Probes,
  { results }: Looked,
  earlier: readonly Fixed[],
): Promise<readonly Fixed[]> {
  const { fixAll } = await import('./fixes/run.ts');
  return fixAll({ deps, probes, results }, new Set(earlier.map(({ fix }) => fix.question)));
}
