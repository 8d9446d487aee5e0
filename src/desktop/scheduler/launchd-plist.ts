import type { DailyTask } from '../../core/ports/scheduler.ts';
import { xmlText } from '../../core/xml.ts';

/** When it starts: launchd has no jitter of its own, so each PC has a minute of its own. */
export interface DailyMinute {
  readonly hour: number;
  readonly minute: number;
}

/** A job of the user's (launchd.plist(5)). It runs afterwards where the Mac slept at that minute. */
export function plistText(label: string, { line }: DailyTask, { hour, minute }: DailyMinute): string {
  const words = [line.program, ...line.args].map((each) => `    <string>${xmlText(each)}</string>`);
  const variables = Object.entries(line.variables).flatMap(([name, value]) => [
    `    <key>${xmlText(name)}</key>`,
    `    <string>${xmlText(value)}</string>`,
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  <string>${xmlText(label)}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words,
    '  </array>',
    ...(variables.length > 0
      ? ['  <key>EnvironmentVariables</key>', '  <dict>', ...variables, '  </dict>']
      : []),
    '  <key>StartCalendarInterval</key>',
    '  <dict>',
    '    <key>Hour</key>',
    `    <integer>${hour}</integer>`,
    '    <key>Minute</key>',
    `    <integer>${minute}</integer>`,
    '  </dict>',
    '  <key>ProcessType</key>',
    '  <string>Background</string>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}
