import type { OptionDeclaration } from '../../core/option.ts';
import { oneOfNumbers } from '../../core/option-values.ts';
import { EVENT_LOG_OPTION } from './event-log-option.ts';

/** What `issue` and `renew` take for the request. */
export const REQUEST_OPTIONS = [
  {
    flags: '--key-size <bits>',
    help: {
      ja: '秘密キーの長さ(ビット): 2048、3072、4096',
      en: 'size of the private key: 2048, 3072 or 4096',
    },
    value: oneOfNumbers([2048, 3072, 4096]),
    default: 2048,
  },
  {
    flags: '--dry-run',
    help: {
      ja: 'リハーサル: 発行要求を送る直前まで実行する',
      en: 'rehearsal: do all but send the request',
    },
  },
  {
    flags: '--after <program>',
    help: {
      ja: '取り込みの後に実行するプログラム(証明書の情報を JSON で受け取る)',
      en: 'program to run after the installation (it gets JSON on stdin)',
    },
  },
  {
    flags: '--here-anyway',
    help: {
      ja: '証明書が残らない場所でも続ける',
      en: 'go on even where a certificate does not stay',
    },
  },
  EVENT_LOG_OPTION,
] as const satisfies readonly OptionDeclaration[];
