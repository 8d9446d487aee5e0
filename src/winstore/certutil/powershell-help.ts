import { CertToolError } from '../../core/error.ts';
import { DPAPI_MARK, type Seal } from '../pending/pending-keys.ts';
import type { PowerShell } from '../powershell/session.ts';
import { WindowsError, windowsFailure } from '../windows/errors.ts';
import { PLACE } from './program.ts';

/** What certutil cannot do and PowerShell can, where it is at hand. */
export interface PowerShellHelp {
  readonly seal: Seal;
  /** Removes a certificate and its key. @returns false when that cannot be done */
  remove(thumbprint: string): Promise<boolean>;
}

/**
 * PowerShell, started when it is first needed. Nothing fails for want of it but the opening of what it sealed.
 * @param program powershell.exe by its absolute path; undefined when there is none
 */
export function powerShellHelp(program: string | undefined, env: NodeJS.ProcessEnv): PowerShellHelp {
  let started: Promise<PowerShell> | undefined;
  const start = (path: string) => {
    started ??= import('../powershell/session.ts').then((it) => it.openPowerShell({ program: path, env }));
    return started;
  };
  const sealed = async (path: string): Promise<Seal> => {
    const { createDpapiSeal } = await import('../powershell/seal.ts');
    return createDpapiSeal(await start(path));
  };
  return {
    seal: {
      mark: DPAPI_MARK,
      async seal(text) {
        if (program === undefined) return text;
        return (await sealed(program)).seal(text).catch(() => text);
      },
      async open(kept) {
        if (program === undefined)
          throw new CertToolError('program-missing', { params: { program: 'PowerShell' } });
        return (await sealed(program)).open(kept).catch(asFailure);
      },
    },
    async remove(thumbprint) {
      if (program === undefined) return false;
      const { removeIn } = await import('../powershell/certificates.ts');
      return removeIn(await start(program), thumbprint).then(
        () => true,
        () => false,
      );
    },
  };
}

/** Windows' refusal as an error that people can meet. */
function asFailure(error: unknown): never {
  throw error instanceof WindowsError ? windowsFailure(error, PLACE) : error;
}
