import { helpPageOf } from '../src/cli/help-pages.ts';

/** What `cert-tool --help` says: it names every command, and loading their declarations for it would take longer than all else. */
export const page = helpPageOf('');
