import type { Case } from '../case.ts';
import { answerBodies } from './answer-bodies.ts';
import { caByKey } from './ca-by-key.ts';
import { caChain } from './ca-chain.ts';
import { certificateChanged } from './certificate-changed.ts';
import { certificateDates } from './certificate-dates.ts';
import { certificateInWords } from './certificate-in-words.ts';
import { certificateKey } from './certificate-key.ts';
import { certificateOfAnother } from './certificate-of-another.ts';
import { certificateProfile } from './certificate-profile.ts';
import { certificateSubject } from './certificate-subject.ts';
import { chainInAnswer } from './chain-in-answer.ts';
import { confirmation } from './confirmation.ts';
import { confirmationPassword } from './confirmation-password.ts';
import { confirmedAgain } from './confirmed-again.ts';
import { contractFull } from './contract-full.ts';
import { crl } from './crl.ts';
import { csrKeySize } from './csr-key-size.ts';
import { csrMalformed } from './csr-malformed.ts';
import { csrSignature } from './csr-signature.ts';
import { csrSubject } from './csr-subject.ts';
import { deviceLabel } from './device-label.ts';
import { expiredIssuedAgain } from './expired-issued-again.ts';
import { expiredRevokedFirst } from './expired-revoked-first.ts';
import { expiredUser } from './expired-user.ts';
import { expiresThen } from './expires-then.ts';
import { formerCas } from './former-cas.ts';
import { headers } from './headers.ts';
import { keyOfAnother } from './key-of-another.ts';
import { languages } from './languages.ts';
import { lockOut } from './lock-out.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { lostAnswer } from './lost-answer.ts';
import { malformedRequests } from './malformed-requests.ts';
import { masterCertificate } from './master-certificate.ts';
import { noRedirects } from './no-redirects.ts';
import { notCompressed } from './not-compressed.ts';
import { nothingToRevoke } from './nothing-to-revoke.ts';
import { oneSession } from './one-session.ts';
import { otpExpired } from './otp-expired.ts';
import { otpNotLookedAt } from './otp-not-looked-at.ts';
import { otpNothingToSend } from './otp-nothing-to-send.ts';
import { otpOnce } from './otp-once.ts';
import { otpRefused } from './otp-refused.ts';
import { otpRequired } from './otp-required.ts';
import { otpResend } from './otp-resend.ts';
import { ownRevocation } from './own-revocation.ts';
import { passwordChangeRequired } from './password-change-required.ts';
import { predecessorRevoked } from './predecessor-revoked.ts';
import { predecessorWorks } from './predecessor-works.ts';
import { problemDocuments } from './problem-documents.ts';
import { problemTitles } from './problem-titles.ts';
import { proof } from './proof.ts';
import { proofSignature } from './proof-signature.ts';
import { renewableFromThen } from './renewable-from-then.ts';
import { renewal } from './renewal.ts';
import { renewalNeedsProof } from './renewal-needs-proof.ts';
import { renewalOrder } from './renewal-order.ts';
import { renewalTooEarly } from './renewal-too-early.ts';
import { replacedConfirmation } from './replaced-confirmation.ts';
import { replacedKey } from './replaced-key.ts';
import { replacedRenewal } from './replaced-renewal.ts';
import { requestIds } from './request-ids.ts';
import { retryAfter } from './retry-after.ts';
import { revocation } from './revocation.ts';
import { revocationAgain } from './revocation-again.ts';
import { revocationCountsThen } from './revocation-counts-then.ts';
import { revocationPending } from './revocation-pending.ts';
import { revocationPermission } from './revocation-permission.ts';
import { revokedCertificate } from './revoked-certificate.ts';
import { revokedInCrl } from './revoked-in-crl.ts';
import { sameKey } from './same-key.ts';
import { sameTime } from './same-time.ts';
import { serviceNotEnabled } from './service-not-enabled.ts';
import { sessionFirst } from './session-first.ts';
import { sessionLifetime } from './session-lifetime.ts';
import { sessionRequired } from './session-required.ts';
import { sessionTimeout } from './session-timeout.ts';
import { sizes } from './sizes.ts';
import { status } from './status.ts';
import { statuses } from './statuses.ts';
import { suspended } from './suspended.ts';
import { tokensNotKept } from './tokens-not-kept.ts';
import { unconfirmedInMe } from './unconfirmed-in-me.ts';
import { unconfirmedProof } from './unconfirmed-proof.ts';
import { unconfirmedReplaced } from './unconfirmed-replaced.ts';
import { unconfirmedRevoked } from './unconfirmed-revoked.ts';
import { unknownLoginId } from './unknown-login-id.ts';
import { unknownMembers } from './unknown-members.ts';
import { usersList } from './users-list.ts';
import { usersNeedProof } from './users-need-proof.ts';
import { usersOrder } from './users-order.ts';
import { usersPermission } from './users-permission.ts';
import { wrongPassword } from './wrong-password.ts';

/** All cases in the order in which they are tried: those that come first leave alone what later ones need. */
export const CASES: readonly Case[] = [
  status,
  caChain,
  caByKey,
  crl,
  formerCas,
  unknownMembers,
  malformedRequests,
  sessionRequired,
  languages,
  problemTitles,
  requestIds,
  logIn,
  sessionLifetime,
  wrongPassword,
  unknownLoginId,
  oneSession,
  logOut,
  sessionFirst,
  sessionTimeout,
  otpNotLookedAt,
  otpRequired,
  otpRefused,
  otpOnce,
  otpExpired,
  otpNothingToSend,
  otpResend,
  suspended,
  serviceNotEnabled,
  passwordChangeRequired,
  csrMalformed,
  csrKeySize,
  csrSignature,
  csrSubject,
  lostAnswer,
  sameKey,
  sameTime,
  unconfirmedReplaced,
  replacedKey,
  replacedConfirmation,
  unconfirmedInMe,
  unconfirmedProof,
  chainInAnswer,
  certificateKey,
  certificateProfile,
  certificateSubject,
  certificateInWords,
  certificateDates,
  deviceLabel,
  sizes,
  keyOfAnother,
  certificateOfAnother,
  expiredUser,
  expiredIssuedAgain,
  confirmation,
  confirmedAgain,
  proof,
  proofSignature,
  renewalNeedsProof,
  renewalOrder,
  renewalTooEarly,
  renewal,
  replacedRenewal,
  predecessorWorks,
  predecessorRevoked,
  renewableFromThen,
  expiresThen,
  usersPermission,
  usersNeedProof,
  usersList,
  usersOrder,
  masterCertificate,
  expiredRevokedFirst,
  revocationPermission,
  confirmationPassword,
  contractFull,
  nothingToRevoke,
  certificateChanged,
  unconfirmedRevoked,
  revocationPending,
  revocationCountsThen,
  revocation,
  revocationAgain,
  revokedCertificate,
  revokedInCrl,
  lockOut,
  ownRevocation,
  statuses,
  problemDocuments,
  answerBodies,
  headers,
  retryAfter,
  noRedirects,
  notCompressed,
  tokensNotKept,
];
