import { membersOf } from './json-object.ts';

/** Which certificate Firefox presents to a page that asks for one: a person's choice by default. */
export const PREFERENCE = 'security.default_personal_cert';

const VALUE = 'Select Automatically';

/** What a policies.json of Firefox holds; others' policies among them. */
type Policies = Readonly<Record<string, unknown>>;

/**
 * Firefox's policies with the one by which it presents a certificate without asking.
 * https://mozilla.github.io/policy-templates/#preferences
 * @param file the content of a policies.json, as JSON
 */
export function withFirefoxPolicy(file: Policies): Policies {
  const policies = objectIn(file, 'policies');
  const preferences = objectIn(policies, 'Preferences');
  const preference = { [PREFERENCE]: { Value: VALUE, Status: 'locked' } };
  return { ...file, policies: { ...policies, Preferences: { ...preferences, ...preference } } };
}

/** The same without it; an object that holds nothing then goes too. */
export function withoutFirefoxPolicy(file: Policies): Policies {
  const policies = objectIn(file, 'policies');
  const { [PREFERENCE]: _, ...preferences } = objectIn(policies, 'Preferences');
  return withPart(file, 'policies', withPart(policies, 'Preferences', preferences));
}

/** Whether it is there, whoever set it; `other` where the preference has another value. */
export function firefoxPolicyIn(file: Policies): 'ours' | 'other' | undefined {
  const preference = objectIn(objectIn(file, 'policies'), 'Preferences')[PREFERENCE];
  if (preference === undefined) return undefined;
  return objectIn({ preference }, 'preference')['Value'] === VALUE ? 'ours' : 'other';
}

export function firefoxPolicyFile(file: Policies): string {
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function objectIn(parent: Policies, name: string): Policies {
  return { ...membersOf(parent[name]) };
}

function withPart(parent: Policies, name: string, part: Policies): Policies {
  const { [name]: _, ...others } = parent;
  return Object.keys(part).length === 0 ? others : { ...others, [name]: part };
}
