import { expect, test } from 'vitest';
import { revokersOf } from '../../src/core/revokers.ts';

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
    '自社のほかの管理者ユーザ(銀行が認めている場合)、またはお取引店(書面「クライアント証明書(電子証明書)機能申込書」)',
  ],
] as const)('%s, %j', (role, rules, words) => {
  expect(revokersOf(role, rules).ja).toBe(words);
});
