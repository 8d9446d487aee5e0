import { catalogue, type ErrorName } from '../src/core/catalogue/index.ts';
import { withPlaceholders } from '../src/core/catalogue/placeholders.ts';
import { rehearsals } from '../src/core/catalogue/rehearsals/index.ts';
import { BEYOND, OWN_HOME, type Rehearsal } from '../src/core/catalogue/rehearsals/rehearsal.ts';
import { ACTS, type Act, counted, stepsOf } from '../src/core/catalogue/rehearsals/steps.ts';
import {
  canInterrupt,
  exitCodeOfEntry,
  INTERRUPTED_REMEDY,
  interruptedCode,
  NOT_INSTALLED_YET,
} from '../src/core/error.ts';
import type { Language, Text } from '../src/core/text.ts';

/** What each exit code means; the same words as in docs/commands.md. */
export const EXIT_CODES: Readonly<Record<number, Text>> = {
  0: { ja: '注意(処理は成功)', en: 'warnings: the command succeeded' },
  1: { ja: 'cert-tool の不具合', en: 'a fault of cert-tool itself' },
  2: { ja: '指定または設定の誤り', en: 'usage: options, settings, missing input' },
  3: { ja: 'ログインIDまたはログインパスワードの誤り', en: 'login ID or login password refused' },
  4: { ja: 'ワンタイムパスワードの誤り', en: 'one-time password refused' },
  5: { ja: '銀行の決まり、または PC の状態による拒否', en: "refused by the bank's rules or this PC's state" },
  6: { ja: '銀行に接続できない', en: 'the bank cannot be reached' },
  7: { ja: '証明書ストアのエラー', en: 'the certificate store failed' },
  8: { ja: '該当なし', en: 'not found' },
  9: { ja: '一部が失敗', en: 'partly failed: some of several' },
  11: { ja: '対応が必要', en: 'something needs attention' },
  129: { ja: '中止(ターミナルが閉じられた)', en: 'cancelled: the terminal was closed' },
  130: { ja: '中止(Ctrl-C)', en: 'cancelled: Ctrl-C' },
  143: { ja: '中止(終了の要求)', en: 'cancelled: asked to end' },
};

/** The pages that are made wholly from the catalogue, by their names in docs/. */
export const ERRORS_PAGES: Readonly<Record<Language, string>> = { en: 'errors.md', ja: 'errors.ja.md' };

/** The whole of docs/errors.md or docs/errors.ja.md, made from the catalogue. @throws Error when an exit code has no heading */
export function errorsPage(language: Language): string {
  const names = (Object.keys(catalogue) as ErrorName[]).sort((one, other) => numberOf(one) - numberOf(other));
  const exitCodes = [...new Set(names.map((name) => exitCodeOfEntry(catalogue[name])))];
  const sections = exitCodes.flatMap((exitCode) => [
    heading(exitCode, language),
    ...names
      .filter((name) => exitCodeOfEntry(catalogue[name]) === exitCode)
      .map((name) => section(name, language)),
  ]);
  return `${[INTRODUCTION[language], interrupted(language), ...sections].join('\n\n')}\n`;
}

const MADE = '<!-- Made from src/core/catalogue by "npm run docs". Changes here are lost. -->';

const INTRODUCTION: Text = {
  ja: `${MADE}

# エラー一覧

[English](${ERRORS_PAGES.en})

cert-tool のすべてのエラーと注意です。\`cert-tool explain CT-3001\` でターミナルにも表示できます。コード、番号だけ(\`3001\`)、名前
(\`credentials-refused\`)のいずれでも指定できます。コードは \`CT-\`、終了コード、3 桁の番号の順に並びます。コードと名前の意味は
変わりません。山かっこの中には実際の値が入ります。銀行がお問い合わせ先を公開している場合は、対処の後に表示します。
\`cert-tool explain otp\` のように言葉で探すこともできます。日本語でも探せます。

「試すには」は、[デモ環境](practice-bank.ja.md)でそのエラーを表示するために入力する内容です。空のフォルダで、新しいデモ環境から始めます
(\`cert-tool sandbox reset\`。試した後にも実行します)。ほかには何も必要ありません。bash、PowerShell、
コマンドプロンプトのいずれでも、そのまま入力できます(\`*\` を含む行は bash と PowerShell のみ)。\`NAME=value\` は環境変数の設定です。bash では
\`export NAME=value\`、PowerShell では \`$env:NAME = 'value'\`、コマンドプロンプトでは \`set NAME=value\` と入力します。そのウィンドウだけで有効なので、試した後に閉じます。
\`CERT_TOOL_HOME=…/practice-home\` は、cert-tool のデータをすべてそのフォルダに置きます。\`…\` は作業中のフォルダのパスです。
\`cert-tool explain\` は、お使いのシェルの書き方で表示します。`,
  en: `${MADE}

# Errors

[日本語](${ERRORS_PAGES.ja})

Every error and warning of cert-tool. \`cert-tool explain CT-3001\` shows an entry in the terminal; the code, the
number alone (\`3001\`) and the name (\`credentials-refused\`) all work. A code is \`CT-\`, the exit code and three digits.
Codes and names never change their meaning. Words in angle brackets stand for what the case at hand puts there. Where the
bank gives a phone number, it follows what to do. \`cert-tool explain otp\` finds entries by words, in Japanese too.

*To see it happen* is what to type to meet the error with the [practice bank](practice-bank.md), beginning in an empty folder with a new one
(\`cert-tool sandbox reset\`, afterwards too) and nothing else. The lines can be typed as they are in bash, PowerShell and the command prompt (with a \`*\` in bash and PowerShell alone). \`NAME=value\` sets an
environment variable: \`export NAME=value\` in bash, \`$env:NAME = 'value'\` in PowerShell, \`set NAME=value\` in the command prompt; it counts for that
window alone, which is closed afterwards. \`CERT_TOOL_HOME=…/practice-home\` has all data of cert-tool in that folder; \`…\` is the path of the folder at hand. \`cert-tool explain\` shows it as the shell at hand has it.`,
};

const INTERRUPTED: Text = {
  ja: `## コード CT-10…: 要求の送信後に中断した場合

証明書の要求を送ってから取り込みが終わるまでの失敗は、終了コード ${NOT_INSTALLED_YET} になります。コードは \`CT-${NOT_INSTALLED_YET}\` に、原因の終了コードと番号の
下 2 桁を続けたものです。たとえば \`CT-6004\`(応答なし)は \`CT-10604\` になります。中止の場合は 9 と終了コードの下 2 桁です。
たとえば \`CT-130001\` は \`CT-10930\` になります。`,
  en: `## Codes CT-10…: interrupted after the request was sent

Once a certificate was requested and until it is installed, a failure ends with exit code ${NOT_INSTALLED_YET} and a code
\`CT-${NOT_INSTALLED_YET}\` that keeps the cause: the exit code of the cause and the last two digits of its number. \`CT-6004\` (timeout)
becomes \`CT-10604\`. For a cancellation it is a 9 and the last two digits of the exit code: \`CT-130001\` becomes \`CT-10930\`.`,
};

function interrupted(language: Language): string {
  return `${INTERRUPTED[language]}\n\n> ${INTERRUPTED_REMEDY[language]}`;
}

function heading(exitCode: number, language: Language): string {
  const words = EXIT_CODES[exitCode];
  if (!words) throw new Error(`exit code ${exitCode} has no heading in scripts/errors-page.ts`);
  return `## ${EXIT_CODE[language]} ${exitCode}: ${words[language]}`;
}

const EXIT_CODE: Text = { ja: '終了コード', en: 'Exit code' };
const ROWS = {
  what: { ja: '内容', en: 'What' },
  why: { ja: '原因', en: 'Why' },
  remedy: { ja: '対処', en: 'What to do' },
  rehearsal: { ja: '試すには', en: 'To see it happen' },
} as const satisfies Readonly<Record<string, Text>>;

function section(name: ErrorName, language: Language): string {
  const entry = catalogue[name];
  return `### ${entry.code} ${name}

${exitOf(entry, language)}

| | |
|---|---|
${row(ROWS.what, entry.message, language)}
${row(ROWS.why, entry.cause, language)}
${row(ROWS.remedy, entry.remedy, language)}
| ${ROWS.rehearsal[language]} | ${rehearsed(rehearsals[name], language)} |`;
}

/** A line each, what is to be done between them in words. */
function rehearsed(rehearsal: Rehearsal, language: Language): string {
  if ('beyond' in rehearsal) return BEYOND[rehearsal.beyond][language];
  const steps = stepsOf(rehearsal, set).filter((step) => !('act' in step && TOLD_ONCE.includes(step.act)));
  const lines = counted(steps).map(({ step, count }) => {
    if ('act' in step) return ACTS[step.act][language];
    const typed = `\`${step.typed.replaceAll('|', '\\|')}\``;
    return count === 1 ? typed : `${typed} ${TIMES[language].replace('{count}', String(count))}`;
  });
  return lines.join('<br>');
}

/** What the introduction says for all of them. */
const TOLD_ONCE: readonly Act[] = ['reset', 'own-home', 'own-window'];

const TIMES: Text = { ja: '({count} 回)', en: '({count} times)' };

/** In no shell's own words: the introduction names them. */
function set(variable: string, value = `…/${OWN_HOME}`): string {
  return `${variable}=${value}`;
}

function exitOf(entry: (typeof catalogue)[ErrorName], language: Language): string {
  const exitCode = exitCodeOfEntry(entry);
  const code = interruptedCode(entry);
  const text: Text = canInterrupt(entry)
    ? {
        ja: `終了コード ${exitCode}。要求の送信後は ${code}、終了コード ${NOT_INSTALLED_YET}。`,
        en: `Exit code ${exitCode}. After the request was sent: ${code}, exit code ${NOT_INSTALLED_YET}.`,
      }
    : { ja: `終了コード ${exitCode}。`, en: `Exit code ${exitCode}.` };
  return text[language];
}

function row(title: Text, text: Text, language: Language): string {
  return `| ${title[language]} | ${cell(text, language)} |`;
}

/** What Markdown would take for a column or for HTML. */
function cell(text: Text, language: Language): string {
  return withPlaceholders(text[language], language).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function numberOf(name: ErrorName): number {
  return Number(catalogue[name].code.slice('CT-'.length));
}
