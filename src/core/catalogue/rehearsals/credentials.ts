import type { Rehearsal } from './rehearsal.ts';

const WRONG = 'echo wrong | cert-tool issue --sandbox --password-stdin';
const WRONG_CODE = 'cert-tool issue --sandbox --no-input --otp 000000';

export const credentials = {
  'credentials-refused': [WRONG],
  'confirmation-refused': [
    'cert-tool sandbox install hanakodt',
    { variable: 'CERT_TOOL_CONFIRMATION_PASSWORD', value: 'wrong' },
    'cert-tool revoke sachikodt --sandbox --login-id hanakodt --yes --no-input',
  ],
  'refused-before': [WRONG, WRONG],
  'otp-refused': [WRONG_CODE],
  'otp-expired': [
    { leave: 'cert-tool sandbox start --fault otp-expired' },
    'cert-tool issue --sandbox --no-input',
  ],
  'otp-last-try': [WRONG_CODE, WRONG_CODE, WRONG_CODE, WRONG_CODE, WRONG_CODE],
} as const satisfies Record<string, Rehearsal>;
