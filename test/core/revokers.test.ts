import { expect, test } from 'vitest';
import { contractLimit, revocationTakes, revokedFirst, revokersOf } from '../../src/core/revokers.ts';

test.each([
  ['general', undefined, '自社の管理者ユーザまたはマスターユーザ'],
  ['administrator', { masterRevocableBy: [] }, '自社のマスターユーザまたはほかの管理者ユーザ'],
  ['master', { masterRevocableBy: [] }, 'お取引店(書面「クライアント証明書(電子証明書)機能申込書」)'],
  ['master', { masterRevocableBy: ['self'] }, 'お取引店(書面「クライアント証明書(電子証明書)機能申込書」)'],
  ['master', { masterRevocableBy: ['self', 'administrator'] }, '自社の管理者ユーザ'],
  [
    'master',
    { masterRevocableBy: ['master', 'administrator'] },
    '自社のほかのマスターユーザまたは自社の管理者ユーザ',
  ],
  [
    'master',
    {},
    '自社のほかのマスターユーザまたは管理者ユーザ(銀行が認めている場合)、またはお取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
  ],
] as const)('%s, %j', (role, rules, words) => {
  expect(revokersOf(role, rules).ja).toBe(words);
});

test('nobody knows the bank’s rules, or whose certificate it is', () => {
  expect(revokersOf('master', undefined, true)).toEqual({
    ja: 'マスターユーザ本人(証明書のある PC で)、自社のほかのマスターユーザまたは管理者ユーザ(銀行が認めている場合)、またはお取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
    en: expect.stringMatching(
      /^The master user personally \(.*\), another master user or an administrator in your company, where your bank allows it, or otherwise your branch /,
    ),
  });
  const somebody = revokersOf(undefined, { masterRevocableBy: ['master'] });
  expect(somebody.ja).toMatch(/^自社の管理者ユーザまたはマスターユーザ\(マスターユーザ自身の証明書は/);
});

test.each([
  [
    ['self'],
    'マスターユーザ本人(証明書のある PC で)、その PC がない場合はお取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
  ],
  [['self', 'administrator'], 'マスターユーザ本人(証明書のある PC で)または自社の管理者ユーザ'],
  [['master'], '自社のほかのマスターユーザ'],
  [[], 'お取引店(書面「クライアント証明書(電子証明書)機能申込書」)'],
] as const)('%j, where the owner may have the certificate at another PC', (masterRevocableBy, words) => {
  expect(revokersOf('master', { masterRevocableBy }, true).ja).toBe(words);
});

test.each([
  [undefined, '', ''],
  [0, '', ''],
  [1, ' 1 分', '1 minute '],
  [90, ' 90 分', '90 minutes '],
  [60, ' 1 時間', '1 hour '],
  [120, ' 2 時間', '2 hours '],
  [1440, ' 1 日', '1 day '],
  [44_640, ' 31 日', '31 days '],
])('a revocation that takes %s minutes', (revocationMinutes, ja, en) => {
  const { ja: inJapanese, en: inEnglish } = revocationTakes(
    revocationMinutes === undefined ? undefined : { revocationMinutes },
  );
  if (ja === '') expect([inJapanese, inEnglish]).toEqual(['', '']);
  else {
    expect(inJapanese).toContain(`有効になるまで${ja}かかります。銀行から失効完了のメール`);
    expect(inEnglish).toContain(`takes ${en}to count: wait for the bank's mail`);
  }
});

test('the limit of a contract, where it is stated', () => {
  expect(contractLimit({ certificatesPerContract: 20 })).toEqual({ ja: '(20 件)', en: ' (20)' });
  expect(contractLimit({})).toEqual({ ja: '', en: '' });
});

test('an expired certificate has to be revoked first only where the bank says so', () => {
  for (const rules of [undefined, {}, { expiredNeedsRevocation: false }]) {
    expect(revokedFirst(rules)).toEqual({ ja: '', en: '' });
  }
  expect(revokedFirst({ expiredNeedsRevocation: true }).ja).toContain(
    '自社の管理者ユーザまたはマスターユーザに依頼',
  );
});
