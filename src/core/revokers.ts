import type { BankRules, Revoker, Role } from './ports/bank.ts';
import type { Text } from './text.ts';

/** Who else may revoke a certificate, by the role of its owner and the bank's rules. The owner is not at hand. */
export function revokersOf(role: Role, rules: BankRules | undefined): Text {
  if (role !== 'master') return REVOKERS[role];
  const by = rules?.masterRevocableBy?.filter((each) => each !== 'self');
  if (by === undefined) return UNKNOWN;
  const [one, other] = by.map((each) => OF_MASTERS[each]);
  if (!one) return BRANCH;
  return other ? { ja: `${one.ja}または${other.ja}`, en: `${one.en} or ${other.en.toLowerCase()}` } : one;
}

const REVOKERS: Readonly<Record<Exclude<Role, 'master'>, Text>> = {
  general: {
    ja: '自社の管理者ユーザまたはマスターユーザ',
    en: 'An administrator or the master user in your company',
  },
  administrator: {
    ja: '自社のマスターユーザまたはほかの管理者ユーザ',
    en: 'The master user or another administrator in your company',
  },
};

const OF_MASTERS: Readonly<Record<Revoker, Text>> = {
  self: { ja: '本人', en: 'The master user' },
  master: { ja: '自社のほかのマスターユーザ', en: 'Another master user in your company' },
  administrator: { ja: '自社の管理者ユーザ', en: 'An administrator in your company' },
};

const BRANCH: Text = {
  ja: 'お取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
  en: 'Your branch (by the paper form 「クライアント証明書(電子証明書)機能申込書」)',
};

const UNKNOWN: Text = {
  ja: `自社のほかの管理者ユーザ(銀行が認めている場合)、または${BRANCH.ja}`,
  en: 'Another administrator in your company, where your bank allows it, or otherwise your branch (by the paper form 「クライアント証明書(電子証明書)機能申込書」)',
};
