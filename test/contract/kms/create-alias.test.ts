// CreateAlias through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const createAlias = (AliasName: string, TargetKeyId: string) =>
  server.kms.send(new sdk.CreateAliasCommand({ AliasName, TargetKeyId }));

describe('CreateAlias', () => {
  it('names a key, which then answers to it', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await createAlias('alias/team/mail_1', Arn);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId: 'alias/team/mail_1' }));
    expect(KeyMetadata?.KeyId).toBe(KeyId);
  });

  it('refuses a name that is taken', async () => {
    const { KeyId } = await createKey(server.kms);
    await createAlias('alias/taken', KeyId);
    expect(await refusal(createAlias('alias/taken', KeyId))).toBe(
      'AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:000000000000:alias/taken already exists',
    );
  });

  it('lets one of two requests for a name have it', async () => {
    const { KeyId } = await createKey(server.kms);
    const answers = await Promise.all([
      refusal(createAlias('alias/race', KeyId)),
      refusal(createAlias('alias/race', KeyId)),
    ]);
    expect(answers.sort()).toEqual([expect.stringMatching(/^AlreadyExistsException/), 'no refusal']);
  });

  it("refuses AWS's own names, colons, missing prefixes and odd characters", async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(createAlias('alias/aws/s3', KeyId))).toBe('NotAuthorizedException');
    expect(await refusal(createAlias('alias/my:alias', KeyId))).toBe(
      'ValidationException: alias/my:alias contains invalid characters for an alias',
    );
    expect(await refusal(createAlias('team', KeyId))).toMatch(
      /^ValidationException: Alias must start with the prefix/,
    );
    expect(await refusal(createAlias('alias/', KeyId))).toMatch(/^ValidationException/);
    expect(await refusal(createAlias('alias/ü', KeyId))).toMatch(
      /regular expression pattern: \^\[a-zA-Z0-9:\/_-\]\+\$$/,
    );
  });

  it('refuses an alias as its target, an unknown key and one pending deletion', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await createAlias('alias/one', KeyId);
    expect(await refusal(createAlias('alias/two', 'alias/one'))).toBe(
      'ValidationException: Aliases must refer to keys. Not aliases',
    );
    expect(await refusal(createAlias('alias/two', UNKNOWN_ID))).toMatch(/^NotFoundException/);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(createAlias('alias/two', KeyId))).toBe(
      `KMSInvalidStateException: ${Arn} is pending deletion.`,
    );
  });

  it('gives a key fifty names and no more', async () => {
    const { KeyId } = await createKey(server.kms);
    await Promise.all(Array.from({ length: 50 }, (_, index) => createAlias(`alias/many-${index}`, KeyId)));
    expect(await refusal(createAlias('alias/many-50', KeyId))).toMatch(/^LimitExceededException/);
  });
});
