import type { Text } from '../text.ts';
import type { StoreProbe } from './store.ts';

export type BrowserName = 'edge' | 'chrome' | 'chromium';

/** A browser that runs for this user. */
export interface OpenBrowser {
  readonly name: BrowserName;
  /** It goes on without a window (Edge's startup boost, background apps): closing windows does not end it. */
  readonly inBackground: boolean;
}

/** What was taken out of a browser's policy, and the file or registry key that it stood in. */
export interface RemovedPolicy {
  readonly removed: readonly string[];
  readonly place: string;
}

/** What of a browser's policy cert-tool has set, found where browsers read it. */
export interface InstalledPolicy {
  readonly browser: BrowserName | 'firefox';
  /** The file or registry key. */
  readonly place: string;
  /** Of the policy by which a certificate is chosen; none for Firefox. */
  readonly entries: readonly string[];
}

/** What a browser keeps for one login ID, made by `openPage`. */
export interface BrowserFolder {
  readonly folder: string;
  readonly bankId?: string;
  readonly loginId?: string;
  /** A browser that uses it is open. */
  readonly inUse: boolean;
}

/** A page that is to be opened in a browser folder of a login ID's own. */
export interface PageToOpen {
  readonly url: string;
  readonly bankId: string;
  readonly loginId: string;
  /** Left out: the first that is installed. */
  readonly browser?: BrowserName | undefined;
}

export interface OpenedPage {
  readonly browser: BrowserName;
  readonly url: string;
  /** What the browser keeps its data in. */
  readonly folder: string;
}

/** What on this PC is not cert-tool's: browsers, and the policies by which they choose a certificate. */
export interface Desktop {
  /** The browsers that run for this user, each once; empty where the system does not tell. */
  openBrowsers(): Promise<readonly OpenBrowser[]>;
  /**
   * Sets entries of the policy by which a browser chooses a certificate, for all users of this PC. Returns where.
   * Throws `administrator-needed`, `policy-not-set`.
   * @param severalUsers have their certificates in one account of it: the browser is to ask whose it takes
   */
  installBrowserPolicy(
    browser: BrowserName,
    entries: readonly string[],
    severalUsers?: boolean,
  ): Promise<string>;
  /**
   * Takes these entries away there, and no others; the question of several users too where it is named, or where no entry
   * is left about which it could be asked. Throws the same.
   */
  removeBrowserPolicy(
    browser: BrowserName,
    entries: readonly string[],
    severalUsers?: boolean,
  ): Promise<RemovedPolicy>;
  /** Has Firefox present a certificate without asking, for all users of this PC. Returns where. Throws the same. */
  installFirefoxPolicy(): Promise<string>;
  removeFirefoxPolicy(): Promise<RemovedPolicy>;
  /** Why a certificate would not stay in a store of this PC; undefined where nothing tells so. */
  whyNotLasting(store: Pick<StoreProbe, 'kind' | 'identity'>): Promise<Text | undefined>;
  /** What `installBrowserPolicy` and `installFirefoxPolicy` have left on this PC, for whichever login page and bank. */
  installedPolicies(): Promise<readonly InstalledPolicy[]>;
  /** Throws `browser-not-opened`, `data-folder-failed`, `store-unsafe`. */
  openPage(page: PageToOpen): Promise<OpenedPage>;
  /** Throws `data-folder-failed`, `store-unsafe`. */
  browserFolders(): Promise<readonly BrowserFolder[]>;
  /** Nothing when it is gone. Throws `data-folder-failed`. */
  removeBrowserFolder(folder: BrowserFolder): Promise<void>;
}
