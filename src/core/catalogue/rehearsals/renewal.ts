import type { Rehearsal } from './rehearsal.ts';

export const renewal = {
  'too-early': ['cert-tool sandbox install sachikodt', 'cert-tool renew sachikodt --sandbox --no-input'],
  'certificate-expired': [
    'cert-tool sandbox install ichirodt',
    'cert-tool renew ichirodt --sandbox --no-input',
  ],
  'already-renewed': [
    'cert-tool sandbox install tarodt',
    'cert-tool sandbox install tarodt --store-dir other-store',
    'cert-tool renew tarodt --sandbox --no-input',
  ],
  'revoked-at-bank': [
    'cert-tool sandbox install tarodt',
    'cert-tool sandbox install hanakodt',
    'cert-tool revoke tarodt --sandbox --login-id hanakodt --yes --keep-local --no-input',
    'cert-tool renew tarodt --sandbox --no-input',
  ],
  'not-your-certificate': { beyond: 'bank' },
  'other-bank': { beyond: 'bank' },
  'proof-refused': [
    'cert-tool sandbox install hanakodt',
    'cert-tool sandbox install saburodt',
    'cert-tool revoke hanakodt --sandbox --login-id saburodt --yes --keep-local --no-input',
    'cert-tool list --users --sandbox --login-id hanakodt --no-input',
  ],
  'master-certificate': [
    'cert-tool sandbox install hanakodt',
    'cert-tool revoke saburodt --sandbox --login-id hanakodt --yes --no-input',
  ],
  'nothing-to-revoke': [
    'cert-tool sandbox install hanakodt',
    'cert-tool revoke jirodt --sandbox --login-id hanakodt --yes --no-input',
  ],
  'certificate-changed': { beyond: 'bank' },
  'proof-impossible': ['cert-tool list --users --sandbox --login-id hanakodt --no-input'],
} as const satisfies Record<string, Rehearsal>;
