import { bankSubjectOf, type CertificateRecord } from './certificate.ts';
import { attributesIn } from './distinguished-name.ts';

/** What a certificate can be named by. */
export type Nameable = Pick<
  CertificateRecord,
  'commonName' | 'subject' | 'thumbprint' | 'alternativeName' | 'holder'
> & {
  readonly friendlyName?: string;
};

/**
 * What a certificate is called wherever it is named: login ID and sequence, as people speak of one of the bank's; any
 * other by its CN, its subject, its alternative name, the name that its store has for it, or its thumbprint, whichever is
 * there and can be read. Never empty; as the certificate has it, so it is to be made safe for a terminal.
 */
export function nameOf(certificate: Nameable): string {
  const subject = bankSubjectOf(certificate);
  return subject ? `${subject.loginId} ${subject.sequence}`.trimEnd() : otherName(certificate);
}

/** Whose it is: the login ID alone, otherwise as above. */
export function holderOf(certificate: Nameable): string {
  return bankSubjectOf(certificate)?.loginId ?? otherName(certificate);
}

function otherName(certificate: Nameable): string {
  const { commonName, alternativeName = '', friendlyName = '', thumbprint } = certificate;
  if (isReadable(commonName)) return commonName.trim();
  const names = [readableSubject(certificate), alternativeName, friendlyName];
  return names.find(isReadable)?.trim() ?? thumbprint;
}

/** Without the parts that say nothing: empty ones, and those that are shown as their encoding in hex. */
function readableSubject({ subject }: Nameable): string {
  return attributesIn(subject)
    .filter(({ value, isHex }) => !isHex && isReadable(value))
    .map(({ text }) => text)
    .join(',');
}

/** Whether there is anything in a text that a person can see and read. */
export function isReadable(text: string): boolean {
  // Most names have some; making the others takes longer than a list of names.
  if (/[!-~]/.test(text)) return true;
  // Nothing to see: ignorable code points and fillers, an empty Braille pattern, and what stands for the undecodable.
  const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufffd]/gu;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(unseen, ''));
}
