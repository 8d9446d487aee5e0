import type { Case } from '../case.ts';
import { holds, refused } from '../expect.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

export const languages: Case = {
  name: 'languages',
  title: {
    ja: '説明の言語',
    en: 'the language of details',
  },
  promise: '`ja` and `en` are served, `ja` otherwise.',
  async run(bench) {
    const inLanguage = async (language: string) => {
      const answer = await bench.send({ method: 'GET', path: '/me', language });
      return { answer, detail: refused(answer, 401, 'session-required').detail };
    };
    const [ja, en] = [await inLanguage('ja'), await inLanguage('en')];
    const japanese = { ja: '日本語の detail', en: 'a detail in Japanese' };
    holds(JAPANESE.test(ja.detail), ja.answer, japanese);
    holds(!JAPANESE.test(en.detail), en.answer, { ja: '英語の detail', en: 'a detail in English' });
    for (const language of ['', 'fr', 'en;q=0.5, ja']) {
      const { answer, detail } = await inLanguage(language);
      holds(JAPANESE.test(detail), answer, japanese);
    }
  },
};
