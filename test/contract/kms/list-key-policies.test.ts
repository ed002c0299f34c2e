// ListKeyPolicies through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const list = (input: sdk.ListKeyPoliciesCommandInput) =>
  server.kms.send(new sdk.ListKeyPoliciesCommand(input));

describe('ListKeyPolicies', () => {
  it('names the one policy there is', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await list({ KeyId })).toMatchObject({ PolicyNames: ['default'], Truncated: false });
  });

  it('refuses unknown keys and markers', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(list({ KeyId, Marker: 'x' }))).toMatch(/^InvalidMarkerException/);
    expect(await refusal(list({ KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
    expect(await refusal(list({ KeyId: 'alias/x' }))).toBe("NotFoundException: Invalid keyId 'alias/x'");
  });
});
