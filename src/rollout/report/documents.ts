/** A JSON value of a file, and the line, from 1, on which it begins; without a value what stands there is no JSON. */
export interface Document {
  readonly line: number;
  readonly value?: unknown;
}

/**
 * The JSON values of a text, however they were put together: JSON lines, one document, documents behind each other that
 * fill many lines each, an array of them. What a killed run left unfinished spoils no other.
 */
export function* documentsIn(text: string): Generator<Document> {
  const lines = text.split(/\r\n|\n|\r/);
  const endOf = endsIn(lines);
  for (let index = 0; index < lines.length; index += 1) {
    // Files that were copied into one have a mark before each part.
    const line = lines[index]?.replace(/^\uFEFF/, '') ?? '';
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (value !== undefined || !OPENED.test(line)) {
      yield* elementsOf(value, index + 1);
      continue;
    }
    const end = endOf(index);
    const whole =
      end === undefined ? undefined : parsed([line, ...lines.slice(index + 1, end + 1)].join('\n'));
    yield* elementsOf(whole, index + 1);
    // What was torn apart may stand before a good one.
    if (whole !== undefined && end !== undefined) index = end;
  }
}

/** How a document begins and ends that was written with an indent. */
const OPENED = /^[[{]\s*$/;
const CLOSED = /^[\]}]\s*,?\s*$/;

/** Of how many that begin one behind the other before the same end each is tried: all of many would take for ever. */
const MOST_NESTED = 16;

/**
 * Where a document that begins on a line ends: on the next line that closes one. To be asked from line to line; undefined where
 * there is no such line, or so many others begin before it that it is none.
 */
function endsIn(lines: readonly string[]): (start: number) => number | undefined {
  const ends = lines.flatMap((line, at) => (CLOSED.test(line) ? [at] : []));
  const begins = lines.flatMap((line, at) => (OPENED.test(line) ? [at] : []));
  let [nextEnd, nextBegin] = [0, 0];
  return (start) => {
    while ((ends[nextEnd] ?? Number.POSITIVE_INFINITY) <= start) nextEnd += 1;
    while ((begins[nextBegin] ?? Number.POSITIVE_INFINITY) <= start) nextBegin += 1;
    const end = ends[nextEnd];
    const tooFar = begins[nextBegin + MOST_NESTED] ?? Number.POSITIVE_INFINITY;
    return end !== undefined && end < tooFar ? end : undefined;
  };
}

function* elementsOf(value: unknown, line: number): Generator<Document> {
  if (!Array.isArray(value)) yield value === undefined ? { line } : { line, value };
  else for (const element of value) yield { line, value: element };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
