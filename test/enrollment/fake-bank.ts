import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { Bank, BankStatus, IssuedCertificate, SessionExtras } from '../../src/core/ports/bank.ts';
import type { FlatSession } from '../support/flat-session.ts';
import { certificates, chains, LOGIN_ID } from './certificates.ts';
import type { Changes } from './fakes.ts';

export function issuedOf({ pem, serialNumber }: StoredCertificate, chain = chains.g4): IssuedCertificate {
  return { certificate: pem, chain, serialNumber, confirmed: false };
}

/** A session with what this protocol can in its parts, and side by side as well. */
export type FakeSession = FlatSession & SessionExtras;

const EXTRAS: readonly (keyof SessionExtras)[] = ['states', 'confirming', 'proof', 'administration'];

export function sessionWith(acts: string[], changes: Changes): FakeSession {
  const flat = { ...flatSession(acts, changes), ...changes.session };
  const parts: SessionExtras = { states: flat, confirming: flat, proof: flat, administration: flat };
  const session = Object.assign(flat, parts);
  for (const extra of changes.without ?? []) Reflect.deleteProperty(session, extra);
  return session;
}

function flatSession(acts: string[], { me, issues = certificates.fresh }: Changes): FlatSession {
  const unexpected = () => Promise.reject(new Error('unexpected at the bank'));
  const note = (act: string) => void acts.push(act);
  return {
    challenge: 'challenge',
    submitOtp: async (code) => note(`otp ${code}`),
    resendOtp: async () => note('resend the otp'),
    me: async () => ({
      ...{ loginId: LOGIN_ID, name: 'Hanako', role: 'general', notices: [] },
      ...{ certificate: { state: 'not-issued' } },
      ...me,
    }),
    async requestCertificate(csr) {
      note(`request with ${csr}`);
      return issuedOf(issues);
    },
    certificate: unexpected,
    confirm: async (serialNumber) => note(`confirm ${serialNumber.slice(-2)}`),
    prove: async (serialNumber) => note(`prove ${serialNumber.slice(-2)}`),
    async renew(serialNumber, csr) {
      note(`renew ${serialNumber.slice(-2)} with ${csr}`);
      return issuedOf(issues);
    },
    users: unexpected,
    revoke: unexpected,
    logout: async () => note('log out'),
  };
}

export function bankWith(acts: string[], session: FakeSession, status: BankStatus, changes: Changes): Bank {
  return {
    offers: EXTRAS.filter((extra) => !changes.without?.includes(extra)),
    status: async () => status,
    caChain: async () => [...chains.g4],
    crl: () => Promise.reject(new Error('asked for its list')),
    async logIn(loginId, password) {
      acts.push(`log in ${loginId} with ${password}`);
      return session;
    },
    close: async () => void acts.push('close the bank'),
    ...changes.bank,
  };
}
