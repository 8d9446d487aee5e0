import { CertToolError } from '../core/error.ts';
import { supportSentence } from '../core/support.ts';
import { newerVersion } from '../core/version.ts';
import type { Connection } from './connection.ts';
import type { EnrollmentPorts } from './ports.ts';

/**
 * Before any password is asked: a bank may want a newer cert-tool. What was sent is finished with the old one.
 * @throws CertToolError `client-too-old`
 */
export function refuseOldClient(
  { version }: Pick<EnrollmentPorts, 'version'>,
  { status }: Pick<Connection, 'status'>,
): void {
  const minimum = status.client?.minimum;
  if (version === undefined || minimum === undefined || !newerVersion(version, minimum)) return;
  const support = supportSentence(status.support);
  throw new CertToolError('client-too-old', { params: { version: minimum, found: version, support } });
}
