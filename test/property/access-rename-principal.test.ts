// Whatever a policy holds and however it is laid out, a renamed principal changes Principal and NotPrincipal alone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/access/policy-document.ts';
import { renamePrincipal } from '../../src/access/rename-principal.ts';

const FROM = 'arn:aws:iam::111122223333:user/staff/bob';
const TO = 'AIDAEXAMPLE';

/** Texts that look like what is searched for. */
const text = fc.oneof(
  fc.constantFrom(FROM, `${FROM}2`, 'Principal', '"Principal": {', `{"AWS": "${FROM}"}`, '\\', '"', '}', '{'),
  fc.string(),
);
const texts = fc.oneof(text, fc.array(text, { maxLength: 3 }));
const principal = fc.oneof(
  fc.constant('*'),
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'CanonicalUser'), texts),
);
const statement = fc.record(
  {
    Sid: text,
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: principal,
    Action: texts,
    Resource: texts,
    Condition: fc.dictionary(fc.constantFrom('StringEquals', 'ArnLike'), fc.dictionary(text, texts)),
  },
  { requiredKeys: ['Sid', 'Effect', 'Principal'] },
);
const policy = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.array(statement, { minLength: 1 }),
});

/** Other spellings of the same JSON: slashes and letters escaped, spaces between the tokens. */
const layouts: readonly ((json: string) => string)[] = [
  (json) => json,
  (json) => json.replaceAll('/', '\\/'),
  (json) => json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
];

const renamedIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamedIn);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, renamedIn(names)]));
  }
  return value === FROM ? TO : value;
};

test('the rest of the document stays what it was', () => {
  fc.assert(
    fc.property(
      policy,
      fc.constantFrom(...layouts),
      fc.constantFrom(undefined, 1, '\t'),
      fc.boolean(),
      (document, layout, indent, negated) => {
        const given = negated
          ? {
              ...document,
              Statement: document.Statement.map(({ Principal, ...rest }) => ({
                ...rest,
                NotPrincipal: Principal,
              })),
            }
          : document;
        const json = layout(JSON.stringify(given, null, indent));
        expect('document' in parsePolicy(json)).toBe(true);
        const name = negated ? 'NotPrincipal' : 'Principal';
        const Statement = given.Statement.map((each) => ({
          ...each,
          [name]: renamedIn((each as Record<string, unknown>)[name]),
        }));
        const renamed = layout(JSON.stringify({ ...given, Statement }, null, indent));
        expect(renamePrincipal(json, FROM, TO)).toBe(renamed);
      },
    ),
    { numRuns: 500 },
  );
});

test('a policy that does not name the principal keeps its text', () => {
  fc.assert(
    fc.property(policy, fc.constantFrom(...layouts), (document, layout) => {
      const json = layout(JSON.stringify(document));
      expect(renamePrincipal(json, 'arn:aws:iam::111122223333:user/nobody', TO)).toBe(json);
    }),
  );
});
