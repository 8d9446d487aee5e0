import { CertToolError } from '../core/error.ts';
import { supportSentence } from '../core/support.ts';
import type { Text } from '../core/text.ts';
import type { Connection } from './connection.ts';

/** What another protocol may not have. */
const OFFERS = {
  administration: {
    ja: '利用者の一覧と証明書失効',
    en: 'listing its users and revoking their certificates',
  },
  crl: { ja: '失効リスト(CRL)の提供', en: 'handing out its revocation list (CRL)' },
} as const satisfies Record<string, Text>;

/** The error for what the protocol of this bank has not. */
export function notOffered({ status }: Pick<Connection, 'status'>, what: keyof typeof OFFERS): CertToolError {
  const params = { bank: status.name, what: OFFERS[what], support: supportSentence(status.support) };
  return new CertToolError('not-offered-by-bank', { params });
}
