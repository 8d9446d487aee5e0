import { administer, type ProvenSession } from '../../enrollment/administer.ts';
import type { Secrets } from '../../enrollment/ports.ts';
import type { SecretOptions } from '../ask/options.ts';
import { untilLoginIdStands } from '../ask/other-login-id.ts';
import { openSecrets } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { showWarnings } from '../show/warnings.ts';
import { clientWarnings } from './client.ts';
import { clockWarnings } from './clock.ts';
import { enrollmentPorts, stepSpinner } from './enrolling.ts';

/** A proven session, and who is in it. */
export interface AtWork extends ProvenSession {
  readonly deps: Deps;
  /** Of the one who acts. */
  readonly loginId: string;
  readonly secrets: Secrets;
}

/** Logs in as an administrator or the master user, with proof, and does the work. */
export async function asAdministrator(
  deps: Deps,
  options: SecretOptions & { readonly confirms: boolean },
  work: (atWork: AtWork) => Promise<number>,
): Promise<number> {
  const spinner = stepSpinner(deps);
  try {
    const sources = await openSecrets(deps, options, spinner.stop);
    const first = await sources.loginId(undefined, 'administrator');
    return await untilLoginIdStands(first, async (loginId) => {
      const secrets = sources.secretsFor(loginId);
      const ports = enrollmentPorts(deps, loginId, secrets, spinner);
      return administer(ports, { loginId, confirms: options.confirms }, (proven) => {
        spinner.stop();
        showWarnings(deps, [...clockWarnings(deps), ...clientWarnings(deps)]);
        return work({ ...proven, deps, loginId, secrets });
      });
    });
  } finally {
    spinner.stop();
  }
}
