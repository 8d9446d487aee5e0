import { join } from 'node:path';
import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';

/**
 * Where the file store keeps what. Folders 0700, files 0600:
 *
 *     <dir>/certificates/<thumbprint>/certificate.pem  chain.pem  key.pem
 *     <dir>/pending/<id>/key.pem  request.pem
 */
export const CERTIFICATE_FILE = 'certificate.pem';
export const CHAIN_FILE = 'chain.pem';
export const KEY_FILE = 'key.pem';
export const REQUEST_FILE = 'request.pem';

export const certificatesFolder = (dir: string) => join(dir, 'certificates');
export const pendingFolder = (dir: string) => join(dir, 'pending');

const THUMBPRINT = /^[0-9a-f]{40}$/;
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export function isThumbprint(name: string): boolean {
  return THUMBPRINT.test(name);
}

export function isRequestId(name: string): boolean {
  return REQUEST_ID.test(name);
}

/** The folder of a pending key. @throws CertToolError `store-failed` when the id is no safe file name */
export function requestFolder(dir: string, id: string): string {
  if (!isRequestId(id)) throw storeFailed(reasons.badId);
  return join(pendingFolder(dir), id);
}

export function storeFailed(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('store-failed', { params: { detail }, cause });
}

export const reasons = {
  badId: { ja: '発行要求の名前が正しくありません。', en: 'the name of a request is not valid.' },
  noPendingKey: {
    ja: 'この証明書を待つ秘密キーがありません。',
    en: 'the private key that waits for this certificate is missing.',
  },
  otherKey: {
    ja: '証明書と秘密キーが一致しません。',
    en: 'certificate and private key do not belong together.',
  },
  damagedRequest: {
    ja: '証明書を待つ秘密キーまたは発行要求が壊れています。',
    en: 'a waiting private key or its request is damaged.',
  },
  badCertificate: { ja: '証明書として読み取れません。', en: 'this cannot be read as a certificate.' },
  notReadBack: {
    ja: '書き込んだ証明書を読み戻せません。',
    en: 'the certificate that was written cannot be read back.',
  },
};

const FRIENDLY_NAME = 'friendlyName: ';

/**
 * The certificate file: the friendly name as text before the armour, which readers ignore (RFC 7468, 2), so that a
 * listing opens one file a certificate. The name is a JSON string, in which no line of an armour can hide, and ASCII,
 * so that the file needs no decoding.
 */
export function certificateFile(pem: string, friendlyName: string): string {
  const quoted = JSON.stringify(friendlyName).replaceAll('-----', '\\u002d----');
  const ascii = quoted.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${FRIENDLY_NAME}${ascii}\n${pem}`;
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
