import type { Line, Rehearsal } from './rehearsal.ts';

/** At the practice bank's EST, which is a bank of its own to cert-tool. @param loginId somebody without one-time password */
function byEst(loginId: string, { label, fault = '' }: { label: string; fault?: string }): readonly Line[] {
  const address = `https://127.0.0.1:8443/.well-known/${label}`;
  const options = `--protocol est --bank ${address} --ca-file practice-home/sandbox/tls-ca.pem --store file --no-input`;
  return [
    { ownHome: true },
    { leave: `cert-tool sandbox start --est-port 8443${fault && ` --fault ${fault}`}` },
    { variable: 'CERT_TOOL_PASSWORD', value: `demo-${loginId}` },
    `cert-tool issue ${loginId} ${options}`,
  ];
}

export const est = {
  'request-pending': byEst('shirodt', { label: 'est/practice', fault: 'est-pending' }),
  'request-refused': byEst('sachikodt', { label: 'est/practice' }),
  'login-scheme': { beyond: 'bank' },
  'linked-identity-wanted': { beyond: 'bank' },
  'certificate-not-taken': { beyond: 'bank' },
  'other-key-wanted': { beyond: 'bank' },
  'est-not-served': byEst('shirodt', { label: 'elsewhere' }),
} as const satisfies Record<string, Rehearsal>;
