// DeleteCustomKeyStore through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { refusal, useServer } from './support.ts';

const server = useServer();

const send = (CustomKeyStoreId: string) =>
  server.kms.send(new sdk.DeleteCustomKeyStoreCommand({ CustomKeyStoreId }));

describe('DeleteCustomKeyStore', () => {
  it('is refused: there are no custom key stores here', async () => {
    expect(await refusal(send('cks-1234567890abcdef0'))).toMatch(/^UnsupportedOperationException/);
  });

  it('checks its input first', async () => {
    expect(await refusal(send(''))).toMatch(
      /^ValidationException: 1 validation error detected: Value '' at 'customKeyStoreId' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
    );
  });
});
