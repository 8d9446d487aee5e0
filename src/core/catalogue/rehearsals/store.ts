import type { Line, Rehearsal } from './rehearsal.ts';

const ISSUE_THERE = 'cert-tool issue --sandbox --no-input --store-dir practice-store';

/** Its record lies in the folder `journal`. */
const UNFINISHED: readonly Line[] = [
  { ownHome: true },
  { leave: 'cert-tool sandbox start --fault drop-after-issue' },
  'cert-tool issue --sandbox --no-input',
  { endLeft: true },
];

export const store = {
  'store-missing': ['cert-tool list --store-dir no-such-folder/store'],
  'store-read-only': { beyond: 'disk' },
  'store-full': { beyond: 'disk' },
  'store-unsafe': ['echo x > practice-store', ISSUE_THERE],
  'store-failed': { beyond: 'disk' },
  'store-not-available': ['cert-tool list --store nss', 'cert-tool list --store native'],
  'trial-signature-failed': { beyond: 'disk' },
  'data-folder-failed': [{ ownHome: true }, 'echo x > practice-home', 'cert-tool list --check'],
  'damaged-entry': [
    ...UNFINISHED,
    'echo x > practice-home/journal/*.json',
    'cert-tool issue --sandbox --no-input',
  ],
  'key-lost': [
    { ownHome: true },
    { leave: 'cert-tool sandbox start --fault drop-after-issue' },
    'cert-tool issue --sandbox --no-input --store file',
    'rm practice-home/store/pending/*/key.pem',
    'cert-tool doctor --sandbox --store file',
  ],
  'newer-data': [
    ...UNFINISHED,
    `echo '{"version":99}' > practice-home/journal/*.json`,
    'cert-tool issue --sandbox --no-input',
  ],
  'system-account': { beyond: 'windows' },
  'other-account': { beyond: 'windows' },
  'signing-not-possible': { beyond: 'windows' },
  'koffi-missing': { beyond: 'windows' },
  'hiding-not-possible': { beyond: 'windows' },
  'place-not-lasting': { beyond: 'pc' },
  'program-missing': { beyond: 'windows' },
  'program-failed': { beyond: 'windows' },
  'powershell-restricted': { beyond: 'windows' },
  'net-framework-too-old': { beyond: 'windows' },
  'strong-key-protection': { beyond: 'windows' },
} as const satisfies Record<string, Rehearsal>;
