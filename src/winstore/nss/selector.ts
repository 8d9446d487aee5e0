import type { NssCertificate } from './certificates.ts';

/** NSS's own tokens are called so, in browsers too; certificates of smart cards are on others. */
const TOKEN = 'NSS Certificate DB';

/**
 * Names certificates to NSS's programs by key, and by label too where that is given, as a PKCS #11 URI (RFC 7512). By a
 * bare nickname they would take any certificate of the same subject.
 */
export function selectorOf({ keyId, label }: Pick<NssCertificate, 'keyId'> & { label?: Buffer }): string {
  const object = label ? [`object=${percentEncoded(label)}`] : [];
  const id = `id=${percentEncoded(Buffer.from(keyId, 'hex'))}`;
  return `pkcs11:${[`token=${percentEncoded(Buffer.from(TOKEN))}`, ...object, id].join(';')}`;
}

function percentEncoded(bytes: Buffer): string {
  return bytes.toString('hex').replace(/../g, '%$&');
}
