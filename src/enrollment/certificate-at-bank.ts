import type { CertificateRecord } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { CertificateStates } from '../core/ports/bank.ts';
import { MalformedDer, readCertificate } from '../pki/certificate.ts';
import type { Run } from './ports.ts';

/**
 * The certificate of this serial number as the bank has it.
 * @throws CertToolError `bad-answer` for what is none; `BankRefusal` for `not-found`
 */
export async function certificateAtBank(
  run: Run,
  states: CertificateStates,
  serialNumber: string,
): Promise<CertificateRecord> {
  const { certificate } = await states.certificate(serialNumber);
  try {
    return readCertificate(certificate);
  } catch (cause) {
    if (!(cause instanceof MalformedDer)) throw cause;
    const host = run.connection?.status.name ?? run.identity.bankId;
    throw new CertToolError('bad-answer', { params: { host, detail: NO_CERTIFICATE }, cause });
  }
}

const NO_CERTIFICATE = {
  ja: 'GET /certificates: 証明書として読み取れません',
  en: 'GET /certificates: no certificate in it',
};
