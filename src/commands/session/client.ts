import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';

/** Where somebody sees it, or a program reads it, what is to be told of this cert-tool by what the bank has told. */
export function clientWarnings({ client, ui }: Deps): CertToolError[] {
  const version = client.recommended();
  // Nobody need be asked anything to read it.
  const isSeen = ui.json || Number.isFinite(ui.noteColumns);
  if (version === undefined || !isSeen) return [];
  return [new CertToolError('client-outdated', { params: { version, found: client.version ?? '' } })];
}
