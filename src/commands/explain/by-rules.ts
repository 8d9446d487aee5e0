import type { ErrorName } from '../../core/catalogue/index.ts';
import type { BankRules } from '../../core/ports/bank.ts';
import {
  contractLimit,
  revocationTakes,
  revokedFirst,
  revokersOf,
  uncapitalized,
} from '../../core/revokers.ts';
import type { Text, TextParams } from '../../core/text.ts';
import type { Deps } from '../deps.ts';

/** What the rules of a bank say for an error's sentences. */
export function knownByRules(rules: BankRules | undefined, name: ErrorName): TextParams {
  if (!rules) return {};
  const byOwner = name === 'issued-elsewhere' || name === 'master-certificate';
  return {
    takes: revocationTakes(rules),
    limit: contractLimit(rules),
    first: revokedFirst(rules),
    ...(rules.masterRevocableBy && { revoker: revoker(name, revokersOf('master', rules, byOwner)) }),
  };
}

/** Of the bank that is set, as far as it was asked before and has stated them. */
export async function rulesKept({ knownIdentity }: Deps): Promise<BankRules | undefined> {
  try {
    return (await knownIdentity())?.rules;
  } catch {
    // Whatever is wrong with it must not keep an error from being explained.
    return undefined;
  }
}

/** Whose certificate it is about is known of one error alone. */
function revoker(name: ErrorName, ofMaster: Text): Text {
  if (name === 'master-certificate') return ofMaster;
  const usual = revokersOf('general', undefined);
  return {
    ja: `${usual.ja}(マスターユーザの証明書は、${ofMaster.ja})`,
    en: `${usual.en} (of a master user's certificate: ${uncapitalized(ofMaster.en)})`,
  };
}
