import { Breach } from '../../../src/est/api.ts';
import { decodeBody } from '../../../src/est/body.ts';
import { chainAbove, chainOfKey, presentChain } from '../../../src/est/chains.ts';
import { otherKeyWanted, readCsrAttributes } from '../../../src/est/csr-attributes.ts';
import { certificatesIn } from '../../../src/est/operations.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const OTHERS = { status: 200, contentType: '', retryAfterSeconds: undefined, coding: '' } as const;
const UNSAID = { headers: {}, location: undefined, requestId: undefined, proxyError: undefined } as const;

/** The body of an answer by EST: the certificates in it and the chains that they make, or what a server wants of requests. */
export const est: FuzzTarget = {
  name: 'est',
  longest: MIB,
  run(bytes) {
    otherKeyWanted(readCsrAttributes(decodeBody(bytes)), 2048);
    const answer = { ...OTHERS, ...UNSAID, body: bytes };
    const bag = tolerate(
      () => certificatesIn(answer),
      (error) => error instanceof Breach,
    );
    if (!bag) return;
    presentChain(bag);
    for (const pem of bag.slice(0, 3)) {
      chainAbove(pem, bag);
      chainOfKey(bag, readCertificate(pem).subjectKeyId ?? '');
    }
  },
};
