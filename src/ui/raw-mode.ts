const CTRL_C = '\u0003';

/**
 * Runs the handler whenever the program goes on after it was stopped (Ctrl-Z or SIGSTOP, then `fg`); until the
 * returned function is called.
 */
export function onContinued(handler: () => void): () => void {
  process.on('SIGCONT', handler);
  return () => {
    process.off('SIGCONT', handler);
  };
}

/**
 * Discards what is typed, so that no password shows on the screen before it is asked for; Ctrl-C interrupts all the
 * same. The returned function gives the terminal back.
 */
export function discardTyped(): () => void {
  const { stdin } = process;
  // Consoles keep what is typed to themselves until it is read.
  if (process.platform === 'win32') return () => {};
  const onTyped = (typed: string | Buffer) => {
    if (typed.includes(CTRL_C)) process.kill(process.pid, 'SIGINT');
  };
  stdin.setRawMode(true).on('data', onTyped).resume();
  const ignoreContinued = onContinued(() => {
    // A shell gave the terminal other modes meanwhile. Node takes it to be raw still, and would do nothing.
    stdin.setRawMode(false).setRawMode(true);
  });
  return () => {
    ignoreContinued();
    stdin.off('data', onTyped).pause().setRawMode(false);
  };
}
