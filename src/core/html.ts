import type { Language } from './text.ts';

/** A page that needs nothing else: no script, nothing from elsewhere. */
export interface HtmlPage {
  readonly language: Language;
  readonly title: string;
  /** The command that makes it. */
  readonly generator: string;
  readonly style: string;
  /** HTML. */
  readonly body: string;
}

export function htmlPage({ language, title, generator, style, body }: HtmlPage): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${generatorTag(generator)}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** By it our pages are told from all other files. */
function generatorTag(generator: string): string {
  return `<meta name="generator" content="${escaped(generator)}">`;
}

/** Whether a file that begins so is a page that this command has made. */
export function isPageOf(beginning: string, generator: string): boolean {
  const [head = ''] = beginning.split('</head>', 1);
  return head.startsWith('<!DOCTYPE html>') && head.includes(generatorTag(generator));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as content, or as the value of an attribute in quotation marks. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
