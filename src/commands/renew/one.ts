import type { BankIdentity } from '../../core/bank-identity.ts';
import type { SecretSources } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { type Enrolled, enrollFor, type StepSpinner, type Wanted } from '../session/enrolling.ts';
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

/** What is wanted of the flow for one of the certificates that can be renewed. */
export function wantedFor(
  { certificate, loginId, orCurrent }: Candidate,
  options: RenewOptions,
  after: Wanted['after'],
): Wanted {
  return {
    loginId,
    renewal: {
      ...{ certificate, orCurrent },
      force: options.force === true,
      keepOld: options.keepOld === true,
    },
    keySize: options.keySize,
    dryRun: options.dryRun === true,
    checkBank: false,
    after,
  };
}

/** @param oneOfSeveral so that a password given for nobody in particular is not tried on all of them */
export async function renewOne(
  { deps, options, sources, spinner, after }: Renewing,
  candidate: Candidate,
  oneOfSeveral: boolean,
): Promise<Enrolled> {
  const secrets = sources.secretsFor(candidate.loginId, oneOfSeveral ? 'if-named' : 'unless-other');
  try {
    return await enrollFor(deps, secrets, spinner, wantedFor(candidate, options, after));
  } finally {
    spinner.stop();
  }
}
