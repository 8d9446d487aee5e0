import { type FreshCodes, freshCodes } from '../../../rollout/fresh-codes.ts';
import type { ListSecrets } from '../../ask/secrets.ts';
import type { Deps } from '../../deps.ts';
import type { ManyRun } from './for-user.ts';
import type { ListProgress } from './progress.ts';
import type { Row } from './row.ts';

/**
 * The secrets of all rows: one question at a time, whoever it is for, and none any more once somebody has left one.
 * @param deps of the run
 */
export function shareSecrets(
  deps: Deps,
  { otpCommand }: ManyRun['options'],
  progress: ListProgress,
): (row: Row) => ListSecrets {
  const { ui } = deps;
  const codes = codesByClock(deps, (seconds) =>
    progress.tell(() => ui.info(ui.text('many.waiting', { seconds }))),
  );
  let asking: Promise<unknown> = Promise.resolve();
  return ({ user: { loginId, row }, deps: own }) => ({
    options: otpCommand === undefined ? {} : { otpCommand },
    codes: codes(own),
    ask(question) {
      const asked = asking.then(() =>
        progress.ask(() => {
          ui.say(ui.text(row === 0 ? 'many.question-unlisted' : 'many.question', { loginId, row }));
          return question();
        }),
      );
      // What ends a question ends the run.
      asking = asked;
      asked.catch(() => {});
      return asked;
    },
  });
}

/** Each bank judges codes by its own clock; what an earlier run has sent is the same for all. */
function codesByClock({ codesFolder, wait }: Deps, onWait: (seconds: number) => void) {
  let earlier: Promise<string | undefined> | undefined;
  const folder = {
    ...codesFolder,
    read(name: string) {
      earlier ??= codesFolder.read(name);
      return earlier;
    },
  };
  const known = new Map<Deps['tokenTime'], FreshCodes>();
  return ({ tokenTime }: Deps): FreshCodes => {
    const codes = known.get(tokenTime) ?? freshCodes({ folder, now: tokenTime, wait, onWait });
    known.set(tokenTime, codes);
    return codes;
  };
}
