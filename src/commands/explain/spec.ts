import { command } from '../spec.ts';

export const explain = command({
  name: 'explain',
  args: '[code|words...]',
  help: {
    ja: 'エラーコードの原因と対処を表示する(言葉で探すこともできる)',
    en: 'an error code, its causes and remedies; or the codes that fit words',
  },
  needs: 'nothing',
  load: () => import('./run.ts'),
});
