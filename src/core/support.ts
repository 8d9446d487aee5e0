import type { Support } from './ports/bank.ts';
import type { Text } from './text.ts';

/** The sentence for `{support}` in the catalogue's remedies: whom to phone at the bank, and when. Empty if unknown. */
export function supportSentence(support: Support | undefined): Text {
  if (support === undefined) return { ja: '', en: '' };
  const { name, phone, hours } = support;
  return { ja: `お問い合わせ: ${name} ${phone}(${hours})`, en: `Support: ${name}, ${phone} (${hours})` };
}
