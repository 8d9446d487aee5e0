import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import { type CertToolError, toCertToolError } from '../core/error.ts';
import { judgeOf } from '../holdings/holding.ts';
import type { Unfinished } from '../holdings/unfinished.ts';
import { untriedKey } from '../pki/trial.ts';
import type { Entry, Journal } from './journal.ts';

/** What the journal holds, and what of it nobody can tell. */
export interface UnfinishedHere {
  readonly entries: readonly Entry[];
  /** Why some entries cannot be understood, with their files. */
  readonly unreadable: readonly CertToolError[];
  /** The users of these certificates whose entry is one of them. */
  readonly unknown: readonly UnknownEntry[];
  /** For judging these certificates: the entries, and that those users have one. */
  readonly unfinished: readonly Unfinished[];
}

interface UnknownEntry extends Unfinished {
  readonly error: CertToolError;
}

export async function unfinishedHere(
  journal: Journal,
  certificates: readonly StoredCertificate[],
  banks: readonly BankIdentity[],
): Promise<UnfinishedHere> {
  const { entries, unreadable } = await journal.contents();
  const unknown: UnknownEntry[] = [];
  for (const user of unreadable.length > 0 ? usersOf(certificates, banks) : []) {
    // Of a certificate whose bank is not known any of them may be the one.
    const error = user.bankId === '' ? unreadable[0] : await whyUnreadable(journal, user);
    if (error) unknown.push({ ...user, step: 'unknown', error });
  }
  return { entries, unreadable, unknown, unfinished: [...entries, ...unknown] };
}

interface User {
  readonly bankId: string;
  readonly loginId: string;
}

async function whyUnreadable(
  journal: Journal,
  { bankId, loginId }: User,
): Promise<CertToolError | undefined> {
  try {
    await journal.read(bankId, loginId);
    return undefined;
  } catch (error) {
    return toCertToolError(error);
  }
}

function usersOf(certificates: readonly StoredCertificate[], banks: readonly BankIdentity[]): User[] {
  const users = new Map<string, User>();
  // By no date: this is about users alone.
  const judge = judgeOf(banks, new Date(0));
  for (const certificate of certificates) {
    const { subject, bankIds } = judge({ certificate, ...untriedKey(certificate) });
    for (const bankId of subject ? (bankIds.length > 0 ? bankIds : ['']) : []) {
      const loginId = subject?.loginId ?? '';
      users.set(`${bankId}\0${loginId}`, { bankId, loginId });
    }
  }
  return [...users.values()];
}
