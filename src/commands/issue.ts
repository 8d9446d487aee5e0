import type { Progress } from '../core/ports/ui.ts';
import { enroll } from '../enrollment/enroll.ts';
import type { EnrollmentPorts, Secrets, Step } from '../enrollment/ports.ts';
import { withBankChosen } from './bank-choice.ts';
import type { Deps } from './deps.ts';
import { storeFor } from './entry-store.ts';
import { issueDocument, showIssueResult } from './issue-result.ts';
import type { SecretOptions } from './secret-context.ts';
import { openSecrets } from './secrets.ts';

export interface IssueOptions extends SecretOptions {
  readonly keySize: number;
  readonly dryRun?: boolean;
  readonly checkBank?: boolean;
}

/** `cert-tool issue [login-id]`: gets a certificate and installs it. Returns the exit code. */
export async function run(
  given: Deps,
  [loginIdArgument]: readonly (string | undefined)[],
  options: IssueOptions,
): Promise<number> {
  const deps = await withBankChosen(given);
  const spinner = stepSpinner(deps);
  try {
    const sources = await openSecrets(deps, options, spinner.stop);
    const loginId = await sources.loginId(loginIdArgument);
    const result = await enroll(await portsOf(deps, loginId, sources.secretsFor(loginId), spinner), {
      loginId,
      keySize: options.keySize,
      dryRun: options.dryRun === true,
      checkBank: options.checkBank === true,
    });
    spinner.stop();
    deps.ui.document(issueDocument(deps, result));
    showIssueResult(deps, loginId, result);
    return 0;
  } finally {
    spinner.stop();
  }
}

interface StepSpinner {
  show(step: Step): void;
  stop(): void;
}

function stepSpinner(deps: Deps): StepSpinner {
  const { ui } = deps;
  let progress: Progress | undefined;
  return {
    show(step) {
      const text = ui.text(
        step === 'connect' && deps.settings.sandbox ? 'issue.step.practice-bank' : `issue.step.${step}`,
      );
      ui.detail(text);
      if (progress) progress.update(text);
      else progress = ui.progress(text);
    },
    stop() {
      progress?.stop();
      progress = undefined;
    },
  };
}

async function portsOf(
  deps: Deps,
  loginId: string,
  secrets: Secrets,
  spinner: StepSpinner,
): Promise<EnrollmentPorts> {
  const { journal, openBank, knownIdentity, keepIdentity, lock, newId, now, signal, ui } = deps;
  const onSent = () =>
    signal.addEventListener('abort', () => {
      spinner.stop();
      ui.warn(ui.text('issue.finishing'));
    });
  const store = await storeFor(deps, loginId);
  const onStep = spinner.show;
  return {
    store,
    journal,
    secrets,
    openBank,
    knownIdentity,
    keepIdentity,
    lock,
    newId,
    now,
    onStep,
    onSent,
    signal,
  };
}
