// Small things that every KMS contract test needs.
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  type KeyMetadata,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

export type CreatedKey = KeyMetadata & { readonly Arn: string; readonly KeyId: string };

export async function createKey(kms: KMSClient, input: CreateKeyCommandInput = {}): Promise<CreatedKey> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return KeyMetadata as CreatedKey;
}

/** What a call is refused with, as `Code: message`; the code alone where AWS sends no message. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, message } = error as Error;
    // The SDK fills an absent message in with the code or `UnknownError`.
    return message === '' || message === name || message === 'UnknownError' ? name : `${name}: ${message}`;
  }
  return 'no refusal';
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const base64 = (blob: Uint8Array | undefined): string => Buffer.from(blob ?? []).toString('base64');
export const UNKNOWN_ID = '12345678-1234-1234-1234-123456789012';
export const UNKNOWN_ARN = `arn:aws:kms:us-east-1:000000000000:key/${UNKNOWN_ID}`;

/** An account other than that of `test`/`test`. */
export const STRANGER = '999988887777';
export const FOREIGN =
  /^AccessDeniedException: User: arn:aws:iam::999988887777:root is not authorized to perform: kms:\w+ on (?:this resource|the resource associated with this ciphertext) because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access$/;

export const DAY = 86_400_000;

/** One server for the file; `server.kms` is its account's root in us-east-1. */
export function useServer() {
  let aws: TestServer | undefined;
  let kms: KMSClient | undefined;
  beforeAll(async () => {
    aws = await startTestServer();
    kms = aws.kms();
  });
  afterAll(() => aws?.close());
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the server has not started yet');
    return value;
  };
  return {
    get aws() {
      return started(aws);
    },
    get kms() {
      return started(kms);
    },
    /** Moves the clock and lets all that became due happen. */
    async pass(milliseconds: number) {
      const { clock } = started(aws);
      clock.advance(milliseconds);
      await clock.settle();
    },
  };
}
