import { command } from '../spec.ts';

export const doctor = command({
  name: 'doctor',
  args: '[login-id]',
  help: {
    ja: 'うまくいかない原因を調べ、対処を表示する(何も変更しない)',
    en: 'find out what is wrong, and say what to do; changes nothing',
  },
  examples: {
    doctor: { ja: '1 行目が主な原因', en: 'the first line is the main cause' },
    'doctor hanakodt': { ja: 'この利用者が今できることも', en: 'and what this user can do now' },
    'doctor -v': { ja: 'すべての項目', en: 'everything that was looked at' },
  },
  needs: 'nothing',
  examines: true,
  load: () => import('./run.ts'),
});
