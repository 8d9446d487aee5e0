/** A calendar file, iCalendar (RFC 5545). */

/** An event at one moment, with what reminds of it. */
export interface CalendarEvent {
  /** Always the same for the same thing: a second import replaces the first one (3.8.4.7). */
  readonly uid: string;
  /** Grows with each change of the thing (3.8.7.4). */
  readonly sequence: number;
  readonly start: Date;
  readonly summary: string;
  readonly description: string;
  readonly alarms: readonly { readonly at: Date; readonly text: string }[];
}

const PRODUCT = '-//cert-tool//cert-tool//EN';

/** How a calendar of ours begins. */
const BEGINNING = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:${PRODUCT}\r\n`;

/** Whether a file that begins so is a calendar of ours. */
export function isOwnCalendar(beginning: string): boolean {
  return beginning.startsWith(BEGINNING);
}

/** @param now when it is written, DTSTAMP */
export function calendarText(events: readonly CalendarEvent[], now: Date): string {
  const lines = ['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', ...events.flatMap((each) => eventLines(each, now))];
  return BEGINNING + [...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}

function eventLines(
  { uid, sequence, start, summary, description, alarms }: CalendarEvent,
  now: Date,
): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(start)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    'TRANSP:TRANSPARENT',
    ...alarms.flatMap(({ at, text }) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER;VALUE=DATE-TIME:${utc(at)}`,
      `DESCRIPTION:${escaped(text)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** 3.3.5, form 2. */
function utc(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** 3.3.11; other control characters are none of a text's. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\n|\r/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** The longest line, in bytes without its end (3.1). */
const LONGEST = 75;

/** Folded between characters, never within one (3.1). */
function folded(line: string): string {
  let [text, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LONGEST) {
      text += '\r\n ';
      bytes = 1;
    }
    text += character;
    bytes += size;
  }
  return text;
}
