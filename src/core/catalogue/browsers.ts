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
} as const satisfies Record<string, CatalogueEntry>;
