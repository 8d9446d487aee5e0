import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { holderAt } from '../pki/bank-certificate.ts';

/**
 * The same store, whose certificates say whose they are where only their bank tells: a CA that speaks a standard writes no
 * more than the login ID into their names.
 * @param banks what is known of banks at that moment
 */
export function namingStore(
  store: CertificateStore,
  banks: () => Promise<readonly BankIdentity[]>,
): CertificateStore {
  const named = async (certificates: readonly StoredCertificate[]) => {
    const plain = (await banks()).filter(({ protocol }) => protocol !== undefined);
    for (const certificate of plain.length === 0 ? [] : certificates) {
      const holder = plain.map((bank) => holderAt(certificate, bank)).find((each) => each !== undefined);
      // Into the record itself: what it holds besides is made when it is asked for.
      if (holder !== undefined) Object.assign(certificate, { holder });
    }
  };
  const naming = async <T extends StoredCertificate[] | StoredCertificate | undefined>(
    found: T,
  ): Promise<T> => {
    await named(found === undefined ? [] : [found].flat());
    return found;
  };
  const { listAnew } = store;
  return {
    ...store,
    list: async () => naming(await store.list()),
    find: async (thumbprint) => naming(await store.find(thumbprint)),
    install: async (...given) => naming(await store.install(...given)),
    ...(listAnew && { listAnew: async () => naming(await listAnew()) }),
  };
}
