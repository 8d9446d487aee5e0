export type BrowserName = 'edge' | 'chrome' | 'chromium';

/** A browser that runs for this user. */
export interface OpenBrowser {
  readonly name: BrowserName;
  /** It goes on without a window (Edge's startup boost, background apps): closing windows does not end it. */
  readonly inBackground: boolean;
}
