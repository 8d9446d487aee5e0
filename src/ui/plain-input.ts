import { StringDecoder } from 'node:string_decoder';
import { LeftQuestion } from './left-question.ts';
import { writeNote } from './output.ts';
import { onContinued } from './raw-mode.ts';

const [CTRL_C, CTRL_D, CTRL_U, ESCAPE] = ['\u0003', '\u0004', '\u0015', '\u001b'];
const ERASE = ['\b', '\u007f'];
/** What arrow keys and the like send. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const SEQUENCES = /\u001b(\[[\d;]*[A-Za-z~]|O.)/g;

/** Lines that were typed ahead: they answer the next questions. */
let ahead = '';

/** Asks, and reads a line as the terminal edits it. @throws LeftQuestion at the end of input, the signal's reason */
export function readLine(question: string, signal: AbortSignal): Promise<string> {
  writeNote(question);
  const decoder = new StringDecoder('utf8');
  return reading(signal, (chunk, done) => {
    const text = decoder.write(chunk);
    ahead += text;
    const end = ahead.indexOf('\n');
    // A terminal hands over whole lines, unless Ctrl-D was typed behind something.
    if (end < 0 && text !== '' && process.platform !== 'win32') throw new LeftQuestion();
    if (end < 0) return;
    const line = ahead.slice(0, end).replace(/\r$/, '');
    ahead = ahead.slice(end + 1);
    if (line === ESCAPE) throw new LeftQuestion();
    done(line);
  });
}

/** Asks, and reads a line that is not shown, not even as stars. @throws as `readLine` */
export async function readSecretLine(question: string, signal: AbortSignal): Promise<string> {
  const { stdin } = process;
  const decoder = new StringDecoder('utf8');
  let typed: string[] = [];
  // Typed ahead, it was shown: it is no secret any more.
  ahead = '';
  // Before the question: what is typed as soon as it is seen must not be shown.
  stdin.setRawMode(true);
  writeNote(question);
  // A shell gave the terminal other modes meanwhile, and Node takes it to be raw still.
  const ignoreContinued = onContinued(() => stdin.setRawMode(false).setRawMode(true));
  try {
    return await reading(signal, (chunk, done) => {
      const text = decoder.write(chunk);
      if (text === ESCAPE) throw new LeftQuestion();
      for (const key of text.replace(SEQUENCES, '')) {
        if (key === CTRL_C || key === CTRL_D) throw new LeftQuestion();
        if (key === '\r' || key === '\n') return done(typed.join(''));
        if (key === CTRL_U) typed = [];
        else if (ERASE.includes(key)) typed.pop();
        else if (key >= ' ') typed.push(key);
      }
      return undefined;
    });
  } finally {
    ignoreContinued();
    stdin.setRawMode(false);
    writeNote('\n');
  }
}

/** Takes what is typed until the handler is done, throws, the input ends or the signal comes. */
async function reading(
  signal: AbortSignal,
  take: (chunk: Buffer, done: (line: string) => void) => void,
): Promise<string> {
  const { stdin } = process;
  let stop = () => {};
  try {
    return await new Promise<string>((resolve, reject) => {
      const onData = (chunk: Buffer) => {
        try {
          take(chunk, resolve);
        } catch (error) {
          reject(error);
        }
      };
      const onEnd = () => reject(new LeftQuestion());
      const onAbort = () => reject(signal.reason);
      stop = () => {
        stdin.off('data', onData).off('end', onEnd).pause();
        signal.removeEventListener('abort', onAbort);
      };
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) return onAbort();
      onData(Buffer.alloc(0));
      stdin.on('data', onData).on('end', onEnd).resume();
    });
  } finally {
    stop();
  }
}
