import type { Language } from '../core/text.ts';
import { messageFor } from './messages/one.ts';
import { writeNote } from './output.ts';

/** Waits for a key on the terminal, so that what is shown can be read before its window closes; or until it is closed. */
export function waitForKey(language: Language): Promise<void> {
  const { stdin } = process;
  writeNote(`\n${messageFor('window.press-key')[language]}\n`);
  return new Promise((resolve) => {
    const done = () => {
      stdin.pause().setRawMode(false);
      resolve();
    };
    process.once('SIGHUP', done);
    stdin.setRawMode(true).once('data', done).once('end', done).resume();
  });
}
