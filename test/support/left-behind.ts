import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What an unfinished run leaves behind in a CERT_TOOL_HOME: entries of the journal and pending keys. */
export function leftBehind(home: string): string[] {
  const namesIn = (...path: string[]) => {
    try {
      return readdirSync(join(home, ...path)).map((name) => [...path, name].join('/'));
    } catch {
      return [];
    }
  };
  return [...namesIn('journal'), ...namesIn('store', 'pending')];
}
