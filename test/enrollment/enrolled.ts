import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { enroll } from '../../src/enrollment/enroll.ts';
import type { EnrollmentRequest } from '../../src/enrollment/ports.ts';
import { certificates, chains } from './certificates.ts';
import { type Changes, CSR, failed, nameOf, WANTED, worldWith } from './fakes.ts';

const { old, fresh, next } = certificates;

/** The wish to renew the old certificate. */
export const renewal = { certificate: old, force: false, keepOld: false };
export const predecessor = { thumbprint: old.thumbprint, serialNumber: old.serialNumber };
/** The pending key of the entries that `entryAt` makes. */
export const myKey = { id: 'first', csr: CSR, publicKeyHash: fresh.publicKeyHash };
/** A bank that hands out the chain of its next CA too. */
export const bothCas = {
  caChain: async (keyId?: string) => [...(keyId === next.authorityKeyId ? chains.g5 : chains.g4)],
};
export const refusing = (name: ErrorName) => () => Promise.reject(failed(name));
export const unreachable: Changes = { ports: { openBank: refusing('connection-refused') } };

/** What came of a run, and what is here afterwards. @param file what stands in the entry's file instead */
export async function enrolled(
  changes: Changes = {},
  wanted: Partial<EnrollmentRequest> = {},
  file?: string,
) {
  const world = await worldWith(changes);
  for (const name of file === undefined ? [] : world.files.keys()) world.files.set(name, file ?? '');
  const ended = await enroll(world.ports, { ...WANTED, ...wanted }).then(
    (result) => ({ result, error: undefined }),
    (error) => ({ result: undefined, error }),
  );
  const [entry] = await world.ports.journal.all();
  return {
    ...{ ...world, ...ended, left: entry },
    here: world.shelf.map(({ thumbprint }) => nameOf(thumbprint)),
  };
}
