import { command } from '../spec.ts';

export const explain = command({
  name: 'explain',
  args: '[code]',
  help: { ja: 'エラーコードの原因と対処を表示する', en: 'an error code, its causes and remedies' },
  needs: 'nothing',
  load: () => import('./run.ts'),
});
