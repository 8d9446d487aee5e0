import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { readVersion } from '../../core/version.ts';
import { readWholeNumber } from '../../core/whole-number.ts';
import { recordAct } from '../records/audit.ts';
import { type BankRules, changeRules, REVOKERS } from '../records/rules.ts';
import type { BankContext } from './context.ts';
import { sendDueNotices } from './notices.ts';

type RuleName = keyof BankRules;
type RuleValue = BankRules[RuleName];

interface Rule {
  /** Undefined for what cannot be meant. */
  read(text: string): RuleValue;
  readonly expected: string;
}

const VERSION = '1.2.3';

const RULES: Readonly<Record<RuleName, Rule>> = {
  masterRevocableBy: {
    read: (text) => {
      const revokers = text.split(',').map((each) => REVOKERS.find((revoker) => revoker === each.trim()));
      if (text.trim() === 'none') return [];
      return revokers.every((each) => each !== undefined)
        ? REVOKERS.filter((each) => revokers.includes(each))
        : undefined;
    },
    expected: `none, ${REVOKERS.join(', ')}`,
  },
  expiredNeedsRevocation: {
    read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    expected: 'true, false',
  },
  renewalDays: number(1, 3650),
  validityDays: number(1, 3650),
  revocationMinutes: number(0, 44_640),
  certificatesPerContract: number(1, 1_000_000),
  clientMinimum: { read: versionIn, expected: VERSION },
  clientRecommended: { read: versionIn, expected: VERSION },
  loginPage: { read: pageIn, expected: 'https://…' },
};

function versionIn(text: string): string | undefined {
  return readVersion(text) && text;
}

/** As the contract has it. */
function pageIn(text: string): string | undefined {
  const isPage = text.length <= 2048 && URL.canParse(text) && new URL(text).protocol === 'https:';
  return isPage && text.startsWith('https://') ? text : undefined;
}

function number(least: number, most: number): Rule {
  return {
    read: (text) => {
      const value = readWholeNumber(text);
      return value !== undefined && value >= least && value <= most ? value : undefined;
    },
    expected: `${least}–${most}`,
  };
}

/**
 * Reads changes of the rules as typed: `<name>=<value>`, without a value back to what is usual; of a rule that is named
 * twice the last one counts.
 * @throws CertToolError `invalid-option`
 */
export function readRuleChanges(typed: readonly string[]): Map<RuleName, RuleValue> {
  return new Map(typed.map(readChange));
}

function readChange(text: string): [RuleName, RuleValue] {
  const [, wanted = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const name = ruleNames().find((each) => each === wanted.trim());
  if (!name || value === undefined) {
    throw invalid(text, {
      ja: `<名前>=<値>。名前: ${ruleNames().join('、')}`,
      en: `<name>=<value>, of ${ruleNames().join(', ')}`,
    });
  }
  if (value.trim() === '') return [name, undefined];
  const { read, expected } = RULES[name];
  const rule = read(value.trim());
  if (rule === undefined) {
    throw invalid(text, {
      ja: `使用できる値: ${expected.replaceAll(', ', '、').replace('–', '〜')}`,
      en: `allowed: ${expected}`,
    });
  }
  return [name, rule];
}

function ruleNames(): RuleName[] {
  return Object.keys(RULES) as RuleName[];
}

/** The bank's rules after some changes, as `readRuleChanges` reads them. Who is due for a notice by them gets one. */
export async function setRules(bank: BankContext, typed: readonly string[]): Promise<BankRules> {
  const changes = readRuleChanges(typed);
  if (changes.size > 0) {
    bank.database.transaction(() => {
      changeRules(bank.database, changes);
      recordAct(bank.database, bank.now(), '', 'rules-set', typed.join(' '));
    });
    await bank.publishIdentity();
    await sendDueNotices(bank);
  }
  return bank.rules();
}

function invalid(given: string, { ja, en }: Text): CertToolError {
  return new CertToolError('invalid-option', {
    params: { detail: { ja: `${given}(${ja})`, en: `${given} (${en})` } },
  });
}
