import { randomBytes } from 'node:crypto';
import { newUser } from './business/new-user.ts';
import { DEMO_USERS } from './business/users.ts';
import { Authority } from './ca/authority.ts';
import { type AuthorityMaterial, createAuthority, FIRST_GENERATION } from './ca/create-authority.ts';
import { throwAwayPublicKey } from './ca/parts.ts';
import { createTlsMaterial } from './ca/tls.ts';
import { crlUrlAt, usualPort } from './place/tcp-ports.ts';
import { recordAct } from './records/audit.ts';
import { addAuthority } from './records/authorities.ts';
import { addCertificate, type NewCertificate, revokeCertificate } from './records/certificates.ts';
import { BankDatabase } from './records/database.ts';
import { writeSecrets } from './records/secrets.ts';
import { addUser } from './records/users.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const REVOKED_DAYS_AGO = 50;

/** How many days ago the seeded certificates were issued: what makes their states. */
const ISSUED_DAYS_AGO: Readonly<Record<string, number>> = {
  hanakodt: 100,
  ichirodt: 400,
  saburodt: 200,
  sachikodt: 30,
  shirodt: 150,
  tarodt: 345,
};

/**
 * Makes the database of a new practice bank: its CA, its TLS certificate, the demo users and their certificates. The
 * keys of these certificates exist nowhere: they stand for certificates on other PCs.
 * @param now the real clock's time @param bankNow the bank's date
 * @param whileKeysAreMade other threads make the keys of the CA, and this one would wait for them
 */
export async function seedDatabase(
  file: string,
  now: Date,
  bankNow: Date,
  whileKeysAreMade: () => void,
): Promise<void> {
  const filling = fillingOf(now, bankNow);
  // Told to who waits for it, which is after the file was made.
  filling.catch(() => {});
  whileKeysAreMade();
  await BankDatabase.create(file, filling);
}

async function fillingOf(now: Date, bankNow: Date): Promise<(database: BankDatabase) => void> {
  const [material, tls] = await Promise.all([createAuthority(now, FIRST_GENERATION), createTlsMaterial(now)]);
  const bankId = `demo-${randomBytes(4).toString('hex')}`;
  const crlUrl = crlUrlAt(usualPort(bankId));
  const certificates = await seededCertificates(material, bankNow, crlUrl);
  return (database) => {
    writeSecrets(database, { bankId, tls });
    addAuthority(database, material);
    for (const user of DEMO_USERS) addUser(database, newUser(user));
    for (const certificate of certificates) addCertificate(database, certificate);
    for (const { loginId } of DEMO_USERS.filter((user) => user.state === 'revoked')) {
      const revokedAt = new Date(bankNow.getTime() - REVOKED_DAYS_AGO * DAY_MS);
      const serialNumber = certificates.find((one) => one.loginId === loginId)?.serialNumber ?? '';
      revokeCertificate(database, serialNumber, revokedAt, 'cessationOfOperation');
    }
    recordAct(database, now, '', 'set-up');
  };
}

async function seededCertificates(
  material: AuthorityMaterial,
  bankNow: Date,
  crlUrl: string,
): Promise<NewCertificate[]> {
  const authority = await Authority.load(material);
  return Promise.all(
    DEMO_USERS.filter((user) => user.state !== 'not-issued').map(async ({ loginId }) => {
      const { publicKey, publicKeyHash } = await throwAwayPublicKey();
      const issuedAt = new Date(bankNow.getTime() - (ISSUED_DAYS_AGO[loginId] ?? 0) * DAY_MS);
      const made = await authority.issue({ loginId, sequence: 1, publicKey, issuedAt, crlUrl });
      return { ...made, loginId, sequence: 1, publicKeyHash, confirmed: true };
    }),
  );
}
