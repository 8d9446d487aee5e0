import type { Rehearsal } from './rehearsal.ts';

export const outcome = {
  'certificate-not-found': ['cert-tool remove nobody --sandbox --yes'],
  'user-not-found': ['cert-tool sandbox unlock nobody'],
  'unknown-to-bank': [
    'cert-tool sandbox install hanakodt',
    'cert-tool revoke sachikodt --serial-number 00000000000000000000000000000001 --sandbox --login-id hanakodt --yes --no-input',
  ],
  'login-id-not-remembered': ['cert-tool remove nobody --forget --yes'],
  'partly-failed': [
    'cert-tool sandbox install hanakodt',
    'cert-tool revoke sachikodt nobody --sandbox --login-id hanakodt --yes --no-input',
  ],
  'contract-broken': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --port 8443 --fault bad-json' },
    'cert-tool bank-check https://127.0.0.1:8443 --ca-file practice-home/sandbox/tls-ca.pem',
    { endLeft: true },
  ],
  'stopped-by-guard': [
    'echo loginId,password > list.csv',
    ...['hanakodt', 'ichirodt', 'jirodt', 'saburodt', 'sachikodt', 'tarodt', 'shirodt'].map(
      (loginId) => `echo ${loginId},wrong >> list.csv`,
    ),
    'cert-tool issue --sandbox --from list.csv --jobs 1 --no-input',
  ],
  attention: ['cert-tool sandbox install ichirodt', 'cert-tool list --check --sandbox --json'],
  'certificate-due': ['cert-tool sandbox install tarodt', 'cert-tool doctor --sandbox'],
  'certificate-not-yet-valid': [
    'cert-tool issue --sandbox --no-input',
    'cert-tool sandbox clock 2020-01-06T09:00:00+09:00',
    'cert-tool doctor --sandbox',
  ],
  'superseded-offered': [
    'cert-tool sandbox install tarodt',
    'cert-tool renew tarodt --sandbox --no-input --keep-old',
    'cert-tool doctor --sandbox',
  ],
  'former-ca': [
    'cert-tool sandbox install sachikodt',
    'cert-tool sandbox new-ca',
    'cert-tool remove --revoked --sandbox --yes',
    'cert-tool doctor --sandbox',
  ],
  'ca-ends-first': [
    'cert-tool sandbox advance 16000',
    'cert-tool sandbox rules validityDays=3650',
    'cert-tool issue --sandbox --no-input',
    'cert-tool doctor --sandbox',
  ],
  'request-unfinished': [
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    'cert-tool issue --sandbox --no-input',
    'cert-tool doctor --sandbox',
  ],
  'orphaned-key': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    'cert-tool issue --sandbox --no-input',
    'rm practice-home/journal/*.json',
    'cert-tool doctor --sandbox',
  ],
  'old-key-provider': { beyond: 'windows' },
  'browser-elsewhere': { beyond: 'pc' },
  'policy-amiss': { beyond: 'pc' },
  'run-cut-short': { beyond: 'pc' },
  'tls-inspected': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --port 8443' },
    'cert-tool doctor --bank https://127.0.0.1:8443 --ca-file practice-home/sandbox/tls-ca.pem',
  ],
  'variable-counts': [
    { ownHome: true },
    'cert-tool config set bank https://bank.example',
    { variable: 'CERT_TOOL_SANDBOX', value: '1' },
    'cert-tool doctor',
  ],
  'kept-file-damaged': [
    { ownHome: true },
    'cert-tool issue --sandbox --no-input',
    'echo damaged > practice-home/login-ids/damaged.json',
    'cert-tool doctor --sandbox',
  ],
  'window-closed': [{ typed: 'cert-tool issue --sandbox', endedBy: 'close' }, 'cert-tool log --last'],
  cancelled: [{ typed: 'cert-tool issue --sandbox', endedBy: 'ctrl-c' }],
  terminated: [{ typed: 'cert-tool issue --sandbox', endedBy: 'end' }],
} as const satisfies Record<string, Rehearsal>;
