import type { BankIdentity } from '../../core/bank-identity.ts';
import type { SecretSources } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { type Enrolled, enrollFor, type StepSpinner } from '../session/enrolling.ts';
import type { Candidate } from './choice.ts';
import type { RenewOptions } from './spec.ts';

/** What the renewals of one command share at one bank. */
export interface Renewing {
  readonly deps: Deps;
  readonly options: RenewOptions;
  readonly sources: SecretSources;
  readonly spinner: StepSpinner;
  readonly identity: BankIdentity;
  /** The program to run after each installation, and its arguments. */
  readonly after: readonly string[] | undefined;
}

/** @param oneOfSeveral so that a password given for nobody in particular is not tried on all of them */
export async function renewOne(
  { deps, options, sources, spinner, after }: Renewing,
  { certificate, loginId, orCurrent }: Candidate,
  oneOfSeveral: boolean,
): Promise<Enrolled> {
  const secrets = sources.secretsFor(loginId, oneOfSeveral ? 'if-named' : 'unless-other');
  try {
    return await enrollFor(deps, secrets, spinner, {
      loginId,
      renewal: {
        certificate,
        orCurrent,
        force: options.force === true,
        keepOld: options.keepOld === true,
      },
      keySize: options.keySize,
      dryRun: options.dryRun === true,
      checkBank: false,
      after,
    });
  } finally {
    spinner.stop();
  }
}
