import { resolve } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import { checkPath } from '../../core/given-path.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Installation } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';

/**
 * The program to run after an installation, and its arguments: the option's, otherwise the config's, which alone counts
 * where the machine's config locks it. Undefined where there is none.
 * @param given as typed: a path @throws CertToolError `unusable-path`
 */
export function programAfter(
  { settings, ui }: Deps,
  given: string | undefined,
): readonly string[] | undefined {
  const { command, isLocked } = settings.afterInstallation ?? {};
  if (given === undefined) return command;
  if (isLocked) {
    ui.warn(ui.text('config.option-locked', { option: '--after', setting: 'hooks' }));
    return command;
  }
  checkPath('--after', given);
  return [resolve(given)];
}

/** Runs the program. What goes wrong with it does not undo the installation. @returns what to warn of */
export async function tellProgram(
  deps: Deps,
  command: readonly string[],
  installation: Installation,
): Promise<readonly CertToolError[]> {
  try {
    await deps.runHook(command, installedDocument(deps, installation));
    return [];
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'hook-failed') return [error];
    throw error;
  }
}

/** What the program gets: a promise to companies' programs (docs/commands.md). */
function installedDocument({ settings }: Deps, installation: Installation): object {
  const { outcome, identity, certificate, store, isConfirmed, loginId, previous } = installation;
  const { bankId, name } = identity;
  const { thumbprint, serialNumber, subject, issuer, notBefore, notAfter, friendlyName, location } =
    certificate;
  return {
    version: 1,
    event: 'installed',
    outcome,
    confirmed: isConfirmed,
    loginId,
    bank: { bankId, name: name ?? null },
    ...(settings.profile === undefined ? {} : { profile: settings.profile }),
    certificate: {
      ...{ thumbprint, serialNumber, subject, issuer },
      ...{ notBefore: rfc3339(notBefore), notAfter: rfc3339(notAfter) },
      ...{ friendlyName, store, ...(location === undefined ? {} : { location }) },
    },
    ...(previous
      ? {
          previous: {
            thumbprint: previous.thumbprint,
            serialNumber: previous.serialNumber,
            removed: previous.isRemoved,
          },
        }
      : {}),
  };
}
