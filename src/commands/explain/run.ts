import { catalogue, type ErrorName } from '../../core/catalogue/index.ts';
import {
  CertToolError,
  canInterrupt,
  exitCodeOfEntry,
  findEntry,
  INTERRUPTED_REMEDY,
  interruptedCode,
  LEFT_OUT,
  NOT_INSTALLED_YET,
} from '../../core/error.ts';
import { sentence } from '../../core/hints.ts';
import { fill, type Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';

/** `cert-tool explain [code]`: an error code, its causes and remedies; without a code all of them. */
export async function run(deps: Deps, [wanted]: readonly (string | undefined)[]): Promise<number> {
  if (wanted === undefined) {
    showAll(deps);
    return 0;
  }
  const found = findEntry(wanted);
  if (!found) throw new CertToolError('unknown-code', { params: { wanted } });
  const explained = explanation(deps, found.name, found.notInstalledYet);
  deps.ui.document({ ok: true, explanation: explained });
  showOne(deps, explained);
  return 0;
}

interface Explanation {
  readonly code: string;
  readonly name: ErrorName;
  readonly exitCode: number;
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
}

function explanation(deps: Deps, name: ErrorName, notInstalledYet: boolean): Explanation {
  const entry = catalogue[name];
  const { language } = deps.ui;
  const said = (text: Text) => sentence(text[language], {}, language, deps.hints);
  return {
    code: notInstalledYet ? interruptedCode(entry) : entry.code,
    name,
    exitCode: notInstalledYet ? NOT_INSTALLED_YET : exitCodeOfEntry(entry),
    message: withoutParameters(said(entry.message)),
    cause: said(entry.cause),
    remedy: `${notInstalledYet ? `${INTERRUPTED_REMEDY[language]} ` : ''}${withoutParameters(said(entry.remedy))}`,
  };
}

function showOne(deps: Deps, { code, name, exitCode, message, cause, remedy }: Explanation): void {
  const { ui } = deps;
  ui.result(ui.style('strong', `${code} ${name}`));
  const rows: [string, string][] = [
    [ui.text('explain.message'), message],
    [ui.text('explain.cause'), cause],
    [ui.text('explain.remedy'), remedy],
    [ui.text('explain.exit-code'), String(exitCode)],
  ];
  for (const line of ui.fields(rows)) ui.result(line);
}

function showAll(deps: Deps): void {
  const names = (Object.keys(catalogue) as ErrorName[]).sort(
    (one, other) => numberOf(catalogue[one].code) - numberOf(catalogue[other].code),
  );
  const all = names.map((name) => explanation(deps, name, false));
  deps.ui.document({
    ok: true,
    explanations: all.map((each) => ({
      ...each,
      ...(canInterrupt(catalogue[each.name]) ? { afterRequest: interruptedCode(catalogue[each.name]) } : {}),
    })),
  });
  for (const { code, message } of all) deps.ui.result(`${code.padEnd(9)}  ${message}`);
}

/** Without a case at hand a placeholder reads as a gap. */
function withoutParameters(sentence: string): string {
  return fill(sentence, LEFT_OUT)
    .replace(/\{\w+\}/g, '…')
    .trimEnd();
}

function numberOf(code: string): number {
  return Number(code.slice('CT-'.length));
}
