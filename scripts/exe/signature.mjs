const PE_OFFSET = 0x3c;
const OPTIONAL_HEADER = 24;
/** Of the optional header of PE32+: its checksum, and the entry of the certificate table. */
const CHECKSUM = 64;
const CERTIFICATE_TABLE = 144;

/**
 * A Windows program (PE32+) without its Authenticode signature, which would be wrong once something is put into it.
 * https://learn.microsoft.com/windows/win32/debug/pe-format
 * @param {Buffer} program
 */
export function withoutSignature(program) {
  const header = program.readUInt32LE(PE_OFFSET) + OPTIONAL_HEADER;
  const entry = header + CERTIFICATE_TABLE;
  const [start, length] = [program.readUInt32LE(entry), program.readUInt32LE(entry + 4)];
  if (length === 0) return program;
  if (start + length !== program.length) throw new Error('the signature is not at the end of the program');
  const unsigned = Buffer.from(program.subarray(0, start));
  unsigned.fill(0, entry, entry + 8);
  unsigned.fill(0, header + CHECKSUM, header + CHECKSUM + 4);
  return unsigned;
}
