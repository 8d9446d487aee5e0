import type { Rehearsal } from './rehearsal.ts';

const WRONG_FOR_CERTAIN = 'echo wrong | cert-tool issue --sandbox --password-stdin --last-try';
const ISSUE = 'cert-tool issue --sandbox --no-input';

export const refused = {
  'account-locked': Array<string>(6).fill(WRONG_FOR_CERTAIN),
  suspended: [{ leave: 'cert-tool sandbox start --fault suspended' }, ISSUE],
  'service-not-enabled': [{ leave: 'cert-tool sandbox start --fault service-not-enabled' }, ISSUE],
  'issued-elsewhere': ['cert-tool issue sachikodt --sandbox --no-input'],
  'key-unusable': [
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
    'rm practice-store/certificates/*/key.pem',
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
  ],
  'certificate-revoked': [
    'cert-tool sandbox install hanakodt',
    { leave: 'cert-tool sandbox start --fault drop-before-confirm' },
    ISSUE,
    { endLeft: true },
    'cert-tool revoke jirodt --sandbox --login-id hanakodt --yes --keep-local --no-input',
    ISSUE,
  ],
  busy: [
    { leave: 'cert-tool sandbox start' },
    { leave: 'cert-tool issue jirodt --sandbox' },
    'cert-tool issue jirodt --sandbox --no-input --timeout 1',
  ],
  'csr-refused': [{ leave: 'cert-tool sandbox start --fault csr-refused' }, ISSUE],
  'session-ended': [{ leave: 'cert-tool sandbox start --fault session-ended' }, ISSUE],
  'pending-in-other-store': [
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
    'cert-tool issue --sandbox --no-input --store-dir other-store',
  ],
  'not-permitted': [
    'cert-tool sandbox install sachikodt',
    'cert-tool list --users --sandbox --login-id sachikodt --no-input',
  ],
  'nothing-to-install': ['cert-tool sandbox install jirodt'],
  'certificate-in-use': [
    'cert-tool sandbox install tarodt',
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    'cert-tool renew tarodt --sandbox --no-input',
    'cert-tool remove tarodt --sandbox --yes',
  ],
  'administrator-needed': { beyond: 'pc' },
  'policy-not-set': { beyond: 'pc' },
  'issuer-not-selectable': { beyond: 'bank' },
  'not-tried': [
    'cert-tool sandbox install hanakodt',
    { variable: 'CERT_TOOL_CONFIRMATION_PASSWORD', value: 'wrong' },
    'cert-tool revoke sachikodt tarodt --sandbox --login-id hanakodt --yes --no-input --json',
  ],
  'clock-unproven': ['cert-tool remove --expired --yes --bank https://127.0.0.1:1'],
  'not-offered-by-bank': { beyond: 'bank' },
  'expired-not-revoked': [
    'cert-tool sandbox rules expiredNeedsRevocation=true',
    'cert-tool issue ichirodt --sandbox --no-input',
  ],
  'revocation-pending': [
    'cert-tool sandbox install hanakodt',
    'cert-tool sandbox rules revocationMinutes=60',
    'cert-tool revoke sachikodt --sandbox --login-id hanakodt --yes --no-input',
    'cert-tool issue sachikodt --sandbox --no-input',
  ],
  'contract-full': ['cert-tool sandbox rules certificatesPerContract=1', ISSUE],
  'password-change-required': [{ leave: 'cert-tool sandbox start --fault password-change-required' }, ISSUE],
  'finish-first': [
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    ISSUE,
    'cert-tool retire --sandbox --yes --no-input',
  ],
  'browser-not-opened': [
    'cert-tool sandbox install tarodt',
    'cert-tool open tarodt --sandbox --login-page https://bank.example/login --browser chromium',
  ],
  'not-to-be-uninstalled': [
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    ISSUE,
    'cert-tool uninstall --dry-run',
  ],
  'certificate-hidden': [
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
    'cert-tool remove jirodt --sandbox --archive --yes --store-dir practice-store',
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
  ],
  'not-set-up': ['cert-tool remind run --sandbox --exec no-such-program'],
  'reminder-program-failed': [
    'cert-tool sandbox install tarodt',
    'echo x > notes.txt',
    'cert-tool remind run --sandbox --exec notes.txt',
  ],
} as const satisfies Record<string, Rehearsal>;
