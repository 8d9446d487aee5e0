import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { CertificateRecord, StoredCertificate } from '../core/certificate.ts';
import { MalformedDer, readCertificate } from '../pki/certificate.ts';
import { parsePemChain } from '../pki/pem.ts';
import { keyIdsIn, nicknamesIn } from './nss-output.ts';
import { mustRunNss, type NssPlace, nssFailure, passwordFile, runNss } from './nss-program.ts';
import { inWorkFolder } from './work-folder.ts';

/** A certificate with what NSS knows it by. */
export interface NssCertificate {
  readonly certificate: StoredCertificate;
  readonly nickname: string;
  /** CKA_ID; undefined for a kind of key whose identifier is not known. */
  readonly keyId: string | undefined;
}

/** Lookups that are under way together. */
const TOGETHER = 4;

/**
 * All certificates but those of CAs that stand there for the chains. One run for the nicknames, one for the keys, and
 * one for each nickname, under which NSS keeps all certificates of one subject.
 */
export async function readDatabase(place: NssPlace): Promise<NssCertificate[]> {
  const nicknames = nicknamesIn(await mustRunNss(place, 'certutil', ['-L']));
  const keyIds = await readKeyIds(place);
  const found = new Map<string, NssCertificate>();
  for (let at = 0; at < nicknames.length; at += TOGETHER) {
    const some = nicknames.slice(at, at + TOGETHER);
    const texts = await Promise.all(
      some.map((nickname) => runNss(place, 'certutil', ['-L', '-a', '-n', nickname])),
    );
    for (const [index, { ok, stdout }] of texts.entries()) {
      for (const pem of ok ? parsePemChain(stdout) : []) {
        const read = readOne(pem, some[index] ?? '', keyIds);
        if (read) found.set(read.certificate.thumbprint, read);
      }
    }
  }
  return [...found.values()];
}

/** The identifiers of all private keys. @throws CertToolError `store-failed`, for a database with a password too */
export function readKeyIds(place: NssPlace): Promise<Set<string>> {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const empty = await passwordFile(join(folder, 'database'), '');
    const { ok, stdout, error } = await runNss(place, 'certutil', ['-K', '-f', empty]);
    // Without any key certutil fails too, with no error of NSS's.
    if (!ok && error && /^[A-Z]/.test(error)) throw nssFailure('certutil', error);
    return keyIdsIn(stdout);
  });
}

function readOne(pem: string, nickname: string, keyIds: ReadonlySet<string>): NssCertificate | undefined {
  try {
    const record = readCertificate(pem);
    const keyId = keyIdOf(pem);
    const hasPrivateKey = keyId !== undefined && keyIds.has(keyId);
    if (!hasPrivateKey && new X509Certificate(pem).ca) return undefined;
    const friendlyName = friendlyNameOf(nickname, record);
    return { certificate: Object.assign(record, { hasPrivateKey, friendlyName }), nickname, keyId };
  } catch (error) {
    if (error instanceof MalformedDer) return undefined;
    throw error;
  }
}

/** NSS identifies a key pair by the SHA-1 of its public value: the modulus, or the uncompressed point. */
function keyIdOf(pem: string): string | undefined {
  const { n, x, y } = jwkOf(pem);
  const bytes = (value: unknown) => Buffer.from(String(value), 'base64url');
  if (n) return createHash('sha1').update(bytes(n)).digest('hex');
  if (!x || !y) return undefined;
  return createHash('sha1')
    .update(Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]))
    .digest('hex');
}

function jwkOf(pem: string) {
  try {
    return createPublicKey(pem).export({ format: 'jwk' });
  } catch {
    return {};
  }
}

/**
 * The nickname of a certificate of ours: the friendly name on one line, and the thumbprint's beginning, for NSS takes
 * a nickname for a name of one subject. A colon would make what is before it the name of a token.
 */
export function nicknameFor(friendlyName: string, record: Pick<CertificateRecord, 'thumbprint'>): string {
  const line = friendlyName.replace(/[\p{Cc}\p{Zl}\p{Zp}:]+/gu, ' ').trim();
  return `${line} ${suffixOf(record)}`.trim();
}

function friendlyNameOf(nickname: string, record: CertificateRecord): string {
  const suffix = suffixOf(record);
  return nickname.endsWith(suffix) ? nickname.slice(0, -suffix.length).trim() : nickname;
}

function suffixOf({ thumbprint }: Pick<CertificateRecord, 'thumbprint'>): string {
  return thumbprint.slice(0, 8);
}
