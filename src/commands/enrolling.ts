import type { Progress } from '../core/ports/ui.ts';
import type { EnrollmentPorts, Secrets, Step } from '../enrollment/ports.ts';
import { warnOfOpenBrowsers } from './browsers.ts';
import type { Deps } from './deps.ts';
import { storeFor } from './entry-store.ts';

/** Shows what is being done on a terminal, and with `--verbose`. */
export interface StepSpinner {
  show(step: Step): void;
  stop(): void;
}

export function stepSpinner(deps: Deps): StepSpinner {
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

/** What the flow of one login ID works with. */
export async function enrollmentPorts(
  deps: Deps,
  loginId: string,
  secrets: Secrets,
  spinner: StepSpinner,
): Promise<EnrollmentPorts> {
  const { journal, refusals, openBank, knownIdentity, keepIdentity, lock, newId, now, signal, ui } = deps;
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
    refusals,
    secrets,
    openBank,
    knownIdentity,
    keepIdentity,
    lock,
    newId,
    now,
    beforeLogin: () => warnOfOpenBrowsers(deps, loginId, spinner.stop),
    onStep,
    onSent,
    signal,
  };
}
