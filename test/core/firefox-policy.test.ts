import { describe, expect, test } from 'vitest';
import {
  firefoxPolicyFile,
  firefoxPolicyIn,
  withFirefoxPolicy,
  withoutFirefoxPolicy,
} from '../../src/core/firefox-policy.ts';

/** https://mozilla.github.io/policy-templates/#preferences */
const OURS = { 'security.default_personal_cert': { Value: 'Select Automatically', Status: 'locked' } };
const OTHER = { 'network.proxy.type': { Value: 1 } };
const only = (preferences: object) => ({ policies: { Preferences: preferences } });

describe('the policy', () => {
  test.each([
    ['an empty file', {}, only(OURS)],
    ['a file without policies of ours', { policies: {} }, only(OURS)],
    ['one that is there', only(OURS), only(OURS)],
    ['another choice', only({ 'security.default_personal_cert': { Value: 'Ask Every Time' } }), only(OURS)],
  ])('is put into %s', (_, file, expected) => {
    expect(withFirefoxPolicy(file)).toEqual(expected);
  });

  test.each([[[]], ['text'], [null], [5]])('takes the place of what is no object: %j', (broken) => {
    expect(withFirefoxPolicy({ policies: broken })).toEqual(only(OURS));
    expect(withFirefoxPolicy({ policies: { Preferences: broken } })).toEqual(only(OURS));
  });

  test("leaves others' policies as they are, and goes without a trace", () => {
    const file = { comment: 'ours', policies: { DisableTelemetry: true, Preferences: OTHER } };
    const changed = withFirefoxPolicy(file);
    expect(changed).toEqual({
      comment: 'ours',
      policies: { DisableTelemetry: true, Preferences: { ...OTHER, ...OURS } },
    });
    expect(withoutFirefoxPolicy(changed)).toEqual(file);
  });

  test.each([
    ['alone', only(OURS), {}],
    ['beside other policies', { policies: { A: 1, Preferences: OURS } }, { policies: { A: 1 } }],
    ['beside other things', { a: 1, policies: { Preferences: OURS } }, { a: 1 }],
    ['not there', { a: 1 }, { a: 1 }],
  ])('takes empty objects with it when it goes: %s', (_, file, expected) => {
    expect(withoutFirefoxPolicy(file)).toEqual(expected);
  });

  test.each([
    [{}, undefined],
    [only({}), undefined],
    [only(OTHER), undefined],
    [only(OURS), 'ours'],
    [only({ 'security.default_personal_cert': { Value: 'Ask Every Time' } }), 'other'],
    [only({ 'security.default_personal_cert': 'Select Automatically' }), 'other'],
    [only({ 'security.default_personal_cert': null }), 'other'],
  ])('is seen in %j: %s', (file, expected) => {
    expect(firefoxPolicyIn(file)).toBe(expected);
  });

  test('is written for people to read', () => {
    expect(firefoxPolicyFile({ policies: { A: 1 } })).toBe('{\n  "policies": {\n    "A": 1\n  }\n}\n');
  });
});
