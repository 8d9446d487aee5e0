import type { CatalogueEntry } from './entry.ts';

/** Exit code 5: this PC's browsers do not allow it. */
export const browsers = {
  'browser-not-opened': {
    code: 'CT-5044',
    message: {
      ja: 'ブラウザでログイン画面を開けませんでした: {detail}。',
      en: 'The login page could not be opened in a browser: {detail}.',
    },
    cause: {
      ja: 'Edge、Chrome、Chromium がないか、この画面では起動できません。Firefox と、snap などで隔離されたブラウザには対応していません。',
      en: 'There is no Edge, Chrome or Chromium, or it cannot run here. Firefox is not supported, nor are confined browsers (snap).',
    },
    remedy: {
      ja: 'デスクトップのある画面で、使うブラウザを --browser で指定してもう一度実行するか、ご自身でブラウザを開いて {url} にアクセスしてください。',
      en: 'Run it again where there is a desktop, naming the browser by --browser, or open {url} in a browser yourself.',
    },
  },
  'missing-login-page': {
    code: 'CT-2019',
    message: {
      ja: '銀行のログイン画面のアドレスが指定されていません。',
      en: "The address of the bank's login page is not known.",
    },
    cause: {
      ja: 'ログイン画面を開くにも、ブラウザにアドレスごとに証明書を選択させるにも、そのアドレスが必要です。',
      en: 'It takes the address to open the page, and browsers choose certificates by it.',
    },
    remedy: {
      ja: '--login-page または設定ファイルの loginPage で、証明書を使うログイン画面のアドレス(https)を指定してください。この銀行は、アドレスを知らせていません。',
      en: 'Give it, as https address, by --login-page or as loginPage in the config file. The bank does not tell it.',
    },
  },
  'portal-not-running': {
    code: 'CT-2020',
    message: {
      ja: 'デモ環境のログイン画面が動作していません。',
      en: "The practice bank's login page is not running.",
    },
    cause: {
      ja: 'ログイン画面は「cert-tool sandbox start」の実行中だけ動作します。',
      en: 'It runs only while "cert-tool sandbox start" does.',
    },
    remedy: {
      ja: '別のターミナルで「cert-tool sandbox start --portal-port 8443」を実行するか、--login-page を指定してください。',
      en: 'Run "cert-tool sandbox start --portal-port 8443" in another terminal, or give --login-page.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
