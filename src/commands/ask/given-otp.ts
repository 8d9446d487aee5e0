import { CertToolError } from '../../core/error.ts';
import { isCode, tidyCode } from '../../core/one-time-password.ts';
import { readToken } from '../../rollout/token.ts';
import { VARIABLES } from './options.ts';
import type { SecretContext } from './secret-context.ts';

/** What was given for the one-time password, and by what. */
interface GivenOtp {
  readonly source: string;
  readonly text: string;
}

/** Whether nobody need be asked for it. */
export function isOtpGiven(context: SecretContext): boolean {
  const { options, given } = context;
  return (
    options.otpCommand !== undefined || given.otpSecret !== undefined || givenText(context) !== undefined
  );
}

/**
 * Looks at it before the login, when a mistake costs nothing yet. How many digits the bank wants is not known then.
 * @throws CertToolError `malformed-otp`
 */
export function checkGivenOtp(context: SecretContext): void {
  const given = givenText(context);
  if (given) checked(given);
}

/**
 * The one-time password by option, variable, program or file, or of a token's secret, in this order; undefined where none was given.
 * @param digits how many the bank wants
 * @throws CertToolError `malformed-otp`; what `runOtpCommand` throws
 */
export async function givenOtp(
  context: SecretContext,
  loginId: string,
  digits: number,
): Promise<string | undefined> {
  const given = givenText(context) ?? (await printedText(context, loginId)) ?? (await tokensCode(context));
  return given && checked(given, digits);
}

/** Nothing for `--otp-command`: its program runs when the bank wants a code, and not before. */
function givenText({ deps, options, given }: SecretContext): GivenOtp | undefined {
  if (options.otp !== undefined) return { source: '--otp', text: options.otp };
  const variable = deps.env[VARIABLES.otp];
  if (variable) return { source: VARIABLES.otp, text: variable };
  if (options.otpCommand !== undefined || given.otp === undefined) return undefined;
  return { source: '--credentials', text: given.otp };
}

async function printedText(
  { deps, options: { otpCommand } }: SecretContext,
  loginId: string,
): Promise<GivenOtp | undefined> {
  if (otpCommand === undefined) return undefined;
  return { source: '--otp-command', text: await deps.runOtpCommand(otpCommand, loginId) };
}

async function tokensCode({ given: { otpSecret }, codes }: SecretContext): Promise<GivenOtp | undefined> {
  const token = otpSecret === undefined ? undefined : readToken(otpSecret);
  return token && codes && { source: 'otpSecret', text: await codes.codeOf(token) };
}

/** The code is a secret, so the error tells only what is wrong with it. */
function checked({ source, text }: GivenOtp, digits?: number): string {
  const code = tidyCode(text);
  if (isCode(code, digits)) return code;
  const detail =
    digits !== undefined && isCode(code)
      ? {
          ja: `${code.length} 桁ですが、銀行が求めているのは ${digits} 桁です`,
          en: `it has ${code.length} digits, and the bank wants ${digits}`,
        }
      : { ja: '4〜12 桁の数字ではありません', en: 'it is not 4 to 12 digits' };
  throw new CertToolError('malformed-otp', { params: { source, detail } });
}
