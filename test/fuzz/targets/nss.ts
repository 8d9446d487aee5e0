import { contentOf, isNameable, nicknameFor } from '../../../src/winstore/nss/certificates.ts';
import { errorNameIn, nssFailure } from '../../../src/winstore/nss/program.ts';
import { selectorOf } from '../../../src/winstore/nss/selector.ts';
import { CERTIFICATES, KEYS } from '../../../src/winstore/nss/snapshot.ts';
import { showAll, showCertificate } from '../show.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

/** The tables of NSS's databases, both in one file. */
export const nss: FuzzTarget = {
  name: 'nss',
  longest: 16 * MIB,
  run(bytes) {
    const files = new Map([CERTIFICATES, KEYS].map((name) => [name, bytes]));
    const content = tolerate(() => contentOf(files));
    for (const each of content?.certificates ?? []) {
      const { certificate, keyId, label } = each;
      selectorOf(isNameable(label) ? each : { keyId });
      nicknameFor(certificate.friendlyName, certificate);
      content?.keysOf?.(keyId);
      showCertificate(certificate);
    }
  },
};

/** What NSS's programs say when they fail. */
export const nssText: FuzzTarget = {
  name: 'nss-text',
  longest: MIB,
  run(bytes) {
    showAll(nssFailure('certutil', errorNameIn(bytes.toString('utf8'))));
  },
};
