import { CertToolError } from './error.ts';
import { formatMoment } from './japan-time.ts';
import type { Text } from './text.ts';

/** @param from when the certificate can be renewed, where the bank has said so */
export function tooEarly(loginId: string, from: Date | undefined): CertToolError {
  return new CertToolError('too-early', { params: { loginId, from: from ? startText(from) : LATER } });
}

function startText(from: Date): Text {
  return { ja: `${formatMoment(from, 'ja')} 以降に`, en: `after ${formatMoment(from, 'en')}` };
}

const LATER: Text = { ja: '有効期限が近づいてから', en: 'closer to its expiry' };
