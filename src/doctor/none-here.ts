import { bankSubjectOf } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { closest, suggestionText } from '../core/suggest.ts';
import type { Text } from '../core/text.ts';
import { isOurs } from '../holdings/holding.ts';
import { type Finding, warning } from './check.ts';
import { installedText } from './last-installed.ts';
import type { Led, Probes } from './probes.ts';

/** Login IDs of one company are often like each other. */
const MOST_MISTAKES = 1;

/** No certificate where one is looked for, with what may be the reason: a login ID that was mistyped, another store, a variable that was left over. */
export async function noneHere(probes: Probes): Promise<Finding> {
  const { loginId } = probes;
  const error = new CertToolError('certificate-not-found', {
    params: loginId === undefined ? {} : { loginId },
  });
  const [{ led }, others, installed] = await Promise.all([
    probes.config(),
    loginIdsIn(probes),
    probes.lastInstalled(),
  ]);
  const logged = installed ? [installedText(installed)] : [];
  return {
    ...warning(error, joined([noneOf(loginId, others), ...logged, ...led.map(ledText)])),
    isDue: true,
  };
}

async function loginIdsIn(probes: Probes): Promise<readonly string[]> {
  const { found } = await probes.inventory();
  return found.flatMap(({ certificate }) =>
    isOurs(certificate) ? (bankSubjectOf(certificate)?.loginId ?? []) : [],
  );
}

function noneOf(loginId: string | undefined, others: readonly string[]): Text {
  if (loginId === undefined) return { ja: '銀行の証明書は 1 件もありません', en: 'none of a bank at all' };
  const meant = suggestionText(closest(loginId, others, MOST_MISTAKES));
  return {
    ja: `ログインID ${loginId} のものはありません${meant.ja}`,
    en: `none of the login ID ${loginId}${meant.en}`,
  };
}

function ledText({ variable, value }: Led): Text {
  return {
    ja: `環境変数 ${variable} により ${value} を調べています`,
    en: `the variable ${variable} leads to ${value}`,
  };
}

function joined(texts: readonly Text[]): Text {
  return { ja: texts.map(({ ja }) => ja).join('。'), en: texts.map(({ en }) => en).join('; ') };
}
