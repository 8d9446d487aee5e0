import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';

/**
 * The one door for text from outside (files, stdin, programs): UTF-8 with or without a byte order mark, UTF-16 by its
 * mark. A text that only looks right, such as a password with a mark before it, would cost tries at the bank.
 * @param source the file, option or stream, for the message
 * @throws CertToolError `unreadable-text`, which shows nothing of the content
 */
export function decodeText(bytes: Uint8Array, source: string): string {
  const encoding = encodingOf(bytes);
  const refused = (detail: Text) =>
    new CertToolError('unreadable-text', { params: { file: source, detail } });
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refused(encoding === 'utf-8' ? reasons.notUtf8(brokenLine(bytes)) : reasons.brokenUtf16);
  }
  if (text.includes('\0')) throw refused(reasons.nul);
  // Some programs write a mark before each part that they join.
  return text.replace(/^\uFEFF+/, '');
}

/** The first line, its line feed included; undefined where there is none yet. */
export function firstLineIn(bytes: Buffer): Buffer | undefined {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') {
    const at = bytes.indexOf(LINE_FEED);
    return at < 0 ? undefined : bytes.subarray(0, at + 1);
  }
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = encoding === 'utf-16le' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
    if (unit === LINE_FEED) return bytes.subarray(0, at + 2);
  }
  return undefined;
}

const LINE_FEED = 0x0a;

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** The line, from 1, of the first bytes that are no UTF-8. */
function brokenLine(bytes: Uint8Array): number {
  const [before = ''] = new TextDecoder().decode(bytes).split('\uFFFD', 1);
  return before.split(/\r\n|\n|\r/).length;
}

const reasons = {
  notUtf8: (line: number) => ({
    ja: `${line} 行目が UTF-8 ではありません(Shift_JIS などの可能性があります)`,
    en: `line ${line} is not UTF-8 (it may be Shift_JIS)`,
  }),
  brokenUtf16: { ja: 'UTF-16 として壊れています', en: 'its UTF-16 is broken' },
  nul: {
    ja: 'NUL 文字があります(BOM のない UTF-16 か、テキストではない可能性があります)',
    en: 'it holds NUL characters (it may be UTF-16 without a byte order mark, or no text)',
  },
};
