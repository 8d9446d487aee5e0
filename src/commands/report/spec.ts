import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--out <file.html>',
    help: { ja: 'ページを HTML ファイルに書き出す', en: 'write the page to an HTML file' },
  },
  {
    flags: '--csv <file.csv>',
    help: { ja: 'Excel 用の表を CSV ファイルに書き出す', en: 'write a table for Excel to a CSV file' },
  },
  {
    flags: '--expected <users.csv>',
    help: {
      ja: '報告があるはずの利用者や PC の一覧(CSV、loginId または device の列)',
      en: 'who is expected to report: a CSV list with a column loginId or device',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type ReportOptions = OptionsOf<typeof OPTIONS>;

export const report = command({
  name: 'report',
  args: '<results...>',
  help: {
    ja: '多くの利用者や PC の結果を 1 ページにまとめる(期限、失敗、連絡なし)',
    en: 'many results as one page: what expires when, what failed, who is silent',
  },
  examples: {
    'report results --out report.html': {
      ja: 'フォルダの結果を 1 ページに',
      en: 'the results in a folder as one page',
    },
    'report results --expected users.csv': { ja: '連絡のない利用者も示す', en: 'show also who is silent' },
  },
  options: OPTIONS,
  needs: 'nothing',
  load: () => import('./run.ts'),
});
