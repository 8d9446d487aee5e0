/**
 * What a bank says in these members serves words alone: where it makes no sense it is as if it had not been said, for nobody
 * is to be kept from a certificate by it. JSON pointers (RFC 6901); no name in them needs an escape.
 */
export const STATUS_HINTS = ['/rules', '/loginPage', '/client', '/support', '/until'] as const;

const FACTS = ['device', 'issuedAt', 'lastUsedAt', 'acquireBy', 'renewableFrom'];
export const ME_HINTS = FACTS.map((name) => `/certificate/${name}`);
export const DETAILS_HINTS = ['/device', '/lastUsedAt'] as const;

/**
 * Takes the hint away that a violation is about: of an object with several only the member that is wrong.
 * @param path of the violation @returns false where it is about something else
 */
export function withoutHint(value: unknown, path: string, hints: readonly string[]): boolean {
  const hint = hints.find((each) => path === each || path.startsWith(`${each}/`));
  if (hint === undefined) return false;
  const names = hint.slice(1).split('/');
  const [member = ''] = path.slice(hint.length + 1).split('/');
  return takeAway(value, [...names, member]) || takeAway(value, names);
}

function takeAway(value: unknown, [name = '', ...others]: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
  if (others.length === 0) return Reflect.deleteProperty(value, name);
  return takeAway(Reflect.get(value, name), others);
}
