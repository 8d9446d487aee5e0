/** As much of jsdom as the tests use; it brings no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options?: { url?: string; runScripts?: 'outside-only' });
    // biome-ignore lint/suspicious/noExplicitAny: a window, and the compiler's own is not loaded for Node
    readonly window: any;
  }
}
