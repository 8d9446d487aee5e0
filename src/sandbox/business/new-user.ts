import type { NewUser } from '../records/users.ts';
import { newTotpSecret } from './otp.ts';

/**
 * A user's record from what a person says of the user.
 * @param tokenSecret of the user's token; a new one without it
 */
export function newUser(user: Omit<NewUser, 'totpSecret'>, tokenSecret?: string): NewUser {
  const { loginId, name, role, otpMethod, password, confirmationPassword } = user;
  const totpSecret = otpMethod === 'token' ? (tokenSecret ?? newTotpSecret()) : null;
  return { loginId, name, role, otpMethod, password, confirmationPassword, totpSecret };
}
