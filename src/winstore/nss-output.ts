/** What NSS's certutil prints. Its lists name certificates by nicknames, which may hold anything, line ends too. */

/** The flags of trust at the end of an entry: SSL, S/MIME and code signing. */
const END_OF_ENTRY = /^(.*?) +[A-Za-z]*,[A-Za-z]*,[A-Za-z]* *$/s;

/**
 * The nicknames in a listing (`certutil -L`), each once. A nickname may go over several lines. One that itself ends a
 * line like an entry is not found; whoever looks it up finds no certificate under its parts.
 */
export function nicknamesIn(listing: string): string[] {
  const found = new Set<string>();
  let pending: string[] = [];
  for (const line of afterTitles(listing)) {
    pending.push(line);
    const nickname = END_OF_ENTRY.exec(pending.join('\n'))?.[1];
    if (nickname === undefined) continue;
    found.add(nickname);
    pending = [];
  }
  return [...found];
}

/** The titles end with an empty line. */
function afterTitles(listing: string): string[] {
  const lines = listing.split('\n');
  const end = lines.indexOf('', lines.findIndex((line) => line !== '') + 1);
  return end < 0 ? [] : lines.slice(end + 1);
}

const KEY_ID = /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g;

/** Everything in a list of keys (`certutil -K`) that has the shape of a key's identifier, CKA_ID. */
export function keyIdsIn(listing: string): Set<string> {
  return new Set(listing.match(KEY_ID) ?? []);
}

/** The name that NSS gives its error, e.g. `SEC_ERROR_BAD_PASSWORD`; undefined when there is none. */
export function errorNameIn(messages: string): string | undefined {
  return /\b(?:SEC|SSL|PR)_[A-Z0-9_]+_?[A-Z0-9]+\b/.exec(messages)?.[0];
}
