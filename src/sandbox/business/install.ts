import { CertToolError } from '../../core/error.ts';
import type { MadeCertificate } from '../ca/authority.ts';
import { checkRequest } from '../ca/csr.ts';
import type { PracticeBankIdentity } from '../place/identity.ts';
import { recordAct } from '../records/audit.ts';
import {
  addCertificate,
  certificateByPublicKey,
  decidingCertificate,
  markNoticeSent,
  nextSequence,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import { findUser } from '../records/users.ts';
import { supersede } from './certificates.ts';
import type { BankContext } from './context.ts';

/** Which certificate a user has at the bank now. */
export interface Holder extends PracticeBankIdentity {
  readonly serialNumber: string;
}

/** What a PC is given that takes over a user's certificate; undefined when its key was used before. */
export type Handover = { readonly certificate: string; readonly chain: readonly string[] } | undefined;

/** @throws CertToolError `user-not-found`, `nothing-to-install` */
export function holderOf(bank: BankContext, loginId: string): Holder {
  const { serialNumber } = currentOf(bank, loginId);
  return { ...bank.identity(), serialNumber };
}

/**
 * Signs this request's key as the current confirmed certificate of a login ID, with the same dates, in place of the
 * one that it has, which is revoked as superseded. The same request again gets the same certificate.
 * @throws CertToolError `user-not-found`, `nothing-to-install`
 */
export function handOver(bank: BankContext, loginId: string, csr: string): Promise<Handover> {
  return bank.serializer.run(loginId, async () => {
    const current = currentOf(bank, loginId);
    const request = await checkRequest(csr, loginId);
    if (!request) throw new TypeError('not a request for this login ID');
    if (current.publicKeyHash === request.publicKeyHash) return handoverOf(bank, current);
    if (certificateByPublicKey(bank.database, request.publicKeyHash)) return undefined;
    const { notBefore, notAfter } = current;
    const sequence = nextSequence(bank.database, loginId);
    const made = await (await bank.authorities.signing()).issue({
      loginId,
      sequence,
      publicKey: request.publicKey,
      issuedAt: bank.bankNow(),
      crlUrl: bank.crlUrl(),
      validity: { notBefore, notAfter },
    });
    bank.database.transaction(() => {
      supersede(bank, loginId, current.serialNumber);
      const unconfirmed = unconfirmedCertificate(bank.database, loginId, bank.bankNow());
      if (unconfirmed) supersede(bank, loginId, unconfirmed.serialNumber);
      const { publicKeyHash } = request;
      addCertificate(bank.database, { ...made, loginId, sequence, publicKeyHash, confirmed: true });
      // Its owner has been told about these dates.
      if (current.noticeSent) markNoticeSent(bank.database, made.serialNumber);
      recordAct(bank.database, bank.now(), loginId, 'certificate-installed', made.serialNumber);
    });
    return handoverOf(bank, made);
  });
}

function handoverOf(bank: BankContext, certificate: MadeCertificate): Handover {
  return { certificate: certificate.pem, chain: bank.authorities.chainOf(certificate) };
}

function currentOf(bank: BankContext, loginId: string) {
  if (!findUser(bank.database, loginId)) throw new CertToolError('user-not-found', { params: { loginId } });
  const current = decidingCertificate(bank.database, loginId);
  if (!current || current.revokedAt) throw new CertToolError('nothing-to-install', { params: { loginId } });
  return current;
}
