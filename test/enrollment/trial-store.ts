import { createPrivateKey, sign } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { KeyState } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import type { Pc } from '../holdings/support.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { issue } from '../support/test-ca.ts';

/** One key that signs for all certificates whose key works. */
export const real = makeReal();

function makeReal() {
  const folder = makeTempFolder();
  try {
    const { pem, key } = issue(folder, { subject: '/CN=real' });
    return { pem, key: createPrivateKey(key) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of which nothing but what `storeOf` replaces is used. */
const base = createFileStore({ dir: 'unused' });

/** A store that holds what is on the PC, and notes whose keys are tried. */
export function storeOf({ found }: Pick<Pc, 'found'>) {
  const certificates = found.map(({ certificate }) => ({ ...certificate, pem: real.pem }));
  const keys = new Map(found.map(({ certificate, key }) => [certificate.thumbprint, key]));
  const tried: string[] = [];
  return {
    ...base,
    certificates,
    tried,
    list: async () => certificates,
    async sign(thumbprint: string, bytes: Uint8Array) {
      tried.push(thumbprint);
      return signed(keys.get(thumbprint), bytes);
    },
  };
}

function signed(key: KeyState | undefined, bytes: Uint8Array): Uint8Array {
  if (key === 'untried') throw new CertToolError('signing-not-possible', { params: { store: 'test' } });
  if (key !== 'works') throw new CertToolError('key-unusable');
  return sign('sha256', bytes, real.key);
}
