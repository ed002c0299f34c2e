// Watches the calls that one task makes to KMS, for the report: who reads why a version failed wants to see
// which key was asked, where, and with which encryption context.
import { AwsError } from '../../../core/errors.ts';
import type { Port, PromptPort } from '../../../core/operation.ts';
import type { EncryptionContext, KeyPorts } from '../ports.ts';
import type { KeyCall } from './task.ts';

export function watched(ports: KeyPorts, calls: KeyCall[]): KeyPorts {
  const watch =
    <
      In extends { readonly KeyId?: string; readonly EncryptionContext: EncryptionContext },
      Out extends { readonly KeyId: string },
    >(
      operation: KeyCall['operation'],
      port: PromptPort<In, Out>,
    ): Port<In, Out> =>
    async (input, call) => {
      const facts = { operation, region: call.region, encryptionContext: input.EncryptionContext };
      try {
        const output = await port(input, call);
        calls.push({ ...facts, keyId: output.KeyId });
        return output;
      } catch (error) {
        const code = error instanceof AwsError ? error.code : 'InternalFailure';
        calls.push({ ...facts, keyId: input.KeyId ?? '', error: code });
        throw error;
      }
    };
  return {
    generateDataKey: watch('GenerateDataKey', ports.generateDataKey),
    decrypt: watch('Decrypt', ports.decrypt),
    encrypt: watch('Encrypt', ports.encrypt),
  };
}
