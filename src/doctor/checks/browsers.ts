import { BROWSER_NAMES } from '../../core/browser-names.ts';
import { entryFor, isSameEntry } from '../../core/browser-policy.ts';
import { CertToolError } from '../../core/error.ts';
import { membersIn } from '../../core/json-object.ts';
import type { Text } from '../../core/text.ts';
import { type Check, type Finding, same, seen, warning } from '../check.ts';
import { currentOnes, judged } from '../judged.ts';
import type { ChoosingPolicy } from '../probes.ts';

/** The browsers, and the policies by which they choose a certificate. */
export const browserChecks: readonly Check[] = [
  {
    id: 'browser-open',
    title: { ja: '開いているブラウザ', en: 'browsers that are open' },
    needs: [],
    async look(probes) {
      const open = await probes.browsers();
      const names = open.map(({ name }) => BROWSER_NAMES[name]).join(', ');
      return seen([open.length > 0 ? warning(new CertToolError('browser-open'), same(names)) : undefined]);
    },
  },
  {
    id: 'browser-database',
    title: { ja: 'ブラウザの証明書データベース', en: 'certificate databases of browsers' },
    needs: ['store'],
    async look(probes) {
      return seen(
        (await probes.elsewhere()).map((params) =>
          warning(new CertToolError('browser-elsewhere', { params })),
        ),
      );
    },
  },
  {
    id: 'browser-policy',
    title: { ja: '証明書選択ポリシー', en: 'policies that choose the certificate' },
    needs: ['store-readable'],
    async look(probes) {
      const facts = await probes.policies();
      const { loginPage, unreadable = [] } = facts;
      const leftOut = unreadable.map(({ browser, file }) => amiss(browser, leftOutText(file)));
      if (loginPage === undefined || !URL.canParse(loginPage)) {
        if (leftOut.length > 0) return seen(leftOut);
        return {
          notExamined: { ja: 'ログイン画面のアドレスがわかりません', en: 'the login page is not known' },
        };
      }
      const current = await currentOnes(probes);
      const offered = (await judged(probes)).holdings.filter(({ state }) => state !== 'archived');
      const issuers = [...new Set(current.map(({ certificate }) => certificate.issuer))];
      const wanted = issuers.flatMap((issuer) => entryFor(loginPage, issuer) ?? []);
      const users = new Set(offered.map(({ subject }) => subject?.loginId)).size;
      const findings = facts.policies.flatMap((policy) => faultsOf(policy, { loginPage, wanted, users }));
      const isChosen = facts.policies.some(({ entries }) => ofPage(entries, loginPage).length > 0);
      // An old one is a finding of its own, and goes.
      const isNeeded = !isChosen && offered.filter(({ superseded }) => !superseded).length > 1;
      return seen(
        [
          ...leftOut,
          ...findings,
          isNeeded ? amiss(MISSING.browser, MISSING.detail, MISSING.remedy) : undefined,
        ],
        same(loginPage),
      );
    },
  },
];

interface Wanted {
  readonly loginPage: string;
  /** An entry for each CA that browsers are to choose certificates of. */
  readonly wanted: readonly string[];
  readonly users: number;
}

/** One browser's policy, where it says anything about the login page. */
function faultsOf(policy: ChoosingPolicy, facts: Wanted): Finding[] {
  const { browser, entries, asks } = policy;
  const { loginPage, wanted, users } = facts;
  const own = ofPage(entries, loginPage);
  if (wanted.length === 0) return [];
  const lost = policy.outvoted?.find((each) => ofPage(each.entries, loginPage).length > 0);
  if (own.length === 0 && lost) return [amiss(browser, outvotedText(lost))];
  if (own.length === 0) return elsewhereOf(entries, wanted).map((page) => amiss(browser, otherPage(page)));
  const isCovered = (entry: string) => own.some((each) => isSameEntry(each, entry) || takesAll(each));
  const faults: Finding[] = [];
  if (!wanted.every(isCovered)) faults.push(amiss(browser, OTHER_CA));
  if (users > 1 && !asks) faults.push(amiss(browser, SEVERAL_USERS));
  return faults;
}

/** The entries that browsers apply to a page: those of its origin, or of a pattern that fits its host. */
function ofPage(entries: readonly string[], loginPage: string): string[] {
  const { origin, hostname } = new URL(loginPage);
  return entries.filter((entry) => {
    const pattern = memberOf(entry, 'pattern');
    if (typeof pattern !== 'string') return false;
    const [, wildcard] = /^(?:https:\/\/|\*:\/\/)?\[\*\.\]([^:/]+)/.exec(pattern) ?? [];
    if (wildcard !== undefined) return hostname === wildcard || hostname.endsWith(`.${wildcard}`);
    return pattern === '*' || pattern.replace(/\/\*?$/, '') === origin || pattern === hostname;
  });
}

/** The first address that these entries name for the very certificates that are here: the page has moved, or is another bank's. */
function elsewhereOf(entries: readonly string[], wanted: readonly string[]): string[] {
  const isSameFilter = (entry: string) =>
    wanted.some((each) => {
      const moved = { pattern: memberOf(each, 'pattern'), filter: memberOf(entry, 'filter') };
      return isSameEntry(JSON.stringify(moved), each);
    });
  const pattern = memberOf(entries.find(isSameFilter) ?? '', 'pattern');
  return typeof pattern === 'string' ? [pattern] : [];
}

/** An empty filter takes every certificate. */
function takesAll(entry: string): boolean {
  const filter = memberOf(entry, 'filter');
  return typeof filter === 'object' && filter !== null && Object.keys(filter).length === 0;
}

function memberOf(entry: string, name: string): unknown {
  return new Map(Object.entries(membersIn(entry) ?? {})).get(name);
}

/** @param remedy where another helps than to write it anew */
function amiss(browser: string | Text, detail: Text, remedy?: Text): Finding {
  return warning(
    new CertToolError('policy-amiss', { params: { browser, detail }, ...(remedy && { remedy }) }),
  );
}

const MISSING = {
  browser: { ja: 'ブラウザ', en: 'The browser' },
  remedy: {
    ja: 'ログイン画面で正しい証明書を選択してください。自動で選択させるには、「cert-tool browser-policy」が表示するポリシーを管理者が設定します。',
    en: 'Choose the right one at the login page. For the browser to choose by itself an administrator sets the policy that "cert-tool browser-policy" prints.',
  },
  detail: {
    ja: '証明書が複数あり、選択するポリシーがないため、選択を間違えることがあります',
    en: 'several certificates are here to be mistaken for each other, and no policy chooses',
  },
} as const satisfies Record<string, Text>;

function leftOutText(file: string): Text {
  return {
    ja: `ポリシーのファイル ${file} は読み取れないか JSON ではないため、ブラウザはこれを無視します`,
    en: `it passes over the policy file ${file}, which cannot be read or is no JSON`,
  };
}
function outvotedText({ file, by }: { readonly file: string; readonly by: string }): Text {
  return {
    ja: `同じポリシーが ${by} にもあり、${file} は無視されます`,
    en: `${by} has the same policy, so that ${file} has no effect`,
  };
}
function otherPage(page: string): Text {
  return {
    ja: `ポリシーのアドレス ${page} が、ログイン画面のアドレスと異なります`,
    en: `its policy names ${page}, which is not the login page`,
  };
}
const OTHER_CA: Text = {
  ja: 'ポリシーがこの PC の証明書の認証局を含んでいないため、証明書が提示されません',
  en: 'its policy names another certification authority than that of the certificate here',
};
const SEVERAL_USERS: Text = {
  ja: '利用者が複数いるため、ポリシーによりほかの利用者の証明書が選択されることがあります',
  en: "several users' certificates are here, and its policy takes one without asking whose",
};
