import { CertToolError } from '../../../core/error.ts';

/** Options that name one user, or give one user's secrets. */
const FOR_ONE = [
  ['loginId', '--login-id'],
  ['passwordStdin', '--password-stdin'],
  ['otp', '--otp'],
  ['credentials', '--credentials'],
  ['lastTry', '--last-try'],
] as const;

/** Options that only a list has a use for. */
const FOR_LISTS = [
  ['jobs', '--jobs'],
  ['results', '--results'],
  ['keepGoing', '--keep-going'],
] as const;

type Key = (typeof FOR_ONE)[number][0] | (typeof FOR_LISTS)[number][0];

/**
 * What goes together with a list, and what without one has no meaning.
 * @param name the argument that names one user or certificate
 * @throws CertToolError `conflicting-options`, `invalid-option`
 */
export function checkListUsage(
  name: string | undefined,
  options: Readonly<Partial<Record<Key, unknown>>> & { readonly from?: string | undefined },
): void {
  const typed = (list: readonly (readonly [Key, string])[]) =>
    list.filter(([key]) => options[key] !== undefined && options[key] !== false).map(([, flag]) => flag);
  const isList = options.from !== undefined;
  const wrong = isList ? [...(name === undefined ? [] : [name]), ...typed(FOR_ONE)] : typed(FOR_LISTS);
  if (wrong.length === 0) return;
  if (isList)
    throw new CertToolError('conflicting-options', { params: { detail: ['--from', ...wrong].join(', ') } });
  const detail = {
    ja: `${wrong.join('、')} は --from と一緒に指定してください`,
    en: `${wrong.join(', ')} needs --from`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
