/** What a word that a person puts in is: a path of a file or folder, or nothing that a shell could complete. */
export type PathKind = 'file' | 'folder';

const FILES = /^(file|path|pem|csv|program|results)$|\.(csv|html|json)$/;
const FOLDERS = /^dir$/;

/** Of a placeholder as it stands in flags and arguments, e.g. `file.csv` of `--csv <file.csv>`. */
export function pathKindOf(placeholder: string): PathKind | undefined {
  if (FOLDERS.test(placeholder)) return 'folder';
  return FILES.test(placeholder) ? 'file' : undefined;
}

/** The placeholder of flags or arguments, e.g. `results` of `<results...>`, and whether it may be left out; undefined for none. */
export function placeholderOf(text: string): { name: string; isOptional: boolean } | undefined {
  const [, bracket, name] = /([<[])([^\]>]+?)(?:\.\.\.)?[\]>]/.exec(text) ?? [];
  return name === undefined ? undefined : { name, isOptional: bracket === '[' };
}
