import { randomBytes } from 'node:crypto';
import { release, userInfo } from 'node:os';
import { join } from 'node:path';
import type { CertificateRecord, StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { CertificateStore, StoreAccount, StoreProbe } from '../../core/ports/store.ts';
import { writeNewFileSynced } from '../../system/files.ts';
import { createPendingKeys, type PendingKeys, privateKeyFor } from '../pending/pending-keys.ts';
import { readIssued, reasons, storeFailed } from '../shared/failures.ts';
import type { OnLeftOut } from '../shared/left-out.ts';
import { NO_POWERSHELL, type PowerShellAssistant } from '../shared/powershell-assistant.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { inWorkFolder } from '../shared/work-folder.ts';
import { MY_STORE } from '../windows/errors.ts';
import { pkcs12EncryptionFor } from '../windows/release.ts';
import { type CertutilPlace, findCertificate, listCertificates } from './certificates.ts';
import { runCertutil } from './program.ts';

export interface CertutilStoreOptions {
  /** certutil.exe by its absolute path. */
  readonly program: string;
  readonly pendingDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where it works, it seals the pending keys and removes keys. */
  readonly powerShell?: PowerShellAssistant;
  /** Told of a certificate that was removed without its private key, which cannot be found by certutil. */
  onKeyLeft?(thumbprint: string): void;
  /** Windows' version as `os.release()` tells it, e.g. `10.0.19045`. */
  readonly release?: string;
  /** The account that cert-tool runs as, and its profile's folder. */
  readonly user?: User;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut;
  /** For each run of certutil; default 60 seconds. */
  readonly timeoutMs?: number;
}

interface User {
  readonly username: string;
  readonly homedir: string;
}

/** Everything that an operation needs. */
interface Context {
  readonly place: CertutilPlace;
  readonly keys: PendingKeys;
  readonly release: string;
  readonly user: User | undefined;
  readonly powerShell: PowerShellAssistant;
  onKeyLeft(thumbprint: string): void;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const ABSENT = '0'.repeat(40);

/**
 * CurrentUser\My through Windows' certutil.exe, where nothing better works. It cannot sign, does not tell friendly
 * names, and without PowerShell's help leaves the key of a certificate that it removes. Errors are `CertToolError`s: `store-failed` with the HRESULT,
 * `signing-not-possible`, those of the pending keys.
 */
export function createCertutilStore(options: CertutilStoreOptions): CertificateStore {
  const { program, pendingDir, env, timeoutMs = DEFAULT_TIMEOUT_MS, onLeftOut } = options;
  const place = { program, pendingDir, env, timeoutMs, onLeftOut };
  const { powerShell = NO_POWERSHELL } = options;
  const keys = createPendingKeys(pendingDir, powerShell.seal);
  const context: Context = {
    place,
    keys,
    release: options.release ?? release(),
    user: options.user ?? ownUser(),
    powerShell,
    onKeyLeft: (thumbprint) => options.onKeyLeft?.(thumbprint),
  };
  return {
    kind: 'certutil',
    probe: () => probe(context),
    expectRequest: keys.expectRequest,
    request: keys.request,
    pending: keys.pending,
    install: (id, certificate, chain, friendlyName) =>
      install(context, id, { certificate, chain, friendlyName }),
    list: () => listCertificates(place),
    find: async (thumbprint) => (isThumbprint(thumbprint) ? findCertificate(place, thumbprint) : undefined),
    sign: async () => {
      throw new CertToolError('signing-not-possible', { params: { store: 'certutil' } });
    },
    remove: (thumbprint) => remove(context, thumbprint),
    discard: keys.discard,
  };
}

/**
 * Asks for a certificate that is not there. Windows' certutil says so, and at the least names the store; others of its
 * name know no such option, or say nothing.
 */
async function probe({ place, keys, user }: Context): Promise<StoreProbe> {
  await keys.probe();
  const output = await inWorkFolder(place.pendingDir, (folder) =>
    runCertutil(place, ['-user', '-silent', '-store', 'My', ABSENT], folder),
  );
  if (output?.trim() === '') throw storeFailed(reasons.otherCertutil);
  const account = user && serviceAccount(user);
  return {
    kind: 'certutil',
    identity: `certutil:${MY_STORE}`,
    canSign: false,
    ...(account ? { account } : {}),
  };
}

/** The profiles of SYSTEM, LOCAL SERVICE and NETWORK SERVICE, whatever these are called in Windows' language. */
const SERVICE_PROFILE = /\\(?:config\\systemprofile|ServiceProfiles\\(?:LocalService|NetworkService))\\?$/i;

/** Undefined where the system does not tell. */
function ownUser(): User | undefined {
  try {
    return userInfo();
  } catch {
    return undefined;
  }
}

/** More about the account certutil does not tell. */
function serviceAccount({ username, homedir }: User): StoreAccount | undefined {
  return SERVICE_PROFILE.test(homedir) ? { name: username, isService: true } : undefined;
}

interface Installation {
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly friendlyName: string;
}

async function install(context: Context, id: string, what: Installation): Promise<StoredCertificate> {
  const record = readIssued(what.certificate);
  const earlier = await findCertificate(context.place, record.thumbprint);
  if (earlier?.hasPrivateKey) return earlier;
  const privateKeyPem = await privateKeyFor(context.keys, id, record);
  await importPfx(context, what, privateKeyPem);
  const stored = await findCertificate(context.place, record.thumbprint);
  if (!stored) throw storeFailed(reasons.notReadBack);
  return stored;
}

/**
 * The PFX is on the disk for as long as certutil runs, in a folder that only this user can open, under a random
 * password that is used this once: it is the one secret that cert-tool gives as an argument, for certutil asks at the
 * keyboard otherwise.
 */
async function importPfx(
  { place, release }: Context,
  what: Installation,
  privateKeyPem: string,
): Promise<void> {
  // node-forge is slow to load; only who installs needs it.
  const { createPkcs12, SOFTWARE_KEY_STORAGE_PROVIDER } = await import('../../pki/pkcs12.ts');
  const password = randomBytes(24).toString('hex');
  const pfx = createPkcs12({
    privateKeyPem,
    certificatePem: what.certificate,
    chain: what.chain.filter((pem) => !isSelfIssued(readIssued(pem))),
    friendlyName: what.friendlyName,
    keyProvider: SOFTWARE_KEY_STORAGE_PROVIDER,
    password,
    encryption: pkcs12EncryptionFor(release),
  });
  await inWorkFolder(place.pendingDir, async (folder) => {
    const file = join(folder, 'import.pfx');
    await writeNewFileSynced(file, pfx);
    const args = ['-user', '-f', '-p', password, '-importPFX', 'My', file, 'NoExport,NoRoot'];
    if ((await runCertutil(place, args, folder)) === undefined) throw storeFailed(reasons.notReadBack);
  });
}

/** A root: cert-tool never touches the trusted ones. */
function isSelfIssued({ subject, issuer }: CertificateRecord): boolean {
  return subject === issuer;
}

/**
 * PowerShell removes key and certificate. certutil removes the certificate alone, and says so even where nothing was
 * removed: only a look tells.
 */
async function remove(context: Context, thumbprint: string): Promise<void> {
  const { place, powerShell } = context;
  const certificate = isThumbprint(thumbprint) ? await findCertificate(place, thumbprint) : undefined;
  if (!certificate) return;
  if ((await powerShell.remove(thumbprint)) && !(await findCertificate(place, thumbprint))) return;
  await inWorkFolder(place.pendingDir, (folder) =>
    runCertutil(place, ['-user', '-delstore', 'My', thumbprint], folder),
  );
  const rest = await listCertificates(place);
  if (rest.some((each) => each.thumbprint === thumbprint)) throw storeFailed(reasons.notRemoved);
  const isShared = rest.some(({ publicKeyHash }) => publicKeyHash === certificate.publicKeyHash);
  if (certificate.hasPrivateKey && !isShared) context.onKeyLeft(thumbprint);
}
