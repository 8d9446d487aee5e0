import type { CatalogueEntry } from './entry.ts';

/** Exit codes 3 and 4: the bank refused a secret. */
export const credentials = {
  'credentials-refused': {
    code: 'CT-3001',
    message: {
      ja: 'ログインID {loginId} またはそのログインパスワードが違います。',
      en: 'The bank refused the login ID {loginId} or its login password.',
    },
    cause: {
      ja: '入力の誤り、または古いパスワードです。続けて間違えるとログインIDがロックされるため、cert-tool はロックの 1 回前で止まります。',
      en: 'One of them is mistyped or out of date. Repeated failures lock the login ID; cert-tool stops one try before that.',
    },
    remedy: {
      ja: 'ログインIDとログインパスワードを確認してから、もう一度実行してください。分からない場合は自社の管理者に相談してください。',
      en: 'Check both and run the command again. If in doubt, ask an administrator in your company.',
    },
  },
  'confirmation-refused': {
    code: 'CT-3002',
    message: { ja: '確認用パスワードが違います。', en: 'The bank refused the confirmation password.' },
    cause: {
      ja: '入力の誤り、または古いパスワードです。ログインパスワードとは別のものです。続けて間違えるとロックされます。',
      en: 'It is mistyped or out of date. It is not the login password. Repeated failures lock the login ID.',
    },
    remedy: {
      ja: '確認用パスワードを確認してから、もう一度実行してください。',
      en: 'Check the confirmation password and run the command again.',
    },
  },
  'otp-refused': {
    code: 'CT-4001',
    message: { ja: 'ワンタイムパスワードが違います。', en: 'The bank refused the one-time password.' },
    cause: {
      ja: '入力の誤り、使用済みのコード、またはトークンの時刻のずれです。',
      en: 'It is mistyped, was used before, or the clock of the token is wrong.',
    },
    remedy: {
      ja: '新しいワンタイムパスワード(トークンの次の表示、または最新のメール)で、もう一度実行してください。',
      en: 'Run the command again with a new code: the next one of your token or app, or of the latest e-mail.',
    },
  },
  'otp-expired': {
    code: 'CT-4002',
    message: { ja: 'ワンタイムパスワードの有効期限が切れました。', en: 'The one-time password has expired.' },
    cause: {
      ja: 'コードが届いてから入力までに時間がかかりすぎました。',
      en: 'Too much time passed before it was entered.',
    },
    remedy: {
      ja: 'もう一度実行し、新しいワンタイムパスワードをすぐに入力してください。',
      en: 'Run the command again and enter the new code at once.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
