import { sign } from 'node:crypto';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore, PendingRequest, StoreProbe } from '../../src/core/ports/store.ts';
import { certificates, keyOf } from './certificates.ts';

export const PROBE: StoreProbe = { kind: 'file', identity: 'file:/test', canSign: true };
export const CSR = 'the request';

interface Shelves {
  readonly shelf: StoredCertificate[];
  readonly pending: PendingRequest[];
}

/** @param issues whose key the next request has */
export function storeWith(
  acts: string[],
  { shelf, pending }: Shelves,
  issues = certificates.fresh,
): CertificateStore {
  const find = (thumbprint: string) => shelf.find((each) => each.thumbprint === thumbprint);
  const take = <T>(list: T[], is: (each: T) => boolean) => {
    const index = list.findIndex(is);
    if (index >= 0) list.splice(index, 1);
  };
  return {
    kind: 'file',
    probe: async () => PROBE,
    expectRequest: (keySize) => void acts.push(`expect a request by ${keySize} bits`),
    async request(id) {
      acts.push(`make key ${id}`);
      const made = { id, csr: CSR, publicKeyHash: issues.publicKeyHash };
      if (!pending.some((each) => each.id === id)) pending.push(made);
      return made;
    },
    pending: async () => pending,
    async install(id, pem, _chain, friendlyName) {
      acts.push(`install ${id}`);
      const known = Object.values(certificates).find((each) => each.pem === pem) ?? issues;
      shelf.push({ ...known, friendlyName });
      return known;
    },
    list: async () => shelf,
    find: async (thumbprint) => find(thumbprint),
    async sign(thumbprint, bytes) {
      const key = keyOf(thumbprint);
      if (!find(thumbprint) || !key) throw new CertToolError('key-unusable');
      return sign('sha256', bytes, key);
    },
    async remove(thumbprint) {
      acts.push(`remove ${nameOf(thumbprint)}`);
      take(shelf, (each) => each.thumbprint === thumbprint);
    },
    async discard(id) {
      acts.push(`discard ${id}`);
      take(pending, (each) => each.id === id);
    },
  };
}

/** What a test calls the certificate. */
export function nameOf(thumbprint: string): string {
  const found = Object.entries(certificates).find(([, each]) => each.thumbprint === thumbprint);
  return found?.[0] ?? thumbprint;
}
