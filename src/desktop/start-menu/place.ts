/** Whose start menu it is. */
export interface StartMenuPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  /** Of the entry's file. */
  readonly name: string;
  readonly signal: AbortSignal;
}
