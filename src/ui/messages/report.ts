import type { Text } from '../../core/text.ts';

export const reportMessages = {
  'report.written': { ja: '{file} に書き出しました。', en: 'Written to {file}.' },
  'report.page-by': {
    ja: '誰がどうなっているかは、--out <ファイル.html> で 1 ページにまとめて書き出せます。',
    en: 'Who is behind these numbers is on the page that --out <file.html> writes.',
  },
  'report.nothing-in': { ja: '{path} に報告はありません。', en: 'There is no result in {path}.' },
  'report.from-future': {
    ja: '未来の日時の報告があります(PC の時計がずれている可能性があります): {devices}',
    en: 'Results from the future (the clock of the PC may be wrong): {devices}',
  },
} as const satisfies Record<string, Text>;
