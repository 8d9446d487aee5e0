const YES = /^(y|yes|はい|ハイ)$/;
const NO = /^(n|no|いいえ|イイエ)$/;

/** What was answered to a question for yes or no, in either language and width; undefined for anything else. */
export function yesOrNo(typed: string): boolean | undefined {
  const answer = typed.normalize('NFKC').trim().toLowerCase();
  return YES.test(answer) ? true : NO.test(answer) ? false : undefined;
}
