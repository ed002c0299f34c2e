// DeleteAlias through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();

const deleteAlias = (AliasName: string) => server.kms.send(new sdk.DeleteAliasCommand({ AliasName }));

describe('DeleteAlias', () => {
  it('takes the name away and leaves the key', async () => {
    const { KeyId } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/gone', TargetKeyId: KeyId }));
    await deleteAlias('alias/gone');
    expect(await refusal(server.kms.send(new sdk.DescribeKeyCommand({ KeyId: 'alias/gone' })))).toMatch(
      /^NotFoundException/,
    );
    expect(await refusal(server.kms.send(new sdk.DescribeKeyCommand({ KeyId })))).toBe('no refusal');
  });

  it('works while the key awaits its deletion', async () => {
    const { KeyId } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/late', TargetKeyId: KeyId }));
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(deleteAlias('alias/late'))).toBe('no refusal');
  });

  it("refuses an unknown name, AWS's own and one without the prefix", async () => {
    expect(await refusal(deleteAlias('alias/none'))).toBe(
      'NotFoundException: Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
    );
    expect(await refusal(deleteAlias('alias/aws/ses'))).toBe('NotAuthorizedException');
    expect(await refusal(deleteAlias('none'))).toMatch(/^ValidationException/);
  });
});
