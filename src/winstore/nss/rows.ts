import type { Row } from './sqlite.ts';

/** How NSS writes an attribute that is there and empty. */
const EMPTY = Buffer.from('a5005a', 'hex');

/** The bytes of a column; none where it is empty or missing. */
export function bytesIn(row: Row, column: string): Buffer {
  const value = row.get(column);
  return Buffer.isBuffer(value) && !value.equals(EMPTY) ? value : Buffer.alloc(0);
}

/** A number of PKCS #11's, which NSS keeps in 4 octets; undefined for anything else. */
export function numberIn(row: Row, column: string): number | undefined {
  const bytes = bytesIn(row, column);
  return bytes.length === 4 ? bytes.readUInt32BE() : undefined;
}
