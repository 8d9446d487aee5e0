export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** What the folders of Linux lie in; the root of the file system. */
  readonly root?: string;
}
