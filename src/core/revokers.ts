import type { BankRules, Revoker, Role } from './ports/bank.ts';
import type { Text } from './text.ts';

/**
 * Who may revoke a certificate, by the role of its owner, where it is known, and the bank's rules.
 * @param isOwnerAble the owner can still log in with it, and is not the one who was refused
 */
export function revokersOf(role: Role | undefined, rules: BankRules | undefined, isOwnerAble = false): Text {
  if (role === undefined) return OF_SOMEBODY;
  if (role !== 'master') return REVOKERS[role];
  const by = rules?.masterRevocableBy?.filter((each) => each !== 'self' || isOwnerAble);
  if (by === undefined) return isOwnerAble ? UNKNOWN_OR_SELF : UNKNOWN;
  const [first, ...others] = by.map((each) => OF_MASTERS[each]);
  if (!first) return { ja: BRANCH.ja, en: `Your ${BRANCH.en}` };
  if (by.every((each) => each === 'self')) return ALONE;
  return {
    ja: [first, ...others].map(({ ja }) => ja).join('または'),
    en: [first.en, ...others.map(({ en }) => uncapitalized(en))].join(' or '),
  };
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
  self: {
    ja: 'マスターユーザ本人(証明書のある PC で)',
    en: 'The master user personally (at the PC that has the certificate)',
  },
  master: { ja: '自社のほかのマスターユーザ', en: 'Another master user in your company' },
  administrator: { ja: '自社の管理者ユーザ', en: 'An administrator in your company' },
};

const BRANCH: Text = {
  ja: 'お取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
  en: 'branch (by the paper form 「クライアント証明書(電子証明書)機能申込書」)',
};

/** Where that PC is gone nobody else is left. */
const ALONE: Text = {
  ja: `${OF_MASTERS.self.ja}、その PC がない場合は${BRANCH.ja}`,
  en: `${OF_MASTERS.self.en}, or where that PC is gone your ${BRANCH.en}`,
};

const UNKNOWN: Text = {
  ja: `自社のほかのマスターユーザまたは管理者ユーザ(銀行が認めている場合)、または${BRANCH.ja}`,
  en: `Another master user or an administrator in your company, where your bank allows it, or otherwise your ${BRANCH.en}`,
};
const UNKNOWN_OR_SELF: Text = {
  ja: `${OF_MASTERS.self.ja}、${UNKNOWN.ja}`,
  en: `${OF_MASTERS.self.en}, ${uncapitalized(UNKNOWN.en)}`,
};

/** Whose role nobody knows. */
const OF_SOMEBODY: Text = {
  ja: '自社の管理者ユーザまたはマスターユーザ(マスターユーザ自身の証明書は、銀行によってはお取引店)',
  en: 'An administrator or the master user in your company (the master user’s own, at some banks, the branch)',
};

/** For the middle of a sentence. */
export function uncapitalized(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The sentence for `{takes}`: that a revocation does not count at once. Empty where it does, and where nobody knows. */
export function revocationTakes(rules: BankRules | undefined): Text {
  const time = revocationTime(rules);
  if (!time) return { ja: '', en: '' };
  const { ja, en } = time;
  return {
    ja: `この銀行では、失効が有効になるまで${ja}かかります。銀行から失効完了のメールが届いてから実行してください。`,
    en: `At this bank a revocation takes ${en} to count: wait for the bank's mail that it is complete.`,
  };
}

/** The sentence for `{first}`: that an expired certificate has to be revoked before another is issued. Empty where nobody says so. */
export function revokedFirst(rules: BankRules | undefined): Text {
  if (rules?.expiredNeedsRevocation !== true) return { ja: '', en: '' };
  const { ja, en } = REVOKERS.general;
  return {
    ja: `この銀行では、その前に証明書失効が必要です。${ja}に依頼してください。`,
    en: `At this bank ${uncapitalized(en)} must revoke the expired one before that.`,
  };
}

/** How long a revocation takes to count; undefined where it counts at once, and where nobody knows. */
export function revocationTime(rules: BankRules | undefined): Text | undefined {
  const minutes = rules?.revocationMinutes ?? 0;
  return minutes > 0 ? spanOf(minutes) : undefined;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** In the largest unit that needs no rounding. */
function spanOf(minutes: number): Text {
  const [count, ja, en] =
    minutes % DAY === 0
      ? [minutes / DAY, '日', 'day']
      : minutes % HOUR === 0
        ? [minutes / HOUR, '時間', 'hour']
        : [minutes, '分', 'minute'];
  return { ja: ` ${count} ${ja}`, en: `${count} ${en}${count === 1 ? '' : 's'}` };
}

/** For `{limit}`: how many certificates a contract may have, where the bank says so. */
export function contractLimit(rules: BankRules | undefined): Text {
  const most = rules?.certificatesPerContract;
  if (most === undefined) return { ja: '', en: '' };
  return { ja: `(${most} 件)`, en: ` (${most})` };
}
