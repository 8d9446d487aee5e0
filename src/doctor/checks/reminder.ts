import { formatMoment } from '../../core/japan-time.ts';
import { reminderProblem, reminderState } from '../../core/reminder-state.ts';
import type { Text } from '../../core/text.ts';
import { type Check, seen, warning } from '../check.ts';

/** The daily reminder. Nobody works less for it today: it comes behind what keeps somebody from working. */
export const reminderChecks: readonly Check[] = [
  {
    id: 'reminder',
    title: { ja: '毎日の確認(リマインダー)', en: 'the daily reminder' },
    needs: ['data-folder'],
    async look(probes) {
      const facts = await probes.reminder();
      const state = reminderState(facts);
      // Nobody has to have one.
      if (state === 'not-installed') return seen([], NOT_INSTALLED);
      const problem = reminderProblem(state, facts);
      const finding = problem && { ...warning(problem), isDue: true as const };
      return seen([finding], ranAt(facts.last?.time));
    },
  },
];

const NOT_INSTALLED: Text = { ja: '登録されていません', en: 'none is installed' };

function ranAt(time: Date | undefined): Text {
  if (!time) return { ja: 'まだ実行されていません', en: 'it has not run yet' };
  return {
    ja: `最後の実行: ${formatMoment(time, 'ja')}`,
    en: `last run: ${formatMoment(time, 'en')}`,
  };
}
