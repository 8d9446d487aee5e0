import { command } from '../spec.ts';

export const explain = command({
  name: 'explain',
  args: '[code|words...]',
  help: {
    ja: 'エラーコードの原因と対処を表示する(言葉で探すこともできる)',
    en: 'an error code, its causes and remedies; or the codes that fit words',
  },
  menu: { ja: 'エラーコードの説明', en: 'Explain an error code' },
  menuAsks: { ja: 'エラーコード(空のまま Enter キーで一覧)', en: 'Error code (Enter alone lists them all)' },
  needs: 'nothing',
  load: () => import('./run.ts'),
});
