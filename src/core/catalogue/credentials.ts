import type { CatalogueEntry } from './entry.ts';

/** Exit codes 3 and 4: the bank refused a secret, or cert-tool did not send it. */
export const credentials = {
  'credentials-refused': {
    code: 'CT-3001',
    message: {
      ja: 'ログインID {loginId} またはそのログインパスワードが違います。',
      en: 'The bank refused the login ID {loginId} or its login password.',
    },
    cause: {
      ja: '入力の誤り、または古いパスワードです。続けて間違えるとログインIDがロックされるため、cert-tool はロックの 1 回前で止まります。変数やファイルなどで指定されたパスワードは、一度拒否されると再び送信しません。',
      en: 'One of them is mistyped or out of date. Repeated failures lock the login ID; cert-tool stops one try before that. A refused password that nobody typed is not sent again.',
    },
    remedy: {
      ja: 'ログインIDとログインパスワードを確認してから、もう一度実行してください。分からない場合は、自社の管理者ユーザまたはマスターユーザに相談してください。',
      en: 'Check both and run the command again. If in doubt, ask an administrator in your company.',
    },
  },
  'confirmation-refused': {
    code: 'CT-3002',
    message: { ja: '確認用パスワードが違います。', en: 'The bank refused the confirmation password.' },
    cause: {
      ja: '入力の誤り、または古いパスワードです。ログインパスワードとは別のものです。続けて間違えるとログインIDがロックされるため、変数やファイルで指定されたものは、一度拒否されると再び送信しません。',
      en: 'It is mistyped or out of date. It is not the login password. Repeated failures lock the login ID, so a refused one that nobody typed is not sent again.',
    },
    remedy: {
      ja: '確認用パスワードを確認してから、もう一度実行してください。',
      en: 'Check the confirmation password and run the command again.',
    },
  },
  'refused-before': {
    code: 'CT-3003',
    message: {
      ja: '{secret}を銀行に送信しませんでした: {why}。',
      en: 'The {secret} was not sent to the bank: {why}.',
    },
    cause: {
      ja: '変数、ファイル、標準入力などで指定されたパスワードです。同じものを繰り返し送信するとログインIDがロックされるため、以前に拒否されたもの(30 日間)は送信しません。ロックまで残り 1 回のときは、新しいものも送信しません。',
      en: 'It came from a variable, a file or stdin. Repeated wrong ones lock the login ID: so one that the bank has refused is not sent again for 30 days, and with one try left before the lock not even a new one.',
    },
    remedy: {
      ja: '指定しているパスワードを正しいものに変更するか、ターミナルで実行して入力してください。指定したものが確かに正しい場合(ロックの解除後など)は、--last-try を付けると 1 度だけ送信します。',
      en: 'Put the right one in its place, or run the command at a terminal and type it. If the one given is right for certain, for instance after an administrator released the login ID, --last-try sends it once.',
    },
  },
  'otp-refused': {
    code: 'CT-4001',
    message: { ja: 'ワンタイムパスワードが違います。', en: 'The bank refused the one-time password.' },
    cause: {
      ja: '入力の誤り、使用済みのワンタイムパスワード、またはトークンの時刻のずれです。',
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
      ja: 'ワンタイムパスワードが届いてから入力までに時間がかかりすぎました。',
      en: 'Too much time passed before it was entered.',
    },
    remedy: {
      ja: 'もう一度実行し、新しいワンタイムパスワードをすぐに入力してください。',
      en: 'Run the command again and enter the new code at once.',
    },
  },
  'otp-last-try': {
    code: 'CT-4003',
    message: {
      ja: 'ワンタイムパスワードを銀行に送信しませんでした: ロックまで残り 1 回です。',
      en: 'The one-time password was not sent to the bank: a single try is left before the lock.',
    },
    cause: {
      ja: 'ワンタイムパスワードの誤りが続いています。もう 1 度間違えるとログインIDがロックされるため、オプション、変数、プログラムなどで指定されたものは送信しません。',
      en: 'The last ones were wrong. One more wrong one would lock the login ID, so one that nobody typed is not sent.',
    },
    remedy: {
      ja: 'ターミナルで実行し、ワンタイムパスワードを入力してください。指定したものが確かに正しい場合は、--last-try を付けると 1 度だけ送信します。',
      en: 'Run the command at a terminal and type the code. If the one given is right for certain, --last-try sends it once.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
