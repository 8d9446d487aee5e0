import type { Rehearsal } from './rehearsal.ts';

export const warnings = {
  'not-confirmed': [
    { leave: 'cert-tool sandbox start --fault drop-before-confirm' },
    'cert-tool issue --sandbox --no-input',
  ],
  'confirm-by-login': { beyond: 'windows' },
  'credentials-file-readable': ['echo x > login.json', 'cert-tool issue --sandbox --credentials login.json'],
  'damaged-certificate': [
    'cert-tool issue --sandbox --no-input --store-dir practice-store',
    'rm practice-store/certificates/*/certificate.pem',
    'cert-tool list --sandbox --store-dir practice-store',
  ],
  'browser-open': { beyond: 'pc' },
  'other-ca': [
    'cert-tool sandbox install tarodt',
    'cert-tool sandbox new-ca',
    'cert-tool renew tarodt --sandbox --no-input',
  ],
  'entry-set-aside': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --fault drop-before-confirm' },
    'cert-tool issue --sandbox --no-input',
    { endLeft: true },
    'echo x > practice-home/journal/*.json',
    'cert-tool issue --sandbox --no-input',
  ],
  'clock-off': [
    { ownHome: true },
    'cert-tool sandbox install hanakodt',
    'cert-tool sandbox advance 1',
    { leave: 'cert-tool sandbox start --port 8443' },
    'cert-tool doctor --bank https://127.0.0.1:8443 --ca-file practice-home/sandbox/tls-ca.pem',
  ],
  'full-width-password': [
    { variable: 'CERT_TOOL_PASSWORD', value: 'ｄｅｍｏ' },
    'cert-tool issue --sandbox --no-input',
  ],
  'predecessor-stays': { beyond: 'disk' },
  'issued-later': [
    'cert-tool issue --sandbox --no-input',
    'cert-tool sandbox clock 2020-01-06T09:00:00+09:00',
  ],
  'hook-failed': ['cert-tool issue --sandbox --no-input --after no-such-program'],
  'client-outdated': [
    'cert-tool sandbox rules clientRecommended=999.0.0',
    'cert-tool issue --sandbox --no-input --json',
  ],
  'event-log-failed': { beyond: 'pc' },
} as const satisfies Record<string, Rehearsal>;
