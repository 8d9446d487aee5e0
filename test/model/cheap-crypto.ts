import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { isSignedBy, keyOfCertificate, signerOf } from './certificates.ts';

/**
 * Keys that are names, in place of node's RSA, X.509 and scrypt: those are most of what a flow costs, and a model asks
 * nothing of them. What the project does with keys and certificates stays as it is.
 */

/** As much of node's class as `src/pki` takes. */
class NamedCertificate {
  readonly publicKey: string;
  readonly #signer: string;

  constructor(pem: string) {
    this.publicKey = keyOfCertificate(pem);
    this.#signer = signerOf(pem);
  }

  checkIssued(issuer: NamedCertificate): boolean {
    return issuer.publicKey === this.#signer;
  }

  verify(publicKey: string): boolean {
    return publicKey === this.#signer;
  }
}

type Answer = (error: Error | null, key: Buffer) => void;

let drawn = 0;

const stand: Readonly<Record<string, unknown>> = {
  X509Certificate: NamedCertificate,
  verify: (_algorithm: string, bytes: Uint8Array, key: string, signature: Uint8Array) =>
    isSignedBy(key, bytes, signature),
  randomBytes: (size: number) => Buffer.alloc(size, `${++drawn}`),
  scrypt(secret: string, salt: Buffer, _length: number, _options: unknown, answer: Answer) {
    answer(null, crypto.createHash('sha256').update(salt).update(secret).digest());
  },
};

// What is thrown tells its name; where it was thrown costs more than the whole of the flow.
Error.stackTraceLimit = 0;
for (const [name, value] of Object.entries(stand)) Reflect.set(crypto, name, value);
syncBuiltinESMExports();
