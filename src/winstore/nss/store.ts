import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { CertificateStore, StoreProbe } from '../../core/ports/store.ts';
import { writeNewFileSynced } from '../../system/files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import { createPendingKeys, type PendingKeys, privateKeyFor } from '../pending/pending-keys.ts';
import { readIssued, reasons, remedies, storeFailed } from '../shared/failures.ts';
import type { OnLeftOut } from '../shared/left-out.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { inWorkFolder } from '../shared/work-folder.ts';
import { isSeenOpen, nicknameFor, readDatabase } from './certificates.ts';
import { mustRunNss, type NssPlace, type NssPrograms, nssFailure, passwordFile, runNss } from './program.ts';
import { notesIn } from './removal-notes.ts';
import { finishRemoval, removeFromDatabase } from './remove.ts';
import { signAllIn, tlsKeyOf } from './sign.ts';
import { CERTIFICATES, inCopy, KEYS } from './snapshot.ts';

export interface NssStoreOptions {
  /** The folder of the database: that of browsers, or a Firefox profile. */
  readonly database: string;
  /** Whether it must be there already, as a browser's own profile is. */
  readonly mustExist?: boolean;
  readonly pendingDir: string;
  /** Undefined where NSS's programs are not installed. */
  readonly programs: NssPrograms | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** For each run of a program; default 60 seconds. */
  readonly timeoutMs?: number;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * An NSS database, which Chrome, Edge and others on Linux and Firefox everywhere take their client certificates from:
 * read from its files, changed by NSS's own programs. Errors are `CertToolError`s: `program-missing`, `store-failed`
 * with NSS's error, those of the pending keys.
 */
export function createNssStore(options: NssStoreOptions): CertificateStore {
  const { database, pendingDir, env, timeoutMs = DEFAULT_TIMEOUT_MS, onLeftOut } = options;
  const keys = createPendingKeys(pendingDir);
  const place = (): NssPlace => ({
    ...{ database, pendingDir, env, timeoutMs, onLeftOut },
    programs: programsOf(options),
  });
  const read = async () =>
    (await readDatabase(place())).certificates.filter(({ isAuthority }) => !isAuthority);
  const find = async (thumbprint: string) =>
    isThumbprint(thumbprint)
      ? (await read()).find(({ certificate }) => certificate.thumbprint === thumbprint)
      : undefined;
  const signAll = async (thumbprints: readonly string[], bytes: Uint8Array) =>
    signAllIn(place(), await readDatabase(place()), thumbprints, bytes);
  return {
    kind: 'nss',
    probe: async () => probe(place(), keys, options),
    expectRequest: keys.expectRequest,
    request: keys.request,
    pending: keys.pending,
    async install(id, certificate, chain, friendlyName) {
      const { thumbprint } = readIssued(certificate);
      const earlier = await find(thumbprint);
      if (earlier?.certificate.hasPrivateKey) return earlier.certificate;
      await importPfx(place(), keys, id, { certificate, chain, friendlyName });
      const stored: StoredCertificate | undefined = (await find(thumbprint))?.certificate;
      if (!stored) throw storeFailed(reasons.notReadBack);
      return stored;
    },
    list: async () => (await read()).map(({ certificate }) => certificate),
    find: async (thumbprint) => (await find(thumbprint))?.certificate,
    async sign(thumbprint, bytes) {
      const [answer] = await signAll([thumbprint], bytes);
      if (answer instanceof Uint8Array) return answer;
      throw answer ?? new CertToolError('key-unusable', { params: { loginId: thumbprint } });
    },
    signAll,
    tlsKey: async (thumbprint) => tlsKeyOf(place(), await readDatabase(place()), thumbprint),
    remove: async (thumbprint) => removeFromDatabase(place(), thumbprint),
    discard: keys.discard,
  };
}

function programsOf({ programs }: NssStoreOptions): NssPrograms {
  if (!programs)
    throw new CertToolError('program-missing', { params: { program: 'certutil, pk12util (NSS)' } });
  return programs;
}

async function probe(
  place: NssPlace,
  keys: PendingKeys,
  { mustExist }: NssStoreOptions,
): Promise<StoreProbe> {
  await keys.probe();
  const isThere = existsSync(join(place.database, CERTIFICATES));
  if (mustExist && !isThere) {
    throw storeFailed(reasons.nssMissing(place.database)).withRemedy(remedies.nssMissing);
  }
  if (isThere) {
    await checkOwnerOnlyFolder(place.database);
    await checkPassword(place);
  }
  for (const note of await notesIn(place.pendingDir, place.database)) await finishRemoval(place, note);
  return { kind: 'nss', identity: `nss:${place.database}`, canSign: true };
}

/** @throws CertToolError `store-failed` for a database with a password, or a damaged one */
async function checkPassword(place: NssPlace): Promise<void> {
  if (await isSeenOpen(place)) return;
  await inCopy(place, async (copy) => {
    const empty = await passwordFile(join(copy.database, 'database'), '');
    const { ok, error } = await runNss(copy, 'certutil', ['-K', '-f', empty]);
    // Without any key certutil fails too, with no error of NSS's.
    if (!ok && error && /^[A-Z]/.test(error)) throw nssFailure('certutil', error);
  });
}

/** Makes the database as browsers make it, without a password, when it is missing. */
async function openDatabase(place: NssPlace): Promise<void> {
  await makeOwnerOnlyFolder(place.database);
  if (existsSync(join(place.database, KEYS))) return;
  await mustRunNss(place, 'certutil', ['-N', '--empty-password']);
}

interface Issued {
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly friendlyName: string;
}

/** The intermediates come along: browsers look for those that lead to the CAs that a server names. */
async function importPfx(place: NssPlace, keys: PendingKeys, id: string, issued: Issued): Promise<void> {
  const record = readIssued(issued.certificate);
  const privateKeyPem = await privateKeyFor(keys, id, record);
  await openDatabase(place);
  // node-forge is slow to load; only who installs needs it.
  const { createPkcs12 } = await import('../../pki/pkcs12.ts');
  const password = randomBytes(24).toString('hex');
  const pfx = createPkcs12({
    privateKeyPem,
    certificatePem: issued.certificate,
    chain: issued.chain.filter((pem) => !isRoot(pem)),
    friendlyName: nicknameFor(issued.friendlyName, record),
    password,
    encryption: 'aes-256',
  });
  await inWorkFolder(place.pendingDir, async (folder) => {
    const file = join(folder, 'import.p12');
    await writeNewFileSynced(file, pfx);
    const ofFile = await passwordFile(join(folder, 'password'), password);
    const ofDatabase = await passwordFile(join(folder, 'database'), '');
    await mustRunNss(place, 'pk12util', ['-i', file, '-w', ofFile, '-k', ofDatabase]);
  });
}

/** cert-tool never makes anything trusted, nor puts there what could be. */
function isRoot(pem: string): boolean {
  const { subject, issuer } = readIssued(pem);
  return subject === issuer;
}
