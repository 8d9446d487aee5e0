import type { Language } from '../src/core/text.ts';
import { CHECKS } from '../src/doctor/checks/index.ts';

const HEADS: Readonly<Record<Language, string>> = {
  en: '| check | looks at | needs |',
  ja: '| 項目 | 確認すること | 前提 |',
};

const PLACE = /(<!-- made by "npm run docs": checks -->\n)[\s\S]*?(<!-- end -->)/;

/** The page with its table of all checks, in their order, at the place that it marks. */
export function withChecks(page: string, language: Language): string {
  if (!PLACE.test(page)) throw new Error('no place for the table of checks');
  const rows = CHECKS.map(({ id, title, needs }) => {
    const needed = needs.map((each) => `\`${each}\``).join(', ');
    return `| \`${id}\` | ${title[language]} | ${needed} |`;
  });
  const table = [HEADS[language], '|---|---|---|', ...rows].join('\n');
  return page.replace(PLACE, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
}
