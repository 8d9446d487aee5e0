import { certificateJson } from '../../src/commands/show/certificate-json.ts';
import type { CertificateRecord } from '../../src/core/certificate.ts';
import { CertToolError, errorJson } from '../../src/core/error.ts';
import { formatDate, formatMoment } from '../../src/core/japan-time.ts';
import { lastWorkingDayText, workingDaysLeft } from '../../src/core/last-working-day.ts';
import { loggedError } from '../../src/core/logged-error.ts';
import { rfc3339 } from '../../src/core/rfc3339.ts';
import { attentionOf, holdingsOf } from '../../src/holdings/holdings.ts';
import { friendlyNameOf } from '../../src/pki/bank-certificate.ts';

const NOW = new Date('2026-11-22T05:00:00Z');

/** What was read is told to people and scripts: whatever it is, that works. */
export function showAll(value: unknown): void {
  if (value instanceof CertToolError) showError(value);
  else if (value instanceof Date) showMoment(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(showAll);
}

function showMoment(moment: Date): void {
  for (const language of ['ja', 'en'] as const) {
    formatMoment(moment, language);
    formatDate(moment, language);
  }
  rfc3339(moment);
}

function showError(error: CertToolError): void {
  for (const language of ['ja', 'en'] as const) JSON.stringify(errorJson(error, language));
  JSON.stringify(loggedError(error));
}

/** Whatever is in a certificate that could be read, commands can go on with it. */
export function showCertificate(record: CertificateRecord): void {
  const certificate = Object.assign(record, { hasPrivateKey: true, friendlyName: friendlyNameOf(record) });
  const known = { banks: [], unfinished: [], now: NOW };
  for (const holding of holdingsOf([{ certificate, key: 'works' }], known)) {
    attentionOf(holding, NOW, 'renewable');
    JSON.stringify(certificateJson(holding, NOW, true));
    showAll(holding.renewal);
  }
  lastWorkingDayText(record, 'ja');
  workingDaysLeft(record, NOW);
  showMoment(record.notBefore);
  showMoment(record.notAfter);
}
