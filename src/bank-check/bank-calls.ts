import { createPrivateKey, sign } from 'node:crypto';
import type { Session } from './bench-options.ts';
import { accepted, type Schemas } from './expect.ts';
import type { Held } from './kept.ts';
import type { Key } from './key.ts';
import type { Answer, Outgoing, Wire } from './wire.ts';

const PROOF_PREFIX = 'cert-tool proof v1\n';

/** The requests of the contract, as cases send them. */
export class BankCalls {
  readonly wire: Wire;

  constructor(wire: Wire) {
    this.wire = wire;
  }

  send(outgoing: Outgoing): Promise<Answer> {
    return this.wire.send(outgoing);
  }

  async status(): Promise<Schemas['Status']> {
    return accepted(await this.send({ method: 'GET', path: '/status' }), 200);
  }

  /** The present CA's chain, the issuing CA first; PEM. */
  async chain(authorityKeyId?: string): Promise<{ pems: string[]; answer: Answer }> {
    const query = authorityKeyId === undefined ? {} : { query: `?authorityKeyId=${authorityKeyId}` };
    const answer = await this.send({ method: 'GET', path: '/ca', ...query });
    if (answer.status !== 200) accepted(answer, 200);
    const pems = answer.body
      .toString('utf8')
      .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    return { pems: pems ?? [], answer };
  }

  submitCode(token: string, code: string): Promise<Answer> {
    return this.send({ method: 'POST', path: '/sessions/current/otp', token, json: { code } });
  }

  async me({ token }: Session): Promise<Schemas['Me'] & { readonly answer: Answer }> {
    const answer = await this.send({ method: 'GET', path: '/me', token });
    return { ...accepted<Schemas['Me']>(answer, 200), answer };
  }

  /** Asks for a certificate, or for the one that there is. */
  ask({ token, loginId }: Session, key: Key): Promise<Answer> {
    return this.send({ method: 'POST', path: '/certificates', token, json: { csr: key.request(loginId) } });
  }

  renew({ token, loginId }: Session, serialNumber: string, key: Key): Promise<Answer> {
    const json = { csr: key.request(loginId) };
    return this.send({ method: 'POST', path: `/certificates/${serialNumber}/renewal`, token, json });
  }

  confirm({ token }: Session, serialNumber: string): Promise<Answer> {
    return this.send({ method: 'POST', path: `/certificates/${serialNumber}/confirmation`, token });
  }

  details({ token }: Pick<Session, 'token'>, serialNumber: string): Promise<Answer> {
    return this.send({ method: 'GET', path: `/certificates/${serialNumber}`, token });
  }

  revoke({ token }: Session, loginId: string, json: object): Promise<Answer> {
    return this.send({
      method: 'POST',
      path: `/users/${encodeURIComponent(loginId)}/revocation`,
      token,
      json,
    });
  }

  /** @param key PEM @param text what is signed, by default what the contract says */
  prove(
    { token, challenge }: Session,
    { serialNumber, key }: Pick<Held, 'serialNumber' | 'key'>,
    text = PROOF_PREFIX + challenge,
  ): Promise<Answer> {
    const signature = sign('sha256', Buffer.from(text), createPrivateKey(key)).toString('base64');
    return this.send({
      method: 'POST',
      path: '/sessions/current/proof',
      token,
      json: { serialNumber, signature },
    });
  }
}
