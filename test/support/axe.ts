import axe from 'axe-core';
import { JSDOM } from 'jsdom';

/** What axe finds wrong in a page: rule and element. jsdom has no layout, so colours are judged elsewhere. */
export async function violationsIn(html: string): Promise<string[]> {
  const { window } = new JSDOM(html, { url: 'https://localhost/', runScripts: 'outside-only' });
  window.eval(axe.source);
  const inside = window.axe as typeof axe;
  const found = await inside.run(window.document, { rules: { 'color-contrast': { enabled: false } } });
  window.close();
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
