/**
 * A login ID as the bank has it, from what was typed or written in a file: half-width, without blanks and invisible
 * characters around it.
 */
export function normalizeLoginId(text: string): string {
  return text.normalize('NFKC').replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
}

/** As docs/bank-api.yaml has it (`LoginId`), and nothing that a terminal would not show or that is the ruin of a text. */
export function isLoginId(text: string): boolean {
  return /^[^\s/\p{C}\uFFFD]{1,64}$/u.test(text);
}

/** What the column of login IDs is called in tables that people bring, in lower case and half width. */
export const LOGIN_ID_HEADERS = ['loginid', 'login id', 'ログインid'] as const;
