import type { OptionDeclaration } from '../../core/option.ts';

/** Of the commands that have results to tell; compose reads it together with the config. */
export const EVENT_LOG_OPTION = {
  flags: '--event-log',
  help: {
    ja: '結果を Windows のイベントログ(ほかの OS では syslog)にも書き込む',
    en: "write results to Windows' event log, elsewhere to syslog, too",
  },
} as const satisfies OptionDeclaration;
