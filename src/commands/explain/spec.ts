import { command } from '../spec.ts';

export const explain = command({
  name: 'explain',
  args: '[code|words...]',
  help: {
    ja: 'エラーコードの原因と対処を表示する(言葉で探すこともできる)',
    en: 'an error code, its causes and remedies; or the codes that fit words',
  },
  examples: {
    'explain CT-3001': { ja: 'このエラーコードの原因と対処', en: 'causes and remedies of this code' },
    'explain otp': { ja: '言葉に合うもの', en: 'those that fit a word' },
  },
  menu: { ja: 'エラーコードの説明', en: 'Explain an error code' },
  menuAsks: { ja: 'エラーコード(空のまま Enter キーで一覧)', en: 'Error code (Enter alone lists them all)' },
  needs: 'nothing',
  logged: 'never',
  load: () => import('./run.ts'),
});
