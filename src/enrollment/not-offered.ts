import { CertToolError } from '../core/error.ts';
import type { BankStatus } from '../core/ports/bank.ts';
import { supportSentence } from '../core/support.ts';
import type { Text } from '../core/text.ts';

/** What another protocol may not have. */
const OFFERS = {
  administration: {
    ja: '利用者の一覧と証明書失効',
    en: 'listing its users and revoking their certificates',
  },
  states: {
    ja: '証明書の状態の照会',
    en: 'telling the state of a certificate',
  },
  crl: { ja: '失効リスト(CRL)の提供', en: 'handing out its revocation list (CRL)' },
} as const satisfies Record<string, Text>;

export type Offer = keyof typeof OFFERS;

interface Told {
  readonly status: Pick<BankStatus, 'name' | 'support'>;
}

/** The error for what the protocol of this bank has not. */
export function notOffered({ status }: Told, what: Offer): CertToolError {
  const params = { bank: status.name, what: OFFERS[what], support: supportSentence(status.support) };
  return new CertToolError('not-offered-by-bank', { params });
}
