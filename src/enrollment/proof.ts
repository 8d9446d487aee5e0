import type { StoredCertificate } from '../core/certificate.ts';
import type { BankSession } from '../core/ports/bank.ts';
import type { CertificateStore } from '../core/ports/store.ts';

/** What a proof signs begins so (docs/bank-api.yaml, `POST /sessions/current/proof`). */
const PROOF = 'cert-tool proof v1\n';

/**
 * Shows the bank, where it wants to see it, that whoever logged in sits at the PC that holds their certificate: signs the
 * session's challenge.
 * @throws CertToolError `key-unusable`, `proof-refused`
 */
export async function prove(
  store: Pick<CertificateStore, 'sign'>,
  { proof }: Pick<BankSession, 'proof'>,
  { thumbprint, serialNumber }: Pick<StoredCertificate, 'thumbprint' | 'serialNumber'>,
): Promise<void> {
  if (!proof) return;
  const signature = await store.sign(thumbprint, Buffer.from(`${PROOF}${proof.challenge}`));
  await proof.prove(serialNumber, signature);
}
