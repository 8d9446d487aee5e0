import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { VARIABLES } from './options.ts';
import type { SecretContext } from './secret-context.ts';

/** A login or confirmation password that nobody typed at a question, and by what it was given. */
export interface GivenPassword {
  readonly source: string;
  readonly password: string;
}

/** By stdin, variable or file, in this order. */
export function givenPassword({ deps, given }: SecretContext): GivenPassword | undefined {
  // Somebody at the terminal is to type it.
  if (given.asksPassword) return undefined;
  return (
    from('--password-stdin', given.passwordFromStdin) ??
    from(VARIABLES.password, deps.env[VARIABLES.password]) ??
    from('--credentials', given.password)
  );
}

/** By variable or file, in this order. */
export function givenConfirmation({ deps, given }: SecretContext): GivenPassword | undefined {
  return (
    from(VARIABLES.confirmation, deps.env[VARIABLES.confirmation]) ??
    from('--credentials', given.confirmationPassword)
  );
}

/** What a shell or program takes along from a file is no part of it: the mark at its beginning, the line end. */
function from(source: string, text = ''): GivenPassword | undefined {
  const password = text.replace(/^\uFEFF+/, '').replace(/[\r\n]+$/, '');
  return password === '' ? undefined : { source, password };
}

/**
 * The password as it is; nothing of it is ever changed.
 * @throws CertToolError `unusable-password` for one that cannot be what was meant, and would cost a try
 */
export function checkedPassword({ source, password }: GivenPassword): string {
  const detail = unusable(password);
  if (detail) throw new CertToolError('unusable-password', { params: { source, detail } });
  return password;
}

/** As docs/bank-api.yaml has it. */
const LONGEST = 256;

/** Why this can be no password: it is too long, or something on the way here decoded it wrongly. */
export function unusable(password: string): Text | undefined {
  if (password.length > LONGEST) {
    return { ja: `${LONGEST} 文字を超えています`, en: `it has more than ${LONGEST} characters` };
  }
  if (/\p{Cc}/u.test(password)) return { ja: '制御文字があります', en: 'it holds control characters' };
  if (/\uFFFD|\p{Cs}/u.test(password)) {
    return { ja: '壊れた文字があります', en: 'it holds broken characters' };
  }
  if (MISREAD_MARK.test(password)) {
    return { ja: '先頭に BOM の残りがあります', en: 'it begins with the rest of a byte order mark' };
  }
  return undefined;
}

/** The mark of UTF-8 or UTF-16 as code pages 1252, 437 and 932 show it. */
const MISREAD_MARK = /^(?:ï»¿|∩╗┐|・ｿ|ÿþ|þÿ)/;

/** Whether it looks as if an input method was on while it was typed. */
export function hasFullWidth(password: string): boolean {
  return /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/.test(password);
}
