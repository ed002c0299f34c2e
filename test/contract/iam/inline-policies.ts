// Inline policies of users, roles and groups: what their Put operations have in common.
import { expect, test } from 'vitest';
import { allowing, document, invalid, noSuchEntity, refusal } from './story.ts';

/** One of the three, by its own commands. */
export interface Owner {
  readonly kind: 'user' | 'role' | 'group';
  /** Characters that all its inline policies have together. */
  readonly room: number;
  make(name: string): Promise<unknown>;
  put(owner: string, PolicyDocument: string, PolicyName: string): Promise<unknown>;
  get(owner: string, PolicyName: string): Promise<{ readonly PolicyDocument?: string | undefined }>;
}

export function putsInlinePolicies({ kind, room, make, put, get }: Owner): void {
  test('a policy is written, and written over', async () => {
    await make('one');
    await put('one', allowing('s3:*'), 'p');
    await put('one', allowing('kms:*'), 'p');
    const found = await get('one', 'p');
    expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(allowing('kms:*'));
  });

  test(`a ${kind} that does not exist has no policies`, async () => {
    await expect(put('ghost', allowing('s3:*'), 'p')).rejects.toMatchObject(
      noSuchEntity(`The ${kind} with name ghost cannot be found.`),
    );
  });

  test.each([
    [
      'no Resource',
      document({ Effect: 'Allow', Action: 's3:*' }),
      'Policy statement must contain resources.',
    ],
    [
      'a Principal',
      document({ Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: '*' }),
      'Policy document should not specify a principal.',
    ],
    ['no JSON at all', 'nonsense', 'Syntax errors in policy.'],
  ])('a document with %s is malformed', async (what, text, message) => {
    const owner = `malformed-${what.replaceAll(' ', '-')}`;
    await make(owner);
    await expect(put(owner, text, 'p')).rejects.toMatchObject(
      refusal('MalformedPolicyDocumentException', 400, message),
    );
  });

  test(`all inline policies together have ${room} characters, white space not counted`, async () => {
    await make('full');
    const half = (index: number) => allowing('s3:*', `arn:aws:s3:::${'b'.repeat(room / 2)}${index}`);
    await put('full', `   ${half(1)}   `, 'first');
    await expect(put('full', half(2), 'second')).rejects.toMatchObject(
      refusal(
        'LimitExceededException',
        409,
        `Maximum policy size of ${room} bytes exceeded for ${kind} full`,
      ),
    );
    await put('full', half(3), 'first');
  });

  test('a policy name with a slash is a ValidationError', async () => {
    await make('slashed');
    await expect(put('slashed', allowing('s3:*'), 'a/b')).rejects.toMatchObject(
      invalid(expect.stringContaining('The specified value for policyName is invalid.')),
    );
  });
}
