import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { ClientKey } from '../../core/ports/store.ts';
import type { PageFacts } from '../../doctor/probes.ts';
import { networkDetail, networkErrorName } from '../../net/network-errors.ts';
import { NoTunnel } from '../../net/proxy-refusal.ts';
import type { VisitOptions } from '../../net/shown-chain.ts';
import { hostWords } from '../../net/transport-error.ts';

/** How long a page may take, in milliseconds. */
export const LONGEST_VISIT_MS = 10_000;

/**
 * Goes to a page, with a certificate of the file store; other stores give no key away.
 * @throws CertToolError of the network
 */
export async function visit(
  options: VisitOptions,
  certificate: StoredCertificate | undefined,
): Promise<PageFacts> {
  const client = clientOf(certificate);
  const { visitPage } = await import('../../net/shown-chain.ts');
  try {
    const visited = await visitPage({ ...options, client });
    return { ...visited, hasShown: client !== undefined };
  } catch (error) {
    throw asCertToolError(error, options);
  }
}

function clientOf(certificate: StoredCertificate | undefined): ClientKey | undefined {
  const folder = certificate?.location;
  if (folder === undefined || !certificate?.hasPrivateKey) return undefined;
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  try {
    return { key: read('key.pem'), certificate: certificate.pem + read('chain.pem') };
  } catch {
    return undefined;
  }
}

function asCertToolError(error: unknown, { url, proxy, signal }: VisitOptions): CertToolError {
  const { host } = url;
  if (error instanceof CertToolError) return error;
  if (error instanceof NoTunnel) {
    const { name, detail } = error.refusal;
    const proxyHost = proxy ? `${proxy.address.host}:${proxy.address.port}` : '';
    return new CertToolError(name, { params: { host, proxy: proxyHost, detail }, cause: error });
  }
  const name = signal.aborted ? 'timeout' : (networkErrorName(error) ?? 'bad-answer');
  const seconds = LONGEST_VISIT_MS / 1000;
  const detail = networkDetail(error, undefined);
  return new CertToolError(name, {
    params: { host: hostWords(host, proxy), seconds, detail, loginPage: '' },
    cause: error,
  });
}
