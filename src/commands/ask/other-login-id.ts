import { CertToolError } from '../../core/error.ts';

/**
 * The bank refused what was typed, and the person corrects the login ID: lock, entry and key belong to the old one, so
 * all begins anew for the new one.
 */
export class OtherLoginId extends CertToolError {
  readonly loginId: string;

  constructor(loginId: string) {
    super('credentials-refused', { params: { loginId } });
    this.name = 'OtherLoginId';
    this.loginId = loginId;
  }

  /** What the old login ID has under way is for another run. */
  override asNotInstalledYet(): CertToolError {
    return this;
  }
}

/** Does the work for a login ID, and when the person corrects it, for that one instead. */
export async function untilLoginIdStands<T>(
  first: string,
  work: (loginId: string) => Promise<T>,
): Promise<T> {
  for (let loginId = first; ; ) {
    try {
      return await work(loginId);
    } catch (error) {
      if (!(error instanceof OtherLoginId)) throw error;
      loginId = error.loginId;
    }
  }
}
