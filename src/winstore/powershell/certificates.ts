import { randomBytes } from 'node:crypto';
import type { StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import type { KeyFacts, Signing } from '../../core/ports/store.ts';
import { MalformedDer, readCertificate } from '../../pki/certificate.ts';
import { trialSignature, verifySignature } from '../../pki/trial.ts';
import { type PendingKeys, privateKeyFor } from '../pending/pending-keys.ts';
import { intermediatesOf, readIssued, reasons, storeFailed } from '../shared/failures.ts';
import { leftOutOf } from '../shared/left-out.ts';
import { WindowsError } from '../windows/errors.ts';
import { pkcs12EncryptionFor } from '../windows/release.ts';
import { bytesFromWire, fromWire, notUnderstood, type PowerShell, Refusal, toWire } from './session.ts';

export async function listIn(powerShell: PowerShell): Promise<StoredCertificate[]> {
  return collect(powerShell, 'list');
}

export async function findIn(
  powerShell: PowerShell,
  thumbprint: string,
): Promise<StoredCertificate | undefined> {
  return (await collect(powerShell, 'find', [thumbprint]))[0];
}

/** @throws CertToolError `program-failed` too when not all arrived that was sent: none must seem to be gone */
async function collect(powerShell: PowerShell, operation: string, parameters: readonly string[] = []) {
  const { found, count, onItem } = collector(powerShell);
  const sent = await powerShell.ask(operation, parameters, { onItem });
  return sent === count() ? found : notUnderstood();
}

export interface Installer {
  readonly powerShell: PowerShell;
  readonly keys: PendingKeys;
  /** Windows' version as `os.release()` tells it. */
  readonly release: string;
}

interface Issued {
  /** PEMs. */
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly friendlyName: string;
}

/** Imports pending key and certificate together; an earlier import that works is kept. */
export async function installIn(
  installer: Installer,
  id: string,
  issued: Issued,
): Promise<StoredCertificate> {
  const { powerShell, keys } = installer;
  const { thumbprint, publicKeyHash } = readIssued(issued.certificate);
  const earlier = await findIn(powerShell, thumbprint);
  const signer = { sign: (name: string, bytes: Uint8Array) => signIn(powerShell, name, bytes) };
  if (earlier?.hasPrivateKey && (await trialSignature(signer, earlier))) return shownIn(powerShell, earlier);
  const privateKeyPem = await privateKeyFor(keys, id, { publicKeyHash });
  // Its key is gone or does not work: Windows would keep the link to it.
  if (earlier) await removeIn(powerShell, thumbprint);
  await importPfx(installer, issued, privateKeyPem);
  const stored = await findIn(powerShell, thumbprint);
  if (!stored) throw storeFailed(reasons.notReadBack);
  return stored;
}

/** The same certificate, shown where it was hidden. */
async function shownIn(powerShell: PowerShell, certificate: StoredCertificate): Promise<StoredCertificate> {
  if (!certificate.archived) return certificate;
  await archiveIn(powerShell, certificate.thumbprint, false);
  return (await findIn(powerShell, certificate.thumbprint)) ?? certificate;
}

/** The PKCS#12 lives in memory alone, under a password that is used this once. */
async function importPfx(
  { powerShell, release }: Installer,
  { certificate, chain, friendlyName }: Issued,
  privateKeyPem: string,
): Promise<void> {
  // node-forge is slow to load; only who installs needs it.
  const { createPkcs12, SOFTWARE_KEY_STORAGE_PROVIDER } = await import('../../pki/pkcs12.ts');
  const password = randomBytes(24).toString('hex');
  const pfx = createPkcs12({
    privateKeyPem,
    certificatePem: certificate,
    chain: [],
    friendlyName,
    keyProvider: SOFTWARE_KEY_STORAGE_PROVIDER,
    password,
    encryption: pkcs12EncryptionFor(release),
  });
  const issuers = intermediatesOf(chain).map((der) => der.toString('base64'));
  const request = [pfx.toString('base64'), password, toWire(friendlyName), ...issuers];
  await powerShell.ask('import', request, { secret: true });
}

/**
 * Signs by RSASSA-PKCS1-v1_5 with SHA-256. What comes out is checked, for a certificate can name another's key.
 * @throws CertToolError `key-unusable`, whatever the reason that the key does not sign
 */
export async function signIn(
  powerShell: PowerShell,
  thumbprint: string,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const { found, onItem } = collector(powerShell);
  try {
    const request = [thumbprint, Buffer.from(bytes).toString('base64')];
    const answer = await powerShell.ask('sign', request, { onItem });
    const signature = bytesFromWire(answer);
    if (found[0] && verifySignature(found[0].pem, bytes, signature)) return signature;
  } catch (error) {
    if (!(error instanceof WindowsError || error instanceof Refusal)) throw error;
    throw unusable(thumbprint, found[0], error);
  }
  throw unusable(thumbprint, found[0]);
}

/**
 * The same with many keys in one request. That each signature is by the certificate's own key is the caller's to check.
 * @throws CertToolError `program-failed` too when not all were answered
 */
export async function signAllIn(
  powerShell: PowerShell,
  thumbprints: readonly string[],
  bytes: Uint8Array,
): Promise<Signing[]> {
  const answers: Signing[] = [];
  const onItem = (item: unknown) => {
    const signature = bytesFromWire(item);
    answers.push(signature.length > 0 ? signature : unusable(thumbprints[answers.length] ?? ''));
  };
  const request = [Buffer.from(bytes).toString('base64'), ...thumbprints];
  await powerShell.ask('sign-all', request, { onItem });
  return answers.length === thumbprints.length ? answers : notUnderstood();
}

/** What Windows says of a key; undefined where the certificate is gone. */
export async function keyFactsIn(powerShell: PowerShell, thumbprint: string): Promise<KeyFacts | undefined> {
  try {
    const bytes = randomBytes(32).toString('base64');
    const answer = await powerShell.ask('key-facts', [thumbprint, bytes]);
    const [provider, code] = Array.isArray(answer) ? answer : notUnderstood();
    if (typeof code !== 'number') return notUnderstood();
    return { provider: fromWire(provider), ...(code !== 0 && { code: code >>> 0 }) };
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'not-found') return undefined;
    throw error;
  }
}

/** Hides a certificate or shows it again; on Windows alone. */
export async function archiveIn(
  powerShell: PowerShell,
  thumbprint: string,
  archived: boolean,
): Promise<void> {
  await powerShell.ask('archive', [thumbprint, archived ? '1' : '0']);
}

export async function removeIn(powerShell: PowerShell, thumbprint: string): Promise<void> {
  await powerShell.ask('remove', [thumbprint]);
}

function unusable(thumbprint: string, certificate?: StoredCertificate, cause?: unknown): CertToolError {
  const loginId = certificate && holderOf(certificate);
  return new CertToolError('key-unusable', { params: { loginId: loginId ?? thumbprint }, cause });
}

/** Reads the items of an answer: certificates, and what the script left out. What is no certificate is left out too. */
function collector({ onLeftOut }: PowerShell) {
  const found: StoredCertificate[] = [];
  let items = 0;
  const onItem = (item: unknown) => {
    items += 1;
    const [der, hasKey, friendlyName, archived] = Array.isArray(item) ? item : notUnderstood();
    if (friendlyName === undefined) {
      if (typeof der !== 'string') return notUnderstood();
      onLeftOut?.({ thumbprint: der.toLowerCase(), octets: typeof hasKey === 'number' ? hasKey : 0 });
      return;
    }
    const bytes = bytesFromWire(der);
    try {
      const record = readCertificate(bytes);
      const hidden = archived === 1 ? { archived: true } : undefined;
      found.push(
        Object.assign(record, {
          hasPrivateKey: hasKey === 1,
          friendlyName: fromWire(friendlyName),
          ...hidden,
        }),
      );
    } catch (error) {
      if (!(error instanceof MalformedDer)) throw error;
      onLeftOut?.(leftOutOf(bytes));
    }
  };
  return { found, count: () => items, onItem };
}
