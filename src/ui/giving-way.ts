import type { Progress, Prompts } from '../core/ports/ui.ts';

interface Pausable extends Progress {
  pause(): void;
  goOn(): void;
}

/**
 * What is shown while one waits, and what is asked, take turns on one terminal: a spinner gives way to whatever question
 * comes up meanwhile, and goes on after the answer; of two questions one waits for the other. So what works in the background
 * may ask, too.
 */
export function givingWay(
  begin: (text: string) => Progress,
  prompts: Prompts,
): { progress(text: string): Progress; prompts: Prompts } {
  const shown = new Set<Pausable>();
  const turns = turnsOf(
    () => {
      for (const each of shown) each.pause();
    },
    () => {
      for (const each of shown) each.goOn();
    },
  );
  return {
    progress(text) {
      const own = pausable(begin, text);
      shown.add(own);
      if (!turns.isTaken()) own.goOn();
      return {
        update: own.update,
        stop() {
          shown.delete(own);
          own.stop();
        },
      };
    },
    prompts: {
      text: (...given) => turns.take(() => prompts.text(...given)),
      secret: (...given) => turns.take(() => prompts.secret(...given)),
      confirm: (...given) => turns.take(() => prompts.confirm(...given)),
      choose: (...given) => turns.take(() => prompts.choose(...given)),
      chooseMany: (...given) => turns.take(() => prompts.chooseMany(...given)),
    },
  };
}

/** One after the other, whatever becomes of each. */
function turnsOf(before: () => void, after: () => void) {
  let isTaken = false;
  let last: Promise<unknown> = Promise.resolve();
  const run = async <T>(question: () => Promise<T>): Promise<T> => {
    isTaken = true;
    before();
    try {
      return await question();
    } finally {
      isTaken = false;
      after();
    }
  };
  return {
    isTaken: () => isTaken,
    take<T>(question: () => Promise<T>): Promise<T> {
      const answer = last.then(() => run(question));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

function pausable(begin: (text: string) => Progress, first: string): Pausable {
  let text = first;
  let running: Progress | undefined;
  const pause = () => {
    running?.stop();
    running = undefined;
  };
  return {
    goOn() {
      running ??= begin(text);
    },
    pause,
    update(next) {
      text = next;
      running?.update(next);
    },
    stop: pause,
  };
}
