import type { ForeignFunction, Koffi } from '../../src/winstore/native/koffi.ts';

/** wincrypt.h */
const CERT_ARCHIVED = 19;
const CERT_DESCRIPTION = 13;

/**
 * koffi, for a Wine that does not know CERT_ARCHIVED_PROP_ID: it keeps a certificate's description in its place. So all but
 * the property itself is seen to work; that, and that others do not see a hidden certificate, only Windows shows.
 */
export function withArchived(koffi: Koffi): Koffi {
  const func = (library: string, prototype: string): ForeignFunction => {
    const original = koffi.load(library).func(prototype);
    if (!/Cert[GS]etCertificateContextProperty\(/.test(prototype)) return original;
    return (context, property, ...given) =>
      original(context, property === CERT_ARCHIVED ? CERT_DESCRIPTION : property, ...given);
  };
  const { struct, as, decode, address, view } = koffi;
  const load = (library: string) => ({ func: (prototype: string) => func(library, prototype) });
  return { load, struct, as, decode, address, view };
}
