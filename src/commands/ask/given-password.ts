import { CertToolError } from '../../core/error.ts';
import { unusable } from '../../core/password.ts';
import { VARIABLES } from './options.ts';
import type { SecretContext } from './secret-context.ts';

/** A login or confirmation password that nobody typed at a question, and by what it was given. */
export interface GivenPassword {
  readonly source: string;
  readonly password: string;
}

/** By stdin, variable or file, in this order. */
export function givenPassword({ deps, given }: SecretContext): GivenPassword | undefined {
  // Somebody at the terminal is to type it.
  if (given.asksPassword) return undefined;
  return (
    from('--password-stdin', given.passwordFromStdin) ??
    from(VARIABLES.password, deps.env[VARIABLES.password]) ??
    from('--credentials', given.password)
  );
}

/** By variable or file, in this order. */
export function givenConfirmation({ deps, given }: SecretContext): GivenPassword | undefined {
  return (
    from(VARIABLES.confirmation, deps.env[VARIABLES.confirmation]) ??
    from('--credentials', given.confirmationPassword)
  );
}

/** What a shell or program takes along from a file is no part of it: the mark at its beginning, the line end. */
function from(source: string, text = ''): GivenPassword | undefined {
  const password = text.replace(/^\uFEFF+/, '').replace(/[\r\n]+$/, '');
  return password === '' ? undefined : { source, password };
}

/**
 * The password as it is; nothing of it is ever changed.
 * @throws CertToolError `unusable-password` for one that cannot be what was meant, and would cost a try
 */
export function checkedPassword({ source, password }: GivenPassword): string {
  const detail = unusable(password);
  if (detail) throw new CertToolError('unusable-password', { params: { source, detail } });
  return password;
}
