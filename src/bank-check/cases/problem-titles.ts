import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

export const problemTitles: Case = {
  name: 'problem-titles',
  title: {
    ja: '拒否の title',
    en: 'the titles of refusals',
  },
  promise: 'Short, English, the same for every problem of this code.',
  async run(bench) {
    const inLanguage = async (language: string) => {
      const answer = await bench.send({ method: 'GET', path: '/me', language });
      return { answer, ...refused(answer, 401, 'session-required') };
    };
    const [en, ja] = [await inLanguage('en'), await inLanguage('ja')];
    same(ja.title, en.title, ja.answer, {
      ja: 'どの言語でも同じ title',
      en: 'the same title in each language',
    });
  },
};
