import type { Authority } from '../ca/authority.ts';
import { throwAwayPublicKey } from '../ca/parts.ts';
import { recordAct } from '../records/audit.ts';
import { addCertificate, type NewCertificate, revokeCertificate } from '../records/certificates.ts';
import { addUser, findUser } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { newUser } from './new-user.ts';
import { sendDueNotices } from './notices.ts';
import { duplicateUser, type UserRow } from './users-csv.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 64;

/** How many days ago the certificates were issued that these states come from. */
const ISSUED_DAYS_AGO = { issued: 100, renewable: 345, expired: 400, revoked: 150 } as const;
const REVOKED_DAYS_AGO = 50;

/**
 * Adds users, all of them or none, with certificates as their states want it: for keys that exist nowhere, like those
 * of the users out of the box. Returns how many.
 * @throws CertToolError `invalid-users-file` for a login ID that the bank has already
 */
export async function addUsers(bank: BankContext, file: string, rows: readonly UserRow[]): Promise<number> {
  refuseKnown(bank, file, rows);
  const authority = await bank.authorities.signing();
  const users = rows.map((row) => newUser({ ...row, otpMethod: row.otp }, row.otpSecret));
  const certificates: NewCertificate[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const made = await Promise.all(some.map((row) => certificateOf(bank, authority, row)));
    certificates.push(...made.filter((certificate) => certificate !== undefined));
  }
  bank.database.transaction(() => {
    refuseKnown(bank, file, rows);
    for (const user of users) addUser(bank.database, user);
    for (const certificate of certificates) addCertificate(bank.database, certificate);
    revokeSome(bank, rows, certificates);
    recordAct(bank.database, bank.now(), '', 'users-added', String(users.length));
  });
  await bank.publishUsers();
  await sendDueNotices(bank);
  return users.length;
}

function refuseKnown(bank: BankContext, file: string, rows: readonly UserRow[]): void {
  const known = rows.find(({ loginId }) => findUser(bank.database, loginId));
  if (known) throw duplicateUser(file, known);
}

async function certificateOf(
  bank: BankContext,
  authority: Authority,
  { loginId, state }: UserRow,
): Promise<NewCertificate | undefined> {
  if (state === 'not-issued') return undefined;
  const { publicKey, publicKeyHash } = await throwAwayPublicKey();
  const issuedAt = new Date(bank.bankNow().getTime() - ISSUED_DAYS_AGO[state] * DAY_MS);
  const order = { loginId, sequence: 1, publicKey, issuedAt, crlUrl: bank.crlUrl() };
  return { ...(await authority.issue(order)), loginId, sequence: 1, publicKeyHash, confirmed: true };
}

function revokeSome(
  bank: BankContext,
  rows: readonly UserRow[],
  certificates: readonly NewCertificate[],
): void {
  const revoked = new Set(rows.filter(({ state }) => state === 'revoked').map(({ loginId }) => loginId));
  const revokedAt = new Date(bank.bankNow().getTime() - REVOKED_DAYS_AGO * DAY_MS);
  for (const { loginId, serialNumber } of certificates) {
    if (revoked.has(loginId))
      revokeCertificate(bank.database, serialNumber, revokedAt, 'cessationOfOperation');
  }
}
