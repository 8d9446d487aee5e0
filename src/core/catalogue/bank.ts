import type { CatalogueEntry } from './entry.ts';

/** Exit code 6: the bank is not ready, or does not answer as the contract says. */
export const bank = {
  maintenance: {
    code: 'CT-6010',
    message: {
      ja: '銀行はメンテナンス中です(終了予定: {until})。',
      en: 'The bank is closed for maintenance (until {until}).',
    },
    cause: { ja: '銀行のサービス時間外です。', en: 'The service is out of its hours.' },
    remedy: { ja: '終了予定の後に、もう一度実行してください。', en: 'Run the command again after that.' },
  },
  'too-many-requests': {
    code: 'CT-6011',
    message: { ja: '銀行への要求が多すぎます。', en: 'The bank receives too many requests.' },
    cause: {
      ja: '短い時間に多くの要求が送られたため、銀行が受け付けを制限しています。',
      en: 'The bank limits how many requests it takes in a short time.',
    },
    remedy: { ja: '{wait}、もう一度実行してください。', en: 'Run the command again {wait}.' },
  },
  'bank-unavailable': {
    code: 'CT-6012',
    message: {
      ja: '銀行のサービスが一時的に利用できません。',
      en: 'The bank is not available for the moment.',
    },
    cause: { ja: '銀行側の混雑または一時的な障害です。', en: 'It is overloaded or has a passing fault.' },
    remedy: { ja: '{wait}、もう一度実行してください。', en: 'Run the command again {wait}.' },
  },
  'bank-error': {
    code: 'CT-6013',
    message: {
      ja: '銀行でエラーが発生しました(HTTP {status})。',
      en: 'The bank reports an error of its own (HTTP {status}).',
    },
    cause: { ja: '銀行のサーバの障害です。', en: "The bank's server has a fault." },
    remedy: {
      ja: 'しばらくしてからもう一度実行してください。続く場合は、受付番号を銀行に伝えてください。{support}',
      en: 'Run the command again after a while. If the problem persists, give the bank the request number. {support}',
    },
  },
  'bad-answer': {
    code: 'CT-6014',
    message: {
      ja: '銀行 {host} からの応答を解釈できません: {detail}',
      en: 'The answer of {host} cannot be understood: {detail}',
    },
    cause: {
      ja: 'アドレスの誤り、プロキシによる応答の書き換え、または銀行側の不具合です。',
      en: 'The address is wrong, a proxy changed the answer, or the bank has a fault.',
    },
    remedy: {
      ja: 'アドレスを確認し、もう一度実行してください。続く場合は --verbose の出力を添えて銀行に連絡してください。',
      en: 'Check the address and run the command again. If the problem persists, send the bank the output of --verbose.',
    },
  },
  'certificate-rejected': {
    code: 'CT-6015',
    message: {
      ja: '銀行から届いた証明書が正しくないため、使用しませんでした: {detail}',
      en: 'The certificate that the bank sent was not accepted: {detail}',
    },
    cause: {
      ja: '届いた証明書が、発行要求や銀行の認証局と一致しません。',
      en: "It does not fit the request or the bank's certification authority.",
    },
    remedy: {
      ja: 'もう一度実行してください。続く場合は銀行に連絡してください。{support}',
      en: 'Run the command again. If the problem persists, tell the bank. {support}',
    },
  },
  'practice-bank-busy': {
    code: 'CT-6016',
    message: {
      ja: 'デモ環境は、別の cert-tool が使用中です。',
      en: 'The practice bank is in use by another cert-tool.',
    },
    cause: {
      ja: 'コマンドの中で起動したデモ環境は、同時に 1 つしか動きません。',
      en: 'A practice bank started inside a command serves that command alone.',
    },
    remedy: {
      ja: '別のターミナルで「cert-tool sandbox start」を実行しておくと、複数のコマンドから同時に使えます。「cert-tool sandbox reset」の前には、動作中のデモ環境を Ctrl-C で終了してください。',
      en: 'Run "cert-tool sandbox start" in another terminal; then several commands can use it at once. Before "cert-tool sandbox reset", stop the one that runs with Ctrl-C.',
    },
  },
  'unexpected-refusal': {
    code: 'CT-6017',
    message: {
      ja: '銀行が要求を受け付けませんでした({bankCode}、HTTP {status})。',
      en: 'The bank refused the request ({bankCode}, HTTP {status}).',
    },
    cause: {
      ja: 'この cert-tool が知らない理由です。銀行の API が新しい可能性があります。',
      en: "This cert-tool does not know the reason; the bank's API may be newer.",
    },
    remedy: {
      ja: 'cert-tool を新しいバージョンに更新してください。続く場合は銀行に連絡してください。{support}',
      en: 'Update cert-tool. If the problem persists, tell the bank. {support}',
    },
  },
  'practice-bank-failed': {
    code: 'CT-6018',
    message: { ja: 'デモ環境を起動できません: {detail}', en: 'The practice bank cannot start: {detail}' },
    cause: {
      ja: 'データのフォルダに書き込めない、ポートが使用中、またはデータが壊れています。',
      en: 'Its data folder cannot be written, its port is taken, or its data is damaged.',
    },
    remedy: {
      ja: '原因を取り除いてください。データが壊れている場合は「cert-tool sandbox reset」で作り直せます。',
      en: 'Remove the cause. If its data is damaged, "cert-tool sandbox reset" makes it anew.',
    },
  },
  'crl-rejected': {
    code: 'CT-6019',
    message: {
      ja: '銀行の失効リスト(CRL)を使用できません: {detail}',
      en: "The bank's certificate revocation list cannot be used: {detail}",
    },
    cause: {
      ja: '失効リストが壊れているか、古いか、この銀行の認証局が発行したものではありません。何も削除していません。',
      en: "It is damaged, out of date, or not from the bank's certification authority. Nothing was removed.",
    },
    remedy: {
      ja: 'しばらく待ってから、もう一度実行してください。続く場合は銀行に連絡してください。{support}',
      en: 'Wait a while and run the command again. If the problem persists, tell the bank. {support}',
    },
  },
  'revocation-unsettled': {
    code: 'CT-6020',
    message: {
      ja: '{loginId} の証明書 {serialNumber} が失効したかどうか、確認できませんでした。',
      en: 'It is not known whether the certificate {serialNumber} of {loginId} was revoked.',
    },
    cause: {
      ja: '失効の要求を送った後、銀行からの応答が届きませんでした。',
      en: "The request was sent, but the bank's answer did not arrive.",
    },
    remedy: {
      ja: '「cert-tool revoke {loginId} --serial-number {serialNumber}」を実行してください。すでに失効していても、ほかの証明書は失効しません。失効の手続き中の場合は、銀行から失効完了のメールが届くまでお待ちください。',
      en: 'Run "cert-tool revoke {loginId} --serial-number {serialNumber}". If it is revoked already, no other certificate is touched; if the bank has yet to complete it, wait for its mail.',
    },
  },
  'session-lost': {
    code: 'CT-6021',
    message: {
      ja: '銀行の側でログインが途切れました。',
      en: 'The bank has lost this session.',
    },
    cause: {
      ja: '銀行のサーバが再起動したか、別のサーバに切り替わりました。',
      en: 'Its server was restarted, or another one took over.',
    },
    remedy: { ja: 'もう一度実行してください。', en: 'Run the command again.' },
  },
  'other-answer': {
    code: 'CT-6022',
    message: {
      ja: '銀行 {host} の代わりに、フィルタ、プロキシ、またはログイン画面が応答しました({detail})。',
      en: 'A filter, proxy or login page answered instead of the bank at {host} ({detail}).',
    },
    cause: {
      ja: '社内の Web フィルタやプロキシがこのアドレスを止めている、ネットワーク(Wi-Fi など)の利用にログインが必要、またはアドレスが銀行 API ではなく Web サイトのものです。',
      en: 'A web filter or proxy of your company stops this address, the network (a Wi-Fi, say) wants a login first, or the address is that of a web site and not of the bank API.',
    },
    remedy: {
      ja: 'ブラウザで https://{host}/ を開き、ネットワークのログイン画面が表示された場合はログインして、もう一度実行してください。続く場合は、このアドレスを通すよう社内の IT 担当者に依頼し、銀行から案内されたアドレスかどうかも確認してください。',
      en: 'Open https://{host}/ in a browser; if a login page of the network appears, log in there and run the command again. If the problem persists, ask the network administrator to let this address through, and check that it is the one the bank gave you.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
