import type { DailyTask } from '../../../src/core/ports/scheduler.ts';

/** What people name folders, and what shells and schedulers take for something else. */
export const ODD_WORDS = [
  'plain',
  'with a blank',
  'percent %h 100%',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd would put a variable there
  '$HOME ${HOME} $$',
  'quotes " and \'',
  'back\\slash\\',
  '経理 部',
  '<&>',
  ';|&`',
  '-x',
  '',
];

export const TASK: DailyTask = {
  language: 'ja',
  line: {
    program: '/usr/bin/env',
    args: ['remind', 'run', ...ODD_WORDS],
    variables: { XDG_DATA_HOME: '/home/経理 "x" %h $y\\z' },
  },
};
