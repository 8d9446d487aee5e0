import type { Role } from '../../core/ports/bank.ts';
import type { BankDatabase, Row } from './database.ts';

/** How the bank asks for the second factor: a token or app (TOTP), a code by e-mail, or not at all. */
export type OtpMethod = 'token' | 'email' | 'none';

export interface UserRecord {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  /** Empty until it is typed for the first time. */
  readonly passwordHash: string;
  readonly confirmationHash: string;
  /** In the clear: a demo's, public. */
  readonly password: string;
  readonly confirmationPassword: string;
  readonly otpMethod: OtpMethod;
  /** Base32; set for tokens. */
  readonly totpSecret: string | null;
  /** The last TOTP step whose code was taken; it and those before are used up. */
  readonly lastTotpStep: number;
  readonly suspended: boolean;
  readonly serviceEnabled: boolean;
}

export type NewUser = Omit<
  UserRecord,
  'passwordHash' | 'confirmationHash' | 'lastTotpStep' | 'suspended' | 'serviceEnabled'
>;

export function addUser(database: BankDatabase, user: NewUser): void {
  database.run(
    `INSERT INTO users (login_id, name, role, password, confirmation_password, otp_method, totp_secret)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      user.loginId,
      user.name,
      user.role,
      user.password,
      user.confirmationPassword,
      user.otpMethod,
      user.totpSecret,
    ],
  );
}

export function findUser(database: BankDatabase, loginId: string): UserRecord | undefined {
  const row = database.get('SELECT * FROM users WHERE login_id = ?', [loginId]);
  return row && userOf(row);
}

export function allUsers(database: BankDatabase): UserRecord[] {
  return database.all('SELECT * FROM users ORDER BY login_id').map(userOf);
}

const HASHES = { password: 'password_hash', confirmation: 'confirmation_hash' } as const;

export function keepHash(
  database: BankDatabase,
  loginId: string,
  of: keyof typeof HASHES,
  hash: string,
): void {
  database.run(`UPDATE users SET ${HASHES[of]} = ? WHERE login_id = ?`, [hash, loginId]);
}

export function useUpTotpStep(database: BankDatabase, loginId: string, step: number): void {
  database.run('UPDATE users SET last_totp_step = ? WHERE login_id = ?', [step, loginId]);
}

function userOf(row: Row): UserRecord {
  return {
    loginId: String(row['login_id']),
    name: String(row['name']),
    role: row['role'] as Role,
    passwordHash: String(row['password_hash']),
    confirmationHash: String(row['confirmation_hash']),
    password: String(row['password']),
    confirmationPassword: String(row['confirmation_password']),
    otpMethod: row['otp_method'] as OtpMethod,
    totpSecret: row['totp_secret'] as string | null,
    lastTotpStep: Number(row['last_totp_step']),
    suspended: row['suspended'] === 1,
    serviceEnabled: row['service_enabled'] === 1,
  };
}
