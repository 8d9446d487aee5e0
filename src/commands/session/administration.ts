import { type Administrator, administer, type ProvenSession } from '../../enrollment/administer.ts';
import type { Secrets } from '../../enrollment/ports.ts';
import type { SecretOptions } from '../ask/options.ts';
import { untilLoginIdStands } from '../ask/other-login-id.ts';
import { openSecrets, type SecretSources } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { showWarnings } from '../show/warnings.ts';
import { clientWarnings } from './client.ts';
import { clockWarnings } from './clock.ts';
import { enrollmentPorts, type StepSpinner, stepSpinner } from './enrolling.ts';

/** A proven session, and who is in it. */
export interface AtWork extends ProvenSession {
  readonly deps: Deps;
  /** Of the one who acts. */
  readonly loginId: string;
  readonly secrets: Secrets;
}

type AdministrationOptions = SecretOptions & Omit<Administrator, 'loginId'>;

/** Logs in as an administrator or the master user, with proof, and does the work. */
export function asAdministrator<T>(
  deps: Deps,
  options: AdministrationOptions,
  work: (atWork: AtWork) => Promise<T>,
): Promise<T> {
  return withSecrets(deps, options, async ({ sources, spinner }) => {
    const first = await sources.loginId(undefined, 'administrator');
    return actAs(deps, options, { sources, spinner, first }, work);
  });
}

/**
 * The same as somebody who is chosen in another way than by the usual question.
 * @param choose undefined for nobody @returns undefined where nobody was chosen
 */
export function asChosenAdministrator<T>(
  deps: Deps,
  options: AdministrationOptions,
  choose: (sources: SecretSources) => Promise<string | undefined>,
  work: (atWork: AtWork) => Promise<T>,
): Promise<T | undefined> {
  return withSecrets(deps, options, async ({ sources, spinner }) => {
    const first = await choose(sources);
    return first === undefined ? undefined : actAs(deps, options, { sources, spinner, first }, work);
  });
}

interface Opened {
  readonly sources: SecretSources;
  readonly spinner: StepSpinner;
}

async function withSecrets<T>(
  deps: Deps,
  options: SecretOptions,
  act: (opened: Opened) => Promise<T>,
): Promise<T> {
  const spinner = stepSpinner(deps);
  try {
    return await act({ sources: await openSecrets(deps, options, spinner.stop), spinner });
  } finally {
    spinner.stop();
  }
}

function actAs<T>(
  deps: Deps,
  { confirms, evenRevoked = false }: AdministrationOptions,
  { sources, spinner, first }: Opened & { readonly first: string },
  work: (atWork: AtWork) => Promise<T>,
): Promise<T> {
  return untilLoginIdStands(first, async (loginId) => {
    const secrets = sources.secretsFor(loginId);
    const ports = enrollmentPorts(deps, loginId, secrets, spinner);
    return administer(ports, { loginId, confirms, evenRevoked }, (proven) => {
      spinner.stop();
      showWarnings(deps, [...clockWarnings(deps), ...clientWarnings(deps)]);
      return work({ ...proven, deps, loginId, secrets });
    });
  });
}
