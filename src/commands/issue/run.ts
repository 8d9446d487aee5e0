import { untilLoginIdStands } from '../ask/other-login-id.ts';
import { openSecrets } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { programAfter } from '../session/after-installation.ts';
import { clientWarnings } from '../session/client.ts';
import { clockWarnings } from '../session/clock.ts';
import { type Subject, subjectJson, tellResult, withOrigin } from '../session/ending.ts';
import { enrollFor, stepSpinner } from '../session/enrolling.ts';
import { checkPlace } from '../session/lasting-place.ts';
import { enrollMany } from '../session/many/run.ts';
import { checkListUsage, ROWS_LOG_IN } from '../session/many/usage.ts';
import { refuseUnoffered } from '../session/offered.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { showWarnings } from '../show/warnings.ts';
import type { IssueOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options` */
export function checkUsage(_deps: Deps, names: readonly string[], options: IssueOptions): void {
  checkListUsage(names, options, ROWS_LOG_IN);
}

/** `cert-tool issue [login-id]`: gets a certificate and installs it. Returns the exit code. */
export async function run(
  deps: Deps,
  [loginIdArgument]: readonly (string | undefined)[],
  options: IssueOptions,
): Promise<number> {
  return withOrigin(deps, 'issue', (subject) => issueFor(deps, loginIdArgument, options, subject));
}

async function issueFor(
  deps: Deps,
  loginIdArgument: string | undefined,
  options: IssueOptions,
  subject: Subject,
): Promise<number> {
  if (options.checkBank) await refuseUnoffered(deps, 'states');
  await checkPlace(deps, options);
  const after = programAfter(deps, options.after);
  const request = {
    keySize: options.keySize,
    dryRun: options.dryRun === true,
    checkBank: options.checkBank === true,
    after,
  };
  if (options.from !== undefined) {
    return enrollMany(deps, {
      event: 'issue',
      options,
      prepare:
        async () =>
        async ({ loginId }) => ({ loginId, ...request }),
    });
  }
  const spinner = stepSpinner(deps);
  try {
    const sources = await openSecrets(deps, options, spinner.stop);
    const first = await sources.loginId(loginIdArgument);
    await untilLoginIdStands(first, async (loginId) => {
      subject.loginId = loginId;
      const result = await enrollFor(deps, sources.secretsFor(loginId), spinner, {
        loginId,
        ...request,
      });
      spinner.stop();
      await tellResult(deps, subject, result);
      deps.ui.document({ ...(await subjectJson(deps, subject)), ...enrollmentDocument(deps, result) });
      await showEnrollmentResult(deps, loginId, result);
      showWarnings(deps, [...clockWarnings(deps), ...clientWarnings(deps)]);
    });
    return 0;
  } finally {
    spinner.stop();
  }
}
