import { X509Certificate } from 'node:crypto';
import type { HttpAnswer } from '../net/http-answer.ts';
import { readCertsOnly } from '../pki/certs-only.ts';
import { MalformedDer } from '../pki/der.ts';
import { Breach, type Operation } from './api.ts';
import { decodeBody } from './body.ts';

export const PKCS7 = 'application/pkcs7-mime';

/** What is read of /cacerts. */
export interface CaCertificates {
  readonly bag: readonly string[];
  /** The server's clock, where it told it. */
  readonly time: Date | undefined;
}

export const GET_CA_CERTIFICATES: Operation<CaCertificates> = {
  ...{ method: 'GET', path: '/cacerts', accept: PKCS7, repetition: 'safe', expected: [200] },
  read: (answer) => ({ bag: certificatesIn(answer), time: answer.date }),
};

/**
 * 204 and 404 say that a server has none (RFC 7030, 4.5.2): that is not asked for by its status here. Nothing hangs on it
 * that would be worth waiting for.
 */
export const GET_CSR_ATTRIBUTES: Operation<Buffer | undefined> = {
  ...{ method: 'GET', path: '/csrattrs', accept: 'application/csrattrs', repetition: 'unprocessed' },
  expected: [200, 204],
  read: ({ body }) => decodeBody(body),
};

/**
 * A request for nothing by nobody. There are servers that say how they want to be logged in to then alone, and not to who
 * tries by another scheme.
 */
export const ASK_NOTHING: Operation<never> = {
  ...{ method: 'POST', path: '/simpleenroll', accept: PKCS7, body: '', repetition: 'unprocessed' },
  expected: [],
  read: () => {
    throw new Breach('nothing is good');
  },
};

/** Signatures are verified by OpenSSL, which is stricter. */
function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** The certificates of a certs-only message. @returns PEM each @throws Breach */
export function certificatesIn({ body }: HttpAnswer): readonly string[] {
  const der = decodeBody(body);
  if (!der) throw new Breach('base64');
  try {
    const certificates = readCertsOnly(der);
    if (certificates.length === 0) throw new Breach('PKCS#7 without certificates');
    if (!certificates.every(isReadable)) throw new Breach('X.509');
    return certificates;
  } catch (error) {
    if (error instanceof MalformedDer) throw new Breach('PKCS#7');
    throw error;
  }
}
