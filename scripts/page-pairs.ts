import path from 'node:path';
import { type Block, type Section, sectionsOf } from './page-parts.ts';

/**
 * Pages in English alone, by their path or their folder, and why. Every other page is there in Japanese, too, beside it:
 * `name.ja.md`.
 */
export const ENGLISH_ONLY: Readonly<Record<string, string>> = {
  'CHANGELOG.md': 'for whoever updates, who is told in the release, and for developers',
  'CONTRIBUTING.md': 'for developers',
  'SECURITY.md': 'for those who report faults, to developers',
  'docs/architecture.md': 'for developers',
  'docs/bank-api.md': "for banks' engineers",
  'docs/decisions/': 'for developers',
  'docs/package.md': 'for developers and those who scan packages',
  'docs/practice-bank-inside.md': 'for developers',
  'docs/proof.md': 'for developers',
  'docs/schemas/': 'for developers of programs that read JSON documents',
  'docs/speed.md': 'for developers',
  'findings/': 'for developers of any software for certificates',
  'integrations/ansible/': 'a collection, whose documentation Ansible shows in English',
  'integrations/schedule/': 'for administrators, with words in English that the schedulers show',
};

/** The text of pages by their path from the project's folder, with `/`. */
export type Pages = ReadonlyMap<string, string>;

interface Page {
  readonly text: string;
  readonly sections: readonly Section[];
}
type Site = ReadonlyMap<string, Page>;

/** Faults of all pages: those without a partner, and those that are not in step with it. Each is a line. */
export function faultsOf(texts: Pages): string[] {
  const pages: Site = new Map([...texts].map(([name, text]) => [name, { text, sections: sectionsOf(text) }]));
  const names = [...pages.keys()];
  const lonely = names.filter((name) => !isEnglishOnly(name) && !pages.has(partnerOf(name)));
  const needless = names.filter((name) => isEnglishOnly(name) && pages.has(partnerOf(name)));
  const unused = Object.keys(ENGLISH_ONLY).filter((entry) => !names.some((name) => name.startsWith(entry)));
  return [
    ...lonely.map((name) => `${name}: there is no ${partnerOf(name)}`),
    ...needless.map((name) => `${name} is named in ENGLISH_ONLY, and there is ${partnerOf(name)}`),
    ...unused.map((entry) => `ENGLISH_ONLY names ${entry}, which is not there`),
    ...[...pages].flatMap(([name, page]) => {
      const partner = isJapanese(name) ? undefined : pages.get(partnerOf(name));
      return partner ? differences(name, page, partner, pages).map((fault) => `${name}: ${fault}`) : [];
    }),
  ];
}

function isEnglishOnly(name: string): boolean {
  return Object.keys(ENGLISH_ONLY).some((entry) => name.startsWith(entry));
}

function isJapanese(name: string): boolean {
  return name.endsWith('.ja.md');
}

/** The path of the same page in the other language. */
function partnerOf(name: string): string {
  return isJapanese(name) ? name.replace(/\.ja\.md$/, '.md') : name.replace(/\.md$/, '.ja.md');
}

/** How a page and its Japanese partner differ but in their words. @param name the path of the English one */
function differences(name: string, english: Page, japanese: Page, site: Site): string[] {
  const [here = [], there = []] = [english, japanese].map(({ sections }) =>
    sections.map(({ level }) => '#'.repeat(level)),
  );
  const inHeadings = compared('headings', here, there);
  if (inHeadings.length > 0) return inHeadings;
  return [
    ...languageLink(english.text, `[日本語](${path.posix.basename(partnerOf(name))})`),
    ...languageLink(japanese.text, `[English](${path.posix.basename(name)})`),
    ...english.sections.flatMap((section, index) => {
      const partner = japanese.sections[index];
      if (!partner) return [];
      const faults = inSection({ name, section }, { name: partnerOf(name), section: partner }, site);
      return faults.map((fault) => `"${section.anchor}": ${fault}`);
    }),
  ];
}

/** The link to the other language stands below the title. */
function languageLink(page: string, link: string): string[] {
  return new RegExp(`^# .+\\n\\n${link.replace(/[[\]().]/g, '\\$&')}\\n\\n`, 'm').test(page)
    ? []
    : [`${link} does not stand below the title`];
}

interface Side {
  readonly name: string;
  readonly section: Section;
}

function inSection(english: Side, japanese: Side, site: Site): string[] {
  const both = <T>(read: (side: Side) => T): [T, T] => [read(english), read(japanese)];
  return [
    ...compared('tables', ...both(({ section }) => section.tables)),
    ...compared('paragraphs', ...both(({ section }) => [`${section.parts}`])),
    ...compared('items of lists', ...both(({ section }) => [`${section.items}`])),
    ...compared('lines of code', ...both(({ section }) => section.blocks.flatMap(fixedLines))),
    ...compared('code', ...both(({ section }) => distinct(section.code.map(withoutNames)))),
    ...compared('numbers', ...both(({ section }) => distinct(numbersIn(section.words)))),
    ...compared('exit codes', ...both(({ section }) => distinct(exitCodesIn(section.words)))),
    ...compared('pictures', ...both(({ section }) => section.pictures.map(languageOfPicture))),
    ...compared('links', ...both((side) => linksOf(side, site).sort())),
    ...both((side) => foreignLinks(side, site)).flat(),
  ];
}

/** Nothing where both are the same, otherwise what stands on one side alone, or how the order differs. */
function compared(what: string, english: readonly string[], japanese: readonly string[]): string[] {
  if (english.join('\n') === japanese.join('\n')) return [];
  const here = without(english, japanese);
  const there = without(japanese, english);
  if (here.length + there.length === 0) return [`${what}: in another order`];
  return [`${what}: in English alone [${here.join(', ')}], in Japanese alone [${there.join(', ')}]`];
}

/** What the first one has more often than the other. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** Lines that are the same in every language: commands without their comments, of a session what is typed. */
function fixedLines({ kind, lines }: Block): string[] {
  const typed = lines.filter((line) => line.startsWith('$ '));
  const fixed = kind === 'text' && typed.length > 0 ? typed : lines;
  return [
    `\`\`\`${kind}`,
    ...fixed.map((line) => line.replace(/(^|\s+)# .*$/, '').replace(/…[\p{L}\p{N}\s]+…/gu, '……')),
  ];
}

/** What stands for something else may have a name in each language: `<login ID>`. */
function withoutNames(code: string): string {
  return code.replace(/<[^<>]+>/g, '<>');
}

/** Numbers of two digits and more: smaller ones are words in English, and so is the base of hexadecimal digits. */
function numbersIn(words: string): string[] {
  const found = words.replaceAll('16 進数', '').match(/\d[\d,.]*\d/g) ?? [];
  return found.map((number) => number.replaceAll(',', ''));
}

function exitCodesIn(words: string): string[] {
  return [...words.matchAll(/(?:exit\s+code|終了コード)\s*(\d+)/gi)].map(([, code = '']) => code);
}

/** Pictures of the program are there in each language. */
function languageOfPicture(file: string): string {
  return file.replace(/-(ja|en)(?=[-.])/, '');
}

/** Where links lead, without regard to the language: a heading is named by its number. */
function linksOf({ name, section }: Side, site: Site): string[] {
  return section.links
    .filter((target) => !isLanguageLink(name, target))
    .map((target) => placeOf(name, target, site));
}

function placeOf(name: string, target: string, site: Site): string {
  if (/^\w+:/.test(target)) return target;
  const [file = '', anchor] = target.split('#');
  const found = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
  const page = site.get(found);
  const english = isJapanese(found) ? partnerOf(found) : found;
  if (anchor === undefined || page === undefined) return english;
  const heading = page.sections.findIndex((section) => section.anchor === anchor);
  return heading < 0 ? `${english}#${anchor}, which is not there` : `${english}, heading ${heading}`;
}

function isLanguageLink(name: string, target: string): boolean {
  return target === path.posix.basename(partnerOf(name));
}

/** Links that lead to a page in the other language, though it is there in the reader's. */
function foreignLinks({ name, section }: Side, site: Site): string[] {
  return section.links
    .filter((target) => !/^\w+:/.test(target) && !isLanguageLink(name, target))
    .filter((target) => {
      const [file = ''] = target.split('#');
      if (!file.endsWith('.md') || isJapanese(file) === isJapanese(name)) return false;
      return site.has(partnerOf(path.posix.join(path.posix.dirname(name), file)));
    })
    .map((target) => `links: ${target} is there in the language of ${name}`);
}
