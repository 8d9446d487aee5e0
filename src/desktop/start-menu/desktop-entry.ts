import type { StartLine } from '../../core/ports/scheduler.ts';

/** The program goes on where it was started well; otherwise the terminal waits, so that the error can be read. */
const WAITING = ['/bin/sh', '-c', '"$0" "$@" || read -r line'];

/**
 * An entry of the applications' menu that opens the program in a terminal (Desktop Entry Specification).
 */
export function desktopEntryText({ program, args, variables }: StartLine): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const words = [...(set.length > 0 ? ['/usr/bin/env', ...set] : []), ...WAITING, program, ...args];
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Client certificates (cert-tool)',
    'Name[ja]=クライアント証明書 (cert-tool)',
    'Comment=Get, renew, list and revoke the client certificates of internet banking',
    'Comment[ja]=インターネットバンキングのクライアント証明書の発行・更新・一覧・失効',
    `Exec=${words.map(execWord).join(' ')}`,
    'Terminal=true',
    'Categories=Office;Finance;',
    '',
  ].join('\n');
}

/** Quoted as an argument, and then escaped as a string (The Exec key; Possible value types). */
function execWord(word: string): string {
  const isPlain = /^[\w@+=:,./-]+$/.test(word);
  const argument = isPlain ? word : `"${word.replace(/["`$\\]/g, '\\$&')}"`;
  return argument.replaceAll('%', '%%').replaceAll('\\', '\\\\');
}
