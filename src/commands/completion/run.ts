import { CertToolError } from '../../core/error.ts';
import { didYouMean } from '../../core/suggest.ts';
import type { Deps } from '../deps.ts';
import { SCRIPTS } from './scripts.ts';
import { type CompletedShell, SHELLS } from './spec.ts';
import { completionTree } from './tree.ts';

/** @throws CertToolError `invalid-option` for a shell that there is no script for */
export function checkUsage(_deps: Deps, [given = '']: readonly string[]): void {
  shellFrom(given);
}

/** `cert-tool completion <shell>`: the script by which a shell completes command lines, without starting cert-tool. */
export async function run({ ui, declared }: Deps, [given = '']: readonly string[]): Promise<number> {
  const shell = shellFrom(given);
  const script = SCRIPTS[shell](completionTree(await declared(), ui.language));
  ui.document({ ok: true, shell, script });
  ui.result(script.trimEnd(), 'to-copy');
  return 0;
}

function shellFrom(given: string): CompletedShell {
  const shell = SHELLS.find((each) => each === given);
  if (shell) return shell;
  const meant =
    given === 'pwsh'
      ? { ja: '(もしかして: powershell)', en: ' (did you mean powershell?)' }
      : didYouMean(given, SHELLS);
  const detail = {
    ja: `シェル「${given}」(${SHELLS.join('、')} のいずれか)${meant.ja}`,
    en: `the shell "${given}" (one of ${SHELLS.join(', ')})${meant.en}`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
