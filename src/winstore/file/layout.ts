import { join } from 'node:path';
import { asciiJson } from '../../core/text.ts';

/**
 * Where the file store keeps what. Folders 0700, files 0600:
 *
 *     <dir>/certificates/<thumbprint>/certificate.pem  chain.pem  key.pem  archived
 *     <dir>/pending/<id>/          (pending-keys.ts)
 */
export const CERTIFICATE_FILE = 'certificate.pem';
export const CHAIN_FILE = 'chain.pem';
export const KEY_FILE = 'key.pem';
/** Empty, and there while the certificate is hidden: what Windows keeps as CERT_ARCHIVED_PROP_ID. */
export const ARCHIVED_FILE = 'archived';

export const certificatesFolder = (dir: string) => join(dir, 'certificates');
export const pendingFolder = (dir: string) => join(dir, 'pending');

const FRIENDLY_NAME = 'friendlyName: ';

/**
 * The certificate file: the friendly name as text before the armour, which readers ignore (RFC 7468, 2), so that a
 * listing opens one file a certificate. The name is a JSON string, in which no line of an armour can hide, and ASCII,
 * so that the file needs no decoding.
 */
export function certificateFile(pem: string, friendlyName: string): string {
  const quoted = asciiJson(friendlyName).replaceAll('-----', '\\u002d----');
  return `${FRIENDLY_NAME}${quoted}\n${pem}`;
}

/** The friendly name of a certificate file; empty when there is none that can be read. */
export function friendlyNameIn(text: string): string {
  if (!text.startsWith(FRIENDLY_NAME)) return '';
  const line = text.slice(FRIENDLY_NAME.length, text.indexOf('\n'));
  try {
    const name: unknown = JSON.parse(line);
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}
