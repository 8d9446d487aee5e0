import { CertToolError } from '../core/error.ts';

/** The remedy for a wrong option names the command whose help to read. @param command as a person writes it, e.g. `cert-tool list` */
export function forCommand(error: CertToolError, command: string): CertToolError {
  if (error.errorName !== 'invalid-option') return error;
  return new CertToolError(error.errorName, {
    ...error.details,
    params: { command, ...error.details.params },
  });
}
