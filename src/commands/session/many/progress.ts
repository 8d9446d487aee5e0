import type { Deps } from '../../deps.ts';

/** How far a run over a list is. */
export interface ListProgress {
  /** One more is done. */
  count(ok: boolean): void;
  /** Makes way for a question, or for a line. */
  pause(): void;
  stop(): void;
}

/** Where nobody watches, a line in a log is enough now and then. */
const LINE_EVERY_MS = 60_000;
const SECOND_MS = 1000;
const MINUTE_S = 60;

/** One line on a terminal that changes; elsewhere a line a minute. */
export function listProgress({ ui, elapsed }: Deps, total: number): ListProgress {
  const began = elapsed();
  let lastLine = began;
  let [done, failed] = [0, 0];
  const text = () => {
    const seconds = Math.max(1, (elapsed() - began) / SECOND_MS);
    const rate = done / seconds;
    const left = rate > 0 ? leftText(ui, (total - done) / rate) : '';
    return ui.text('many.progress', { done, total, failed, rate: rate.toFixed(1), left });
  };
  let shown = ui.progress(text());
  let isPaused = false;
  return {
    count(ok) {
      done += 1;
      if (!ok) failed += 1;
      if (isPaused) {
        shown = ui.progress(text());
        isPaused = false;
      } else {
        shown.update(text());
      }
      if (ui.interactive || elapsed() - lastLine < LINE_EVERY_MS) return;
      lastLine = elapsed();
      ui.info(text());
    },
    pause() {
      shown.stop();
      isPaused = true;
    },
    stop: () => shown.stop(),
  };
}

function leftText(ui: Deps['ui'], seconds: number): string {
  if (seconds < MINUTE_S) return ui.text('many.seconds-left', { seconds: Math.ceil(seconds) });
  return ui.text('many.minutes-left', { minutes: Math.ceil(seconds / MINUTE_S) });
}
