import { bankSubjectOf, type StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { BrowserFolder } from '../../core/ports/desktop.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import { belongsToBank } from '../../pki/bank-certificate.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';

/**
 * Removes a certificate and its key from this PC, and what is kept of it beside. Can be repeated; nothing when it is gone.
 * What cannot be taken away of a browser's is warned of.
 * @throws CertToolError what the store throws
 */
export async function removeFromPc(
  deps: Deps,
  store: CertificateStore,
  certificate: StoredCertificate,
): Promise<void> {
  // First: once the certificate is gone, no later run would look for it.
  await removeFolders(deps, store, certificate);
  await store.remove(certificate.thumbprint);
  await deps.renewals.forget(certificate.thumbprint);
}

/** Says before a question whose browser folders go with these certificates. @throws CertToolError as `foldersLeft` */
export async function showFoldersGoing(
  deps: Deps,
  store: CertificateStore,
  going: readonly StoredCertificate[],
): Promise<void> {
  const folders = await foldersLeft(deps, store, going);
  const loginIds = [...new Set(folders.flatMap(({ loginId }) => loginId ?? []))].join(', ');
  if (folders.length > 0) deps.ui.say(deps.ui.text('open.folder-goes', { loginIds }));
}

async function removeFolders(
  deps: Deps,
  store: CertificateStore,
  certificate: StoredCertificate,
): Promise<void> {
  try {
    for (const folder of await foldersLeft(deps, store, [certificate])) await removeFolder(deps, folder);
  } catch (error) {
    if (!(error instanceof CertToolError) || error.isCancellation) throw error;
    warn(deps, error);
  }
}

/**
 * The browser folders of `open` whose login IDs have no certificate on this PC once these are gone.
 * @throws CertToolError what the store throws, `data-folder-failed`, `store-unsafe`
 */
async function foldersLeft(
  deps: Deps,
  store: CertificateStore,
  going: readonly StoredCertificate[],
): Promise<BrowserFolder[]> {
  // On Windows browsers read another store than that of files: the same certificate may be there.
  const isForBrowsers = store.kind !== 'file' || deps.platform !== 'win32';
  const all = isForBrowsers ? await deps.desktop.browserFolders() : [];
  if (all.length === 0) return [];
  const banks = await deps.knownBanks();
  const gone = going.map(({ thumbprint }) => thumbprint);
  const staying = (await store.list()).filter(({ thumbprint }) => !gone.includes(thumbprint));
  return all.filter(({ bankId, loginId }) => {
    const bank = banks.find((each) => each.bankId === bankId);
    const isOfUser = (each: StoredCertificate) =>
      bank !== undefined && bankSubjectOf(each)?.loginId === loginId && belongsToBank(each, bank);
    return going.some(isOfUser) && !staying.some(isOfUser);
  });
}

async function removeFolder({ ui, desktop }: Deps, found: BrowserFolder): Promise<void> {
  const { folder, loginId = '' } = found;
  if (found.inUse) {
    ui.warn(ui.text('open.folder-in-use', { loginId, folder }));
    return;
  }
  await desktop.removeBrowserFolder(found);
  ui.info(ui.text('open.folder-removed', { loginId }));
}
