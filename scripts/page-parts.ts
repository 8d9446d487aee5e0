/** What a page in Markdown holds besides its words. */

/** A heading and all that stands below it, up to the next one. */
export interface Section {
  /** How many `#` the heading has; 0 for what stands before the first one. */
  readonly level: number;
  readonly anchor: string;
  /** Targets of links, in their order. */
  readonly links: readonly string[];
  /** Pictures, in their order. */
  readonly pictures: readonly string[];
  /** Rows and columns of each table. */
  readonly tables: readonly string[];
  /** Items of lists. */
  readonly items: number;
  /** What blank lines part: paragraphs, lists, tables, blocks. */
  readonly parts: number;
  readonly blocks: readonly Block[];
  /** What stands in code within sentences and tables. */
  readonly code: readonly string[];
  /** Sentences and tables without code and without where links lead. */
  readonly words: string;
}

/** A fenced block. */
export interface Block {
  readonly kind: string;
  readonly lines: readonly string[];
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^ *```$/gm;
const COMMENT = /<!--[\s\S]*?-->/g;
/** It may go on in the next line, but not in the next paragraph. */
const CODE = /`((?:[^`\n]|\n(?!\n))+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;
const PICTURE = /\bsrc(?:set)?="([^"]+)"/g;
/** Where a section begins; a fenced block cannot hold one, for blocks are taken out before. */
const HEADING = /^(#+) (.+)$/m;

/** The sections of a page, the first of them being what stands before any heading. */
export function sectionsOf(page: string): Section[] {
  const blocks: Block[] = [];
  const text = page.replace(COMMENT, '').replace(FENCE, (_, indent: string, kind: string, body: string) => {
    const lines = body.trimEnd().split('\n');
    blocks.push({ kind, lines: lines.map((line) => line.slice(indent.length)) });
    return BLOCK;
  });
  const [before = '', ...parts] = text.split(/^(?=#+ )/m);
  const seen = new Map<string, number>();
  return [before, ...parts].map((part) => {
    const [, marks = '', title = ''] = HEADING.exec(part) ?? [];
    const own = blocks.splice(0, part.split(BLOCK).length - 1);
    return {
      level: marks.length,
      anchor: anchorOf(title, seen),
      ...factsOf(part.replace(HEADING, '')),
      blocks: own,
    };
  });
}

/** Stands where a block was. */
const BLOCK = '\u0000';

/** The anchor that GitHub makes of a heading: one that was there before gets a number. */
function anchorOf(title: string, seen: Map<string, number>): string {
  const anchor = title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  const before = seen.get(anchor) ?? 0;
  seen.set(anchor, before + 1);
  return before === 0 ? anchor : `${anchor}-${before}`;
}

function factsOf(text: string): Omit<Section, 'level' | 'anchor' | 'blocks'> {
  // Brackets in code are no links, and a bar in it is no column.
  const withoutCode = text.replaceAll('\\|', '').replace(CODE, '');
  return {
    links: [...text.replace(CODE, '`').matchAll(LINK)].map(([, target = '']) => target),
    pictures: [...text.matchAll(PICTURE)].map(([, file = '']) => file),
    tables: tablesIn(withoutCode),
    parts: text.split(/\n\s*\n/).filter((part) => part.trim() !== '').length,
    items: [...withoutCode.matchAll(/^ *(?:-|\d+\.) /gm)].length,
    code: [...text.replaceAll('\\|', '|').matchAll(CODE)].map(([, code = '']) => code.replace(/\s+/g, ' ')),
    words: withoutCode.replace(LINK, ']').replace(/<[^>]*>/g, ''),
  };
}

/** Each table as `rows × columns`. */
function tablesIn(text: string): string[] {
  return [...text.matchAll(/(?:^ *\|.*\|$\n?)+/gm)].map(([table]) => {
    const rows = table.trim().split('\n');
    return `${rows.length} × ${(rows[1]?.split('|').length ?? 0) - 2}`;
  });
}
