import type { NewUser } from '../records/users.ts';
import { newTotpSecret } from './otp.ts';
import { hashPassword } from './passwords.ts';

/**
 * A user's record from what a person says of the user; its passwords are hashed side by side.
 * @param tokenSecret of the user's token; a new one without it
 */
export async function newUser(
  user: Omit<NewUser, 'passwordHash' | 'confirmationHash' | 'totpSecret'>,
  tokenSecret?: string,
): Promise<NewUser> {
  const { loginId, name, role, otpMethod, password, confirmationPassword } = user;
  const [passwordHash, confirmationHash] = await Promise.all([
    hashPassword(password),
    hashPassword(confirmationPassword),
  ]);
  const totpSecret = otpMethod === 'token' ? (tokenSecret ?? newTotpSecret()) : null;
  return {
    loginId,
    name,
    role,
    otpMethod,
    password,
    confirmationPassword,
    passwordHash,
    confirmationHash,
    totpSecret,
  };
}
