import type { Language } from '../text.ts';

/** How a program is started: by whom it is started nothing is expanded and no shell is involved. */
export interface StartLine {
  /** Its absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** Environment variables that it needs and that are not everybody's. No secrets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A daily task of this user's. */
export interface DailyTask {
  readonly line: StartLine;
  /** In which the system's tools describe it. */
  readonly language: Language;
}

/** A file for the system's scheduler, or a task that it keeps itself. */
export interface SchedulerUnit {
  /** The file's path; on Windows the task's name. */
  readonly place: string;
  readonly text: string;
}

/** What the scheduler knows of the task. */
export interface ScheduledTask {
  readonly places: readonly string[];
  /** An administrator deployed it, for all users of the PC: `remove` leaves it alone. */
  readonly isDeployed?: true;
  /** Whether the scheduler is going to start it; undefined where it does not tell. */
  readonly isActive: boolean | undefined;
  readonly nextRun?: Date;
}

/** The system's scheduler of this user: Task Scheduler, systemd or launchd. */
export interface Scheduler {
  /** What `install` writes; nothing is changed. Throws `not-set-up` where the system has none that is known. */
  units(task: DailyTask): Promise<readonly SchedulerUnit[]>;
  /** In place of an earlier one; where it fails all is as it was. Returns the places. Throws `not-set-up`. */
  install(task: DailyTask): Promise<readonly string[]>;
  /** Undefined where it is not installed. */
  find(): Promise<ScheduledTask | undefined>;
  /** Nothing when it is gone. Returns what was taken away. Throws `not-set-up`. */
  remove(): Promise<string[]>;
  /** What would surprise people of how this system starts it. */
  readonly oddity?: 'window-shows' | undefined;
}

/** The entry of the start menu. */
export interface StartMenu {
  /** In place of an earlier one. Returns its file. Throws `not-set-up`. */
  install(line: StartLine): Promise<string>;
  /** Its file; undefined where there is none. */
  find(): Promise<string | undefined>;
  /** Nothing when it is gone. Returns what was taken away. Throws `not-set-up`. */
  remove(): Promise<string | undefined>;
}
