import { MalformedDer } from '../../../src/pki/certificate.ts';
import { privateKeysIn } from '../../../src/pki/pkcs12-keys.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

/** Keys that NSS's program has exported under the password `x`. */
export const pkcs12: FuzzTarget = {
  name: 'pkcs12',
  longest: MIB,
  run(bytes) {
    tolerate(
      () => privateKeysIn(bytes, 'x'),
      (error) => error instanceof MalformedDer,
    );
  },
};
