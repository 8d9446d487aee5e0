/** A word for a POSIX shell or zsh, in quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : shellText(word);
}

/** Any text for a POSIX shell or zsh, in quotes. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
