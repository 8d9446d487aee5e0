import { resolve } from 'node:path';
import { checkPath, NO_FILE } from '../../core/given-path.ts';
import { isOwnCalendar } from '../../core/ics.ts';
import { notSetUp } from '../../core/not-set-up.ts';
import type { OutputFile } from '../../core/ports/files.ts';
import { isMissing, unwritable, type Wanted } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';
import type { TellingOptions } from './spec.ts';

/** Where a run tells what it found, besides the notification: whole paths. */
export interface TellingPlaces {
  readonly exec?: string;
  readonly heartbeat?: string;
  readonly ics?: string;
}

export const CALENDAR: Wanted = {
  what: { ja: 'カレンダー', en: 'calendar' },
  option: '--ics',
  isOwn: isOwnCalendar,
};
export const HEARTBEAT = {
  what: { ja: 'ハートビート', en: 'heartbeat' },
  option: '--heartbeat',
} as const;

/** @throws CertToolError `invalid-option`, `unusable-path` */
export function placesOf({ exec, heartbeat, ics }: TellingOptions): TellingPlaces {
  return {
    ...(exec === undefined ? {} : { exec: whole('--exec', exec) }),
    ...(heartbeat === undefined ? {} : { heartbeat: whole('--heartbeat', heartbeat) }),
    ...(ics === undefined ? {} : { ics: whole('--ics', ics) }),
  };
}

function whole(option: string, path: string): string {
  checkPath(option, path);
  return resolve(path);
}

/** Tells at once what the daily run would fail on. @throws CertToolError `unwritable-sheet`, `not-set-up` */
export async function checkPlaces(deps: Deps, { exec, heartbeat, ics }: TellingPlaces): Promise<void> {
  if (exec !== undefined) await checkProgram(deps, exec);
  if (heartbeat !== undefined) await checkHeartbeatFolder(deps, heartbeat);
  if (ics !== undefined) await calendarFile(deps, ics);
}

/** Not whether it may be executed, which Windows decides by other means. @throws CertToolError `not-set-up` */
export async function checkProgram(deps: Deps, exec: string): Promise<void> {
  const isFolder = (await deps.filesIn(exec)) !== undefined;
  if (isFolder || isMissing(deps.outputFile(exec))) {
    throw notSetUp('reminder', noProgram(exec), { remedy: ANOTHER_PROGRAM });
  }
}

/** @throws CertToolError `unwritable-sheet` */
export async function checkHeartbeatFolder(deps: Deps, folder: string): Promise<void> {
  if ((await deps.filesIn(folder)) === undefined) throw unwritable(folder, HEARTBEAT, NO_FOLDER);
}

/** An earlier calendar of ours is replaced, and no other file. @throws CertToolError `unwritable-sheet` */
export async function calendarFile(deps: Deps, path: string): Promise<OutputFile> {
  const file = deps.outputFile(path);
  const found = file.found();
  if (found === 'no-folder') throw unwritable(path, CALENDAR, NO_FOLDER);
  if (found === 'no-file') throw unwritable(path, CALENDAR, NO_FILE);
  const isOwn = found === 'file' && isOwnCalendar((await file.beginning()) ?? '');
  if (found !== 'nothing' && !isOwn) throw unwritable(path, CALENDAR, OTHER_FILE);
  return file;
}

const NO_FOLDER = { ja: 'フォルダがありません', en: 'there is no such folder' };
const OTHER_FILE = {
  ja: 'すでに、cert-tool のカレンダーではないファイルがあります',
  en: 'there is a file already that is no calendar of cert-tool',
};

const ANOTHER_PROGRAM = {
  ja: '--exec にプログラムのパスを指定し直してください。',
  en: 'Give the path of a program with --exec.',
};

function noProgram(exec: string) {
  return {
    ja: `--exec のプログラム ${exec} がありません。`,
    en: `there is no ${exec}, the program of --exec.`,
  };
}
