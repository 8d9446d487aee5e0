import type { Rehearsal } from './rehearsal.ts';

export const est = {
  'request-pending': { beyond: 'bank' },
  'request-refused': { beyond: 'bank' },
  'login-scheme': { beyond: 'bank' },
  'linked-identity-wanted': { beyond: 'bank' },
  'certificate-not-taken': { beyond: 'bank' },
  'est-not-served': { beyond: 'bank' },
} as const satisfies Record<string, Rehearsal>;
