import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import type { Progress } from '../../core/ports/ui.ts';
import { enroll } from '../../enrollment/enroll.ts';
import type {
  EnrollmentRequest,
  EnrollmentResult,
  Installation,
  Step,
  UnopenedPorts,
} from '../../enrollment/ports.ts';
import type { Whose } from '../../enrollment/refusals.ts';
import type { Holding } from '../../holdings/holding.ts';
import type { SecretsInHand } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { tellProgram } from './after-installation.ts';
import { judged } from './judged.ts';
import { warnOfOpenBrowsers } from './open-browsers.ts';
import { rememberLoginId } from './remember.ts';

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
      const name = step === 'connect' && deps.settings.sandbox ? 'practice-bank' : step;
      const text = ui.text(`step.${name}`);
      ui.detail(text, { event: 'step', step: name });
      if (progress) progress.update(text);
      else progress = ui.progress(text);
    },
    stop() {
      progress?.stop();
      progress = undefined;
    },
  };
}

export interface Wanted extends EnrollmentRequest {
  /** The program to run after the installation, and its arguments. */
  readonly after: readonly string[] | undefined;
}

/** What the flow ended with, and what its certificate is worth. */
export interface Enrolled extends EnrollmentResult {
  /** Of the certificate. */
  readonly holding?: Holding;
}

/**
 * Runs the flow of one login ID. From the request on a wish to end waits until the flow is over, and from the
 * installation on until the program for afterwards has ended.
 * @param onLoggedIn told when the bank has taken the login in full
 */
export async function enrollFor(
  deps: Deps,
  secrets: SecretsInHand,
  spinner: StepSpinner,
  { after, ...wanted }: Wanted,
  onLoggedIn: () => void = () => {},
): Promise<Enrolled> {
  const { signal, ui } = deps;
  let over = () => {};
  let isInstalled = false;
  const onWish = () => {
    spinner.stop();
    ui.say(ui.text(isInstalled ? 'step.finishing-program' : 'step.finishing'));
  };
  const onSent = () => {
    over();
    over = deps.insistence.sent();
    signal.addEventListener('abort', onWish, { once: true });
  };
  const afterInstallation = after && {
    async afterInstallation(installation: Installation) {
      isInstalled = true;
      onSent();
      return tellProgram(deps, after, installation);
    },
  };
  const given = enrollmentPorts(deps, wanted.loginId, secrets, spinner);
  const told = {
    async onLoggedIn(whose: Whose) {
      onLoggedIn();
      await given.onLoggedIn(whose);
    },
  };
  const ports = { ...given, ...told, onSent, ...afterInstallation };
  try {
    const result = await enroll(ports, wanted);
    const { certificate } = result;
    return certificate ? { ...result, holding: await judged(deps, certificate) } : result;
  } finally {
    over();
    signal.removeEventListener('abort', onWish);
  }
}

/** What the flow of one login ID works with. */
export function enrollmentPorts(
  deps: Deps,
  loginId: string,
  secrets: SecretsInHand,
  spinner: StepSpinner,
): UnopenedPorts {
  const { journal, refusals, renewals, openBank, knownIdentity, keepIdentity, lock, newId, now, signal } =
    deps;
  const onStep = spinner.show;
  return {
    openStore: (resume) => deps.store(resume),
    journal,
    refusals,
    // The practice bank's rules, which are here to be read, tell it of every certificate.
    ...(deps.settings.sandbox ? {} : { renewals }),
    secrets,
    openBank,
    knownIdentity,
    keepIdentity,
    lock,
    newId,
    version: deps.client.version,
    now,
    async beforeLogin(login) {
      const given = warnOfGiven(deps, secrets, spinner.stop);
      if (login === 'for-want-of-key') {
        spinner.stop();
        deps.ui.info(deps.ui.text('step.for-want-of-key'));
      }
      if (login !== undefined) return given;
      return [...given, ...(await warnOfOpenBrowsers(deps, loginId, spinner.stop))];
    },
    async onLoggedIn(whose) {
      if (secrets.remembers) await rememberLoginId(deps, whose.bankId, whose.loginId);
    },
    onStep,
    onSent() {},
    signal,
  };
}

/** Now, because a login that is refused has no result to warn in. */
function warnOfGiven(deps: Deps, secrets: SecretsInHand, pause: () => void): readonly ErrorName[] {
  const names = secrets.checkGiven();
  if (names.length > 0) pause();
  for (const name of names) warn(deps, new CertToolError(name));
  return names;
}
