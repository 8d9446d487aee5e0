import { catalogue, type ErrorName } from '../../core/catalogue/index.ts';
import { generally } from '../../core/catalogue/placeholders.ts';
import { entriesWith } from '../../core/catalogue/search.ts';
import {
  CertToolError,
  canInterrupt,
  exitCodeOfEntry,
  type FoundEntry,
  findEntry,
  INTERRUPTED_REMEDY,
  interruptedCode,
  NOT_INSTALLED_YET,
} from '../../core/error.ts';
import type { BankRules } from '../../core/ports/bank.ts';
import { sayingIn } from '../../core/sayings/index.ts';
import { joinSentences, type Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { knownByRules, rulesKept } from './by-rules.ts';
import { type Rehearsed, rehearsalsIn, showSteps } from './rehearsal.ts';

/** Alone, with or without letters before it; a number within a sentence is anything. */
const LIKE_A_CODE = /^\W*(?:ct)?[\W_]*\d{4,6}\W*$|\bct-\d/i;

/**
 * `cert-tool explain [code|words...]`: an error code, its causes and remedies; what is behind the words of another program
 * or of a person; the codes that fit words; without either all of them.
 */
export async function run(deps: Deps, given: readonly string[]): Promise<number> {
  const [rules, rehearsal] = await Promise.all([rulesKept(deps), rehearsalsIn(deps)]);
  const explainer = { deps, rules, rehearsal };
  if (given.length === 0) {
    showSeveral(explainer, allNames());
    return 0;
  }
  const wanted = given.join(' ');
  const found = findEntry(wanted);
  if (found) {
    const explained = explanation(explainer, found);
    deps.ui.document({ ok: true, explanation: explained });
    showOne(deps, explained);
    return 0;
  }
  const saying = sayingIn(wanted);
  if (saying) {
    showSeveral(explainer, saying.entries, generally(saying.meaning, deps.ui.language, deps.hints));
    return 0;
  }
  // What looks like a code is none of ours: words would only find something else.
  const fitting = LIKE_A_CODE.test(wanted) ? [] : entriesWith(wanted);
  if (fitting.length === 0) throw new CertToolError('unknown-code', { params: { wanted } });
  showSeveral(explainer, fitting);
  return 0;
}

interface Explainer {
  readonly deps: Deps;
  /** Of the bank that is set, as far as they are known. */
  readonly rules: BankRules | undefined;
  rehearsal(name: ErrorName): Rehearsed;
}

interface Explanation {
  readonly code: string;
  readonly name: ErrorName;
  readonly exitCode: number;
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly rehearsal: Rehearsed;
}

function explanation(
  { deps, rules, rehearsal }: Explainer,
  { name, entry, notInstalledYet }: FoundEntry,
): Explanation {
  const known = knownByRules(rules, name);
  const { language } = deps.ui;
  const said = (text: Text) => generally(text, language, deps.hints, known);
  return {
    code: notInstalledYet ? interruptedCode(entry) : entry.code,
    name,
    exitCode: notInstalledYet ? NOT_INSTALLED_YET : exitCodeOfEntry(entry),
    message: said(entry.message),
    cause: said(entry.cause),
    remedy: joinSentences(language, [
      notInstalledYet ? INTERRUPTED_REMEDY[language] : '',
      said(entry.remedy),
    ]),
    rehearsal: rehearsal(name),
  };
}

function showOne(deps: Deps, explained: Explanation): void {
  const { ui } = deps;
  const { code, name, exitCode, message, cause, remedy, rehearsal } = explained;
  ui.result(ui.style('strong', `${code} ${name}`));
  const rows: [string, string][] = [
    [ui.text('explain.message'), message],
    [ui.text('explain.cause'), cause],
    [ui.text('explain.remedy'), remedy],
    [ui.text('explain.exit-code'), String(exitCode)],
  ];
  if ('why' in rehearsal) rows.push([ui.text('explain.rehearsal'), rehearsal.why]);
  for (const line of ui.fields(rows)) ui.result(line);
  if ('steps' in rehearsal) showSteps(deps, rehearsal.steps);
}

function allNames(): ErrorName[] {
  return (Object.keys(catalogue) as ErrorName[]).sort(
    (one, other) => numberOf(catalogue[one].code) - numberOf(catalogue[other].code),
  );
}

/**
 * A line for each; a single one as a whole.
 * @param meaning of what another program or a person says
 */
function showSeveral(explainer: Explainer, names: readonly ErrorName[], meaning?: string): void {
  const { deps } = explainer;
  const explained = names.map((name) =>
    explanation(explainer, { name, entry: catalogue[name], notInstalledYet: false }),
  );
  deps.ui.document({
    ok: true,
    ...(meaning === undefined ? {} : { meaning }),
    explanations: explained.map((each) => ({
      ...each,
      ...(canInterrupt(catalogue[each.name]) ? { afterRequest: interruptedCode(catalogue[each.name]) } : {}),
    })),
  });
  if (meaning !== undefined) deps.ui.result(meaning);
  const [only, ...more] = explained;
  if (only && more.length === 0) {
    showOne(deps, only);
    return;
  }
  const rows = explained.map(({ code, message }) => [code, message] as const);
  for (const line of deps.ui.fields(rows)) deps.ui.result(line);
}

function numberOf(code: string): number {
  return Number(code.slice('CT-'.length));
}
