export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** What the folders of Linux lie in; the root of the file system. */
  readonly root?: string;
}

/** What was taken out of the policy, and the file or registry key that it stood in. */
export interface RemovedPolicy {
  readonly removed: readonly string[];
  readonly place: string;
}
