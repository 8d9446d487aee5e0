import type { Text } from '../../core/text.ts';

/** Of all banks of the config file, one after the other. */
export const profilesMessages = {
  'profiles.question': { ja: '{profile}: {question}', en: '{profile}: {question}' },
  'profiles.bank': { ja: '{profile}: {bank}', en: '{profile}: {bank}' },
  'profiles.failed': { ja: '{profile}:', en: '{profile}:' },
  'profiles.not-used': {
    ja: '次の環境変数は 1 つの銀行のためのものなので、どの銀行にも送りません: {names}',
    en: 'These variables are for one bank, so that no bank is sent them: {names}',
  },
} as const satisfies Record<string, Text>;
