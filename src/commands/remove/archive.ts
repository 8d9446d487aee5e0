import type { StoredCertificate } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import { judged } from '../session/judged.ts';
import { certificateJson } from '../show/certificate-json.ts';
import type { Act } from './act.ts';
import type { RemovableHere } from './choice.ts';
import { unlessNeeded } from './needed.ts';

type Outcome = 'archived' | 'already-archived' | 'shown' | 'already-shown' | 'already-gone';

/** Hides a certificate, or shows it again. @throws CertToolError what `unlessNeeded` and the store throw */
export async function archiveOne(
  deps: Deps,
  act: Exclude<Act, 'delete'>,
  { store }: RemovableHere,
  given: StoredCertificate,
) {
  const archived = act === 'archive';
  const change = () => changeOne(store, given.thumbprint, archived);
  const { outcome, certificate = given } = await (archived ? unlessNeeded(deps, given, change) : change());
  const { serialNumber } = certificate;
  deps.ui.result(deps.ui.text(TEXTS[outcome], { name: nameOf(certificate), serialNumber }));
  return { outcome, certificate: certificateJson(await judged(deps, certificate), deps.now()) };
}

async function changeOne(
  store: CertificateStore,
  thumbprint: string,
  archived: boolean,
): Promise<{ outcome: Outcome; certificate?: StoredCertificate }> {
  const before = await store.find(thumbprint);
  if (!before) return { outcome: 'already-gone' };
  const [now, already] = archived
    ? (['archived', 'already-archived'] as const)
    : (['shown', 'already-shown'] as const);
  if ((before.archived ?? false) === archived) return { outcome: already, certificate: before };
  await store.archive?.(thumbprint, archived);
  const after = await store.find(thumbprint);
  return { outcome: now, ...(after && { certificate: after }) };
}

const TEXTS: Readonly<Record<Outcome, MessageKey>> = {
  archived: 'archive.archived',
  'already-archived': 'archive.already-archived',
  shown: 'undo.shown',
  'already-shown': 'undo.already-shown',
  'already-gone': 'remove.already-gone',
};
