/** A reader that has seen enough (`cert-tool list | head`), and a terminal that is gone, are no errors. */
const NO_ERRORS = ['EPIPE', 'EIO'];

let lost: NodeJS.ErrnoException | undefined;
const opened = new Set<NodeJS.WriteStream>();
const widened = new Set<NodeJS.WriteStream>();

/** Writes results to stdout. What cannot be written is told by `lostOutput`. */
export function writeResult(text: string): void {
  opening(process.stdout, (error) => {
    if (!NO_ERRORS.includes(error.code ?? '')) lost ??= error;
  }).write(text);
}

/** Writes everything else to stderr. Nobody can be told when that fails, and it must not stop the work. */
export function writeNote(text: string): void {
  opening(process.stderr, () => {}).write(text);
}

/** Waits until the results are out. The error if they could not be written, for instance to a full disk. */
export async function lostOutput(): Promise<NodeJS.ErrnoException | undefined> {
  if (opened.has(process.stdout)) {
    await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  }
  const error = lost;
  lost = undefined;
  return error;
}

/** Listens for errors from the first use on: opening the streams at every start would take 4 ms. */
function opening(
  stream: NodeJS.WriteStream,
  onError: (error: NodeJS.ErrnoException) => void,
): NodeJS.WriteStream {
  if (!opened.has(stream)) {
    opened.add(stream);
    stream.on('error', onError);
  }
  return stream;
}

/** Of a terminal that does not say. */
const DEFAULT_COLUMNS = 80;

/**
 * A terminal that knows no width says 0. What redraws lines counts them by dividing by it, and would write without end
 * (ora 9.4); Node asks for the width anew at each SIGWINCH.
 */
export function withWidth(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  const give = () => {
    terminal.columns ||= DEFAULT_COLUMNS;
  };
  give();
  if (!widened.has(terminal)) terminal.on('resize', give);
  widened.add(terminal);
  return terminal;
}

/** What is no terminal has no width that anything would have to be cut to. */
export function columnsOf({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number {
  return columns || (isTTY ? DEFAULT_COLUMNS : Number.POSITIVE_INFINITY);
}
