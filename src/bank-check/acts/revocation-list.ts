import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { type RevocationList, readRevocationList } from '../../pki/crl.ts';
import type { Bench } from '../bench.ts';
import { Breach } from '../breach.ts';
import type { Answer } from '../wire.ts';

/** The revocation list of an answer, checked with the chain of its CA. @throws Breach */
export async function revocationList(
  bench: Bench,
  answer: Answer,
  caChain: readonly string[],
): Promise<RevocationList> {
  const now = new Date((await bench.status()).time);
  try {
    return readRevocationList({ crl: answer.body, caChain, now, support: { ja: '', en: '' } });
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    throw new Breach(EXPECTED, answer.exchange, textOf(error.details.params?.['detail']));
  }
}

const EXPECTED = {
  ja: '発行 CA が署名した、有効期間中の失効リスト(RFC 5280)',
  en: 'a revocation list (RFC 5280) of today, signed by the issuing CA',
};

function textOf(detail: string | number | Text | undefined): Text {
  return typeof detail === 'object' ? detail : { ja: `${detail}`, en: `${detail}` };
}
