/**
 * What can be known from the text that certutil prints, in whatever language and code page: only shapes count, never a
 * label. The text is read as Latin-1, in which no byte of another code page can pass for a hexadecimal digit.
 */

/** 40 hex digits; versions before Windows 10 put a space after each pair. */
const HASH = /(?<![0-9a-f])(?:[0-9a-f]{40}|(?:[0-9a-f]{2} ){19}[0-9a-f]{2})(?![0-9a-f])/gi;

/**
 * The file name of a software key, CryptoAPI's or CNG's: the MD5 of its container's name, and the machine's GUID.
 * certutil names it for the keys that it finds.
 */
const KEY_FILE = /(?<![0-9a-f])[0-9a-f]{32}_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/gi;

const HRESULT = /0x([89a-f][0-9a-f]{7})(?![0-9a-f])/i;

/**
 * Everything that has the shape of a SHA-1 hash, lower-case and without spaces, each once. Serial numbers and names can
 * have that shape too: what it is, only the certificate tells.
 */
export function hashesIn(output: string): Set<string> {
  return new Set(Array.from(output.matchAll(HASH), (match) => plain(match[0])));
}

/**
 * Which of these certificates have a key: certutil names a certificate's hash first, then its key.
 * @param thumbprints those that are known to be in the listing
 */
export function certificatesWithKey(output: string, thumbprints: ReadonlySet<string>): Set<string> {
  const hashes = Array.from(output.matchAll(HASH), ({ index, 0: hash }) => ({
    index,
    hash: plain(hash),
  })).filter(({ hash }) => thumbprints.has(hash));
  const found = new Set<string>();
  let next = 0;
  for (const { index } of output.matchAll(KEY_FILE)) {
    while ((hashes[next]?.index ?? Number.POSITIVE_INFINITY) < index) next += 1;
    const owner = hashes[next - 1];
    if (owner) found.add(owner.hash);
  }
  return found;
}

/**
 * The HRESULT of a failed run: its exit code, as Windows gives it; where a shell or another system cut that short, the
 * first number of this shape in the text. Undefined when there is none.
 */
export function hresultOf(code: number | null, output: string): number | undefined {
  const exit = (code ?? 0) >>> 0;
  if (exit >= 0x80000000) return exit;
  const match = HRESULT.exec(output);
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 16);
}

function plain(hash: string): string {
  return hash.replaceAll(' ', '').toLowerCase();
}
