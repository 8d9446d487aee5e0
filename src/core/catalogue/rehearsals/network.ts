import type { Line, Rehearsal } from './rehearsal.ts';

const ISSUE = 'cert-tool issue --sandbox --no-input';
/** A request that a bank with this fault spoils. */
const faulty = (fault: string, line = ISSUE): readonly Line[] => [
  { leave: `cert-tool sandbox start --fault ${fault}` },
  line,
];

export const network = {
  'bank-unreachable': ['cert-tool open --bank https://bank.example --proxy http://127.0.0.1:1 --no-input'],
  'unknown-host': ['cert-tool browser-policy --bank https://bank.invalid'],
  'connection-refused': ['cert-tool browser-policy --bank https://127.0.0.1:1'],
  timeout: faulty('slow', `${ISSUE} --timeout 1`),
  'connection-lost': faulty('drop-before'),
  'tls-untrusted': [
    { leave: 'cert-tool sandbox start --port 8443' },
    'cert-tool browser-policy --bank https://127.0.0.1:8443',
  ],
  'tls-expired': { beyond: 'bank' },
  'tls-wrong-name': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --port 8443' },
    'cert-tool browser-policy --bank "https://[::ffff:127.0.0.1]:8443" --ca-file practice-home/sandbox/tls-ca.pem',
  ],
  'tls-failed': { beyond: 'bank' },
  maintenance: faulty('maintenance'),
  'too-many-requests': faulty('429'),
  'bank-unavailable': faulty('503'),
  'bank-error': faulty('500'),
  'bad-answer': faulty('bad-json'),
  'certificate-rejected': faulty('wrong-key'),
  'practice-bank-busy': [{ leave: 'cert-tool sandbox start' }, 'cert-tool sandbox reset --yes'],
  'unexpected-refusal': faulty('unknown-refusal'),
  'practice-bank-failed': [
    { ownHome: true },
    'cert-tool sandbox info',
    'echo x > "practice-home/sandbox/bank.sqlite"',
    'cert-tool sandbox info',
  ],
  'crl-rejected': [
    'cert-tool sandbox install tarodt',
    ...faulty('bad-crl', 'cert-tool remove --revoked --sandbox --yes'),
  ],
  'revocation-unsettled': [
    'cert-tool sandbox install hanakodt',
    { leave: 'cert-tool sandbox start --fault drop-after-revoke' },
    'cert-tool revoke sachikodt --sandbox --login-id hanakodt --yes --no-input',
  ],
  'session-lost': faulty('session-lost'),
  'other-answer': faulty('web-page'),
  'proxy-login': { beyond: 'proxy' },
  'proxy-scheme': { beyond: 'proxy' },
  'proxy-refused': { beyond: 'proxy' },
} as const satisfies Record<string, Rehearsal>;
