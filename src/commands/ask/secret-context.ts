import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import type { FreshCodes } from '../../rollout/fresh-codes.ts';
import type { Deps, PracticeBank } from '../deps.ts';
import type { Credentials } from './credentials.ts';
import type { SecretOptions } from './options.ts';

/** What those who look for a login ID or a secret work with. */
export interface SecretContext {
  readonly deps: Deps;
  readonly options: SecretOptions;
  /** By file or stdin. */
  readonly given: Credentials;
  /** Set with `--sandbox`: its public demo values stand in for what nobody gave. */
  readonly demo: PracticeBank | undefined;
  /** Makes codes of the tokens' secrets that a list holds. */
  readonly codes?: FreshCodes;
  /** Makes way for a question: the spinner must not run beside it. */
  ask<T>(question: () => Promise<T>): Promise<T>;
}

export function missing(what: Text, option: string, variable: string): CertToolError {
  return new CertToolError('missing-input', { params: { what, option, variable } });
}
