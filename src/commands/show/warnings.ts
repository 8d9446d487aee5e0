import { CertToolError } from '../../core/error.ts';
import type { DamagedCertificate } from '../../core/ports/store.ts';
import type { Warning } from '../../core/ports/ui.ts';
import type { Deps } from '../deps.ts';

/** Warns of certificates that cannot be read. */
export function showDamaged(deps: Deps, damaged: readonly DamagedCertificate[]): void {
  for (const { location } of damaged) {
    warn(deps, new CertToolError('damaged-certificate', { params: { folder: location } }));
  }
}

/** Shows an error that does not end the command. */
export function warn(deps: Deps, warning: CertToolError): void {
  deps.ui.warn(warningJson(deps, warning));
}

/** Shows what the result is to warn of, and what to do about it. */
export function showWarnings(deps: Deps, warnings: readonly CertToolError[]): void {
  for (const warning of warnings) {
    warn(deps, warning);
    deps.ui.say(deps.remedy(warning));
  }
}

/** A warning as the `--json` documents show it. */
export function warningJson({ describe }: Deps, warning: CertToolError): Warning {
  return { code: warning.entry.code, name: warning.errorName, message: describe(warning) };
}
