import { bankSubjectOf } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import { formatDate } from '../../core/japan-time.ts';
import { lastWorkingDay } from '../../core/last-working-day.ts';
import { daysLeft } from '../../core/renewal.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Holding } from '../../holdings/holding.ts';

/** A certificate as the `--json` documents show it: a promise to scripts (docs/commands.md). */
export function certificateJson(
  { certificate, state }: Pick<Holding, 'certificate' | 'state'>,
  now: Date,
  keyUsable?: boolean,
) {
  const subject = bankSubjectOf(certificate);
  const lastDay = lastWorkingDay(certificate);
  return {
    loginId: subject?.loginId ?? null,
    sequence: subject?.sequence || null,
    name: nameOf(certificate),
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    thumbprint: certificate.thumbprint,
    notBefore: rfc3339(certificate.notBefore),
    notAfter: rfc3339(certificate.notAfter),
    lastWorkingDay: lastDay ? formatDate(lastDay, 'en') : null,
    daysLeft: daysLeft(certificate.notAfter, now),
    state,
    hasPrivateKey: certificate.hasPrivateKey,
    ...(keyUsable === undefined ? {} : { keyUsable }),
    friendlyName: certificate.friendlyName,
    ...(certificate.location === undefined ? {} : { location: certificate.location }),
  };
}
