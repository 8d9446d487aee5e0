import type { Progress } from '../../../core/ports/ui.ts';
import type { Deps } from '../../deps.ts';

/** How far a run over a list is. */
export interface ListProgress {
  /** One more is done. */
  count(ok: boolean): void;
  /** Makes way for lines that stay; while a question is open they wait for its answer. */
  tell(write: () => void): void;
  /** Makes way for a question until it is answered. One at a time: whoever asks sees to that. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** Where nobody watches, a line in a log is enough now and then. */
const LINE_EVERY_MS = 60_000;
const SECOND_MS = 1000;
const MINUTE_S = 60;

/** One line on a terminal that changes; elsewhere, and where nothing is redrawn, a line a minute. */
export function listProgress({ ui, elapsed, settings }: Deps, total: number): ListProgress {
  const isLive = ui.interactive && !settings.plain;
  const began = elapsed();
  let lastLine = began;
  let [done, failed] = [0, 0];
  const text = () => {
    const seconds = Math.max(1, (elapsed() - began) / SECOND_MS);
    const rate = done / seconds;
    const left = rate > 0 ? leftText(ui, (total - done) / rate) : '';
    return ui.text('many.progress', { done, total, failed, rate: rate.toFixed(1), left });
  };
  const { show, ...line } = changingLine(isLive ? () => ui.progress(text()) : undefined, text);
  show();
  return {
    ...line,
    count(ok) {
      done += 1;
      if (!ok) failed += 1;
      show();
      if (isLive || elapsed() - lastLine < LINE_EVERY_MS) return;
      lastLine = elapsed();
      line.tell(() => ui.info(text()));
    },
  };
}

/** @param begin begins to show it; undefined where it is not shown */
function changingLine(begin: (() => Progress) | undefined, text: () => string) {
  let shown: Progress | undefined;
  /** Lines that wait while a question is open. */
  let held: (() => void)[] | undefined;
  const stop = () => {
    shown?.stop();
    shown = undefined;
  };
  const show = () => {
    if (held) return;
    if (shown) shown.update(text());
    else shown = begin?.();
  };
  const tell = (write: () => void) => {
    if (held) return void held.push(write);
    stop();
    write();
    show();
  };
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    stop();
    held = [];
    try {
      return await question();
    } finally {
      const waiting = held;
      held = undefined;
      for (const write of waiting) write();
      show();
    }
  };
  return { show, tell, ask, stop };
}

function leftText(ui: Deps['ui'], seconds: number): string {
  if (seconds < MINUTE_S) return ui.text('many.seconds-left', { seconds: Math.ceil(seconds) });
  return ui.text('many.minutes-left', { minutes: Math.ceil(seconds / MINUTE_S) });
}
