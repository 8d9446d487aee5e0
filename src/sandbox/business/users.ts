import type { CertificateState, Role } from '../../core/ports/bank.ts';
import type { OtpMethod } from '../records/users.ts';

/** A user whom every new practice bank knows. The passwords are public: they protect nothing. */
export interface DemoUser {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  /** The state of the certificate on the day when the practice bank is set up. */
  readonly state: CertificateState;
  readonly otpMethod: OtpMethod;
  readonly password: string;
  readonly confirmationPassword: string;
}

export interface DemoCredentials {
  readonly loginId: string;
  readonly password: string;
  readonly confirmationPassword: string;
}

export const DEMO_USERS: readonly DemoUser[] = [
  demoUser('hanakodt', 'データ花子', 'administrator', 'issued', 'token'),
  demoUser('ichirodt', 'データ一郎', 'general', 'expired', 'email'),
  demoUser('jirodt', 'データ二郎', 'general', 'not-issued', 'token'),
  demoUser('saburodt', 'データ三郎', 'master', 'issued', 'token'),
  demoUser('sachikodt', 'データ幸子', 'general', 'issued', 'none'),
  demoUser('tarodt', 'データ太郎', 'general', 'renewable', 'email'),
  demoUser('shirodt', 'データ四郎', 'general', 'revoked', 'none'),
];

/** The default of `issue`: the one who has no certificate yet. */
export const DEFAULT_DEMO_USER = 'jirodt';

/** The default of what administrators do. */
export const DEMO_ADMINISTRATOR = 'hanakodt';

/** Login ID and public passwords of a demo user, of the default one without an argument; undefined for others. */
export function demoCredentials(loginId: string = DEFAULT_DEMO_USER): DemoCredentials | undefined {
  const user = DEMO_USERS.find((candidate) => candidate.loginId === loginId);
  return (
    user && {
      loginId: user.loginId,
      password: user.password,
      confirmationPassword: user.confirmationPassword,
    }
  );
}

function demoUser(
  loginId: string,
  name: string,
  role: Role,
  state: CertificateState,
  otpMethod: OtpMethod,
): DemoUser {
  const password = `demo-${loginId}`;
  return { loginId, name, role, state, otpMethod, password, confirmationPassword: `kakunin-${loginId}` };
}
