import type { Text } from '../../core/text.ts';

export const bankCheckMessages = {
  'bank-check.passed': { ja: '成功', en: 'passed' },
  'bank-check.failed': { ja: '失敗', en: 'FAILED' },
  'bank-check.skipped': { ja: '省略', en: 'skipped' },
  'bank-check.earlier': { ja: '(前回)', en: ' (before)' },
  'bank-check.because': { ja: '({reason})', en: ' ({reason})' },
  'bank-check.promise': { ja: '契約', en: 'Contract' },
  'bank-check.request': { ja: '要求', en: 'Request' },
  'bank-check.answer': { ja: '応答', en: 'Answer' },
  'bank-check.expected': { ja: '期待', en: 'Expected' },
  'bank-check.seen': { ja: '実際', en: 'Seen' },
  'bank-check.summary': {
    ja: '成功 {passed}、失敗 {failed}、省略 {skipped}',
    en: '{passed} passed, {failed} failed, {skipped} skipped',
  },
  'bank-check.ask-otp': {
    ja: '{loginId} のワンタイムパスワード({digits} 桁)',
    en: 'One-time password of {loginId} ({digits} digits)',
  },
  'bank-check.readable': {
    ja: '{file} はほかのユーザーも読み取れます。テスト用のパスワードが入っています。',
    en: 'Others can read {file}, which holds passwords of test users.',
  },
} as const satisfies Record<string, Text>;
