// DescribeCustomKeyStores through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { refusal, useServer } from './support.ts';

const server = useServer();

const send = (input: sdk.DescribeCustomKeyStoresCommandInput) =>
  server.kms.send(new sdk.DescribeCustomKeyStoresCommand(input));

describe('DescribeCustomKeyStores', () => {
  it('is refused: there are no custom key stores here', async () => {
    expect(await refusal(send({}))).toMatch(/^UnsupportedOperationException/);
  });

  it('checks its input first', async () => {
    expect(await refusal(send({ Limit: 0 }))).toMatch(/^ValidationException: .*'limit'/);
  });
});
