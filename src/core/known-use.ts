import { formatDate } from './japan-time.ts';
import type { CertificateFacts } from './ports/bank.ts';
import type { Text } from './text.ts';

/**
 * Where a certificate is that is not here, as far as the bank tells, as a sentence behind others: on which PC, since
 * when, when it was last used. Empty where the bank tells nothing.
 */
export function knownUse({ device, issuedAt, lastUsedAt }: CertificateFacts): Text | '' {
  const dates = {
    ja: [
      issuedAt && `${formatDate(issuedAt, 'ja')}発行`,
      lastUsedAt && `最終利用 ${formatDate(lastUsedAt, 'ja')}`,
    ],
    en: [
      issuedAt && `issued on ${formatDate(issuedAt, 'en')}`,
      lastUsedAt && `last used on ${formatDate(lastUsedAt, 'en')}`,
    ],
  };
  const place = {
    ja: device === undefined ? undefined : `PC「${device}」`,
    en: device === undefined ? undefined : `on the PC "${device}"`,
  };
  const ja = [place.ja, ...dates.ja].filter((part) => part !== undefined);
  const en = [place.en, ...dates.en].filter((part) => part !== undefined);
  if (ja.length === 0) return '';
  return { ja: `銀行の記録: ${ja.join('、')}。`, en: ` The bank has it as: ${en.join(', ')}.` };
}
