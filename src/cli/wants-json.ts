/** Whether `--json` was typed, whatever else is wrong with the command line. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => /^--json(=|$)/.test(word));
}
