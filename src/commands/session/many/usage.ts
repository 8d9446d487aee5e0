import { CertToolError } from '../../../core/error.ts';

/** Options by their keys, as they are typed. */
type Flags<K extends string> = readonly (readonly [K, string])[];

/** Which options of a command a list excludes, and which ones only a list has a use for. */
export interface ListUsage<K extends string> {
  readonly forOne: Flags<K>;
  readonly forLists: Flags<K>;
}

/** Where every row is somebody who logs in: options that name one user, or give one user's secrets. */
export const ROWS_LOG_IN = {
  forOne: [
    ['loginId', '--login-id'],
    ['passwordStdin', '--password-stdin'],
    ['otp', '--otp'],
    ['credentials', '--credentials'],
    ['lastTry', '--last-try'],
  ],
  forLists: [
    ['jobs', '--jobs'],
    ['results', '--results'],
    ['keepGoing', '--keep-going'],
  ],
} as const satisfies ListUsage<string>;

/**
 * What goes together with a list, and what without one has no meaning.
 * @param names the arguments, which name users or certificates
 * @throws CertToolError `conflicting-options`, `invalid-option`
 */
export function checkListUsage<K extends string>(
  names: readonly string[],
  options: Readonly<Partial<Record<K, unknown>>> & { readonly from?: string | undefined },
  { forOne, forLists }: ListUsage<K>,
): void {
  const typed = (flags: Flags<K>) =>
    flags.filter(([key]) => options[key] !== undefined && options[key] !== false).map(([, flag]) => flag);
  const isList = options.from !== undefined;
  const wrong = isList ? [...names, ...typed(forOne)] : typed(forLists);
  if (wrong.length === 0) return;
  if (isList)
    throw new CertToolError('conflicting-options', { params: { detail: ['--from', ...wrong].join(', ') } });
  const detail = {
    ja: `${wrong.join('、')} は --from と一緒に指定してください`,
    en: `${wrong.join(', ')} needs --from`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
