import type { Text } from '../core/text.ts';
import type { Schemas } from './expect.ts';
import type { Part } from './users.ts';

/** Why a promise cannot be tried. */
export function withoutUser(part: Part): Text {
  return { ja: `ユーザ ${part} が指定されていません`, en: `the file of users has no "${part}"` };
}

export const WITHOUT_CODE: Text = {
  ja: 'ワンタイムパスワードがありません',
  en: 'there is no one-time password',
};

export const WITHOUT_CERTIFICATE: Text = {
  ja: '証明書を確定する必要があります(--destructive)',
  en: 'a certificate would have to be confirmed (--destructive)',
};

export const WITHOUT_CLOCK: Text = {
  ja: '銀行の日付を変更できません(--clock-command)',
  en: "the bank's date cannot be set (--clock-command)",
};

export function keyElsewhere(loginId: string): Text {
  return {
    ja: `${loginId} には、秘密キーがここにない証明書があります。失効してから実行してください`,
    en: `${loginId} has a certificate whose key is not here; have it revoked first`,
  };
}

/** Whether the bank refuses another certificate by a rule that it tells, or of which it tells nothing. */
export function forbiddenBy(code: string, rules: Schemas['Rules'] = {}): Text | undefined {
  const byRule: Readonly<Record<string, boolean>> = {
    'contract-full': true,
    'expired-not-revoked': rules.expiredNeedsRevocation ?? true,
    'revocation-pending': (rules.revocationMinutes ?? 0) > 0,
  };
  return byRule[code]
    ? { ja: `銀行の決まりによる(${code})`, en: `the bank's rules forbid it (${code})` }
    : undefined;
}
