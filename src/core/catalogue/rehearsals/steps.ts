import type { Text } from '../../text.ts';
import { type Line, OWN_HOME } from './rehearsal.ts';

/** What is to be done besides typing. */
export const ACTS = {
  leave: {
    ja: 'そのままにして、続きは同じフォルダの別のウィンドウで入力します。',
    en: 'Leave it as it is, and type the rest in another window, in the same folder.',
  },
  'end-left': {
    ja: 'そのままにしたものを Ctrl-C キーで終了します。',
    en: 'End what was left by Ctrl-C.',
  },
  'ctrl-c': { ja: '質問が出たら Ctrl-C キーを押します。', en: 'At the question press Ctrl-C.' },
  close: {
    ja: '質問が出たらウィンドウを閉じ、別のウィンドウを開きます。',
    en: 'At the question close the window, and open another one.',
  },
  end: {
    ja: '質問が出たら、別のウィンドウから kill コマンドで終了します(Windows では試せません)。',
    en: 'At the question end it from another window by kill (not on Windows).',
  },
  'own-window': {
    ja: `この設定はこのウィンドウだけで有効です。試した後に、ウィンドウを閉じます。`,
    en: 'This counts for this window alone: close it afterwards.',
  },
  'own-home': {
    ja: `空のフォルダで始めます。このウィンドウでは、cert-tool のデータをすべて ${OWN_HOME} に置きます。試した後に、ウィンドウを閉じてフォルダを削除します。`,
    en: `Begin in an empty folder. In this window all data of cert-tool is in ${OWN_HOME}: close the window and delete the folder afterwards.`,
  },
  reset: {
    ja: '空のフォルダで、新しいデモ環境から始めます(「cert-tool sandbox reset」。試した後にも実行します)。',
    en: 'Begin in an empty folder, with a new practice bank ("cert-tool sandbox reset", afterwards too).',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type Act = keyof typeof ACTS;

/** To be typed, or to be done. */
export type Step = { readonly typed: string } | { readonly act: Act };

/**
 * The lines as steps. A window has only those variables that were set in it, so they are set again where another one is opened.
 * @param set what sets a variable in the shell at hand; without a value it is the path of the folder `OWN_HOME`
 */
export function stepsOf(
  lines: readonly Line[],
  set: (variable: string, value: string | undefined) => string,
): Step[] {
  const isSet: Step[] = [];
  const steps = lines.flatMap((line): Step[] => {
    if (typeof line === 'string') return [{ typed: line }];
    if ('endLeft' in line) return [{ act: 'end-left' }];
    if ('typed' in line) return [{ typed: line.typed }, { act: line.endedBy }];
    if ('leave' in line) return [{ typed: line.leave }, { act: 'leave' }, ...isSet];
    const setting: Step[] =
      'variable' in line
        ? [{ typed: set(line.variable, line.value) }, { act: 'own-window' }]
        : [{ typed: set('CERT_TOOL_HOME', undefined) }, { act: 'own-home' }];
    isSet.push(...setting.slice(0, 1));
    return setting;
  });
  return needsReset(lines) ? [{ act: 'reset' }, ...steps] : steps;
}

/** What is typed several times on end stands once, with how often. */
export function counted(steps: readonly Step[]): { step: Step; count: number }[] {
  const found: { step: Step; count: number }[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && 'typed' in last.step && 'typed' in step && last.step.typed === step.typed) last.count += 1;
    else found.push({ step, count: 1 });
  }
  return found;
}

/** They begin with the practice bank as it was made, in the data folder that is used otherwise. */
function needsReset(lines: readonly Line[]): boolean {
  const hasOwn = lines.some((line) => typeof line === 'object' && 'ownHome' in line);
  return !hasOwn && /\bsandbox\b/.test(JSON.stringify(lines));
}
