// Which key a ciphertext is to be opened with: the one named, or the one its frame leads to.
import type { Call } from '../../core/call.ts';
import { envelopeOf } from './cryptography.ts';
import type { KmsDeps } from './deps.ts';
import type { Envelope } from './envelope.ts';
import * as errors from './errors.ts';
import type { Key } from './key.ts';
import { resolveKey } from './key-resolution.ts';
import type { EncryptionAlgorithm } from './shapes.ts';

export interface Ciphertext {
  readonly key: Key;
  /** Undefined only in a dry run that ignores the ciphertext. */
  readonly blob: Uint8Array | undefined;
  readonly envelope: Envelope | undefined;
}

export interface CiphertextRequest {
  readonly action: string;
  readonly keyId: string | undefined;
  readonly blob: Uint8Array | undefined;
  readonly algorithm: EncryptionAlgorithm | undefined;
  readonly ignoresBlob: boolean;
}

export function resolveCiphertext(deps: KmsDeps, call: Call, request: CiphertextRequest): Ciphertext {
  const { keyId, algorithm = 'SYMMETRIC_DEFAULT', ignoresBlob, action } = request;
  const blob = ignoresBlob ? undefined : request.blob;
  if (!blob && !ignoresBlob) {
    throw errors.validation(
      "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
    );
  }
  const envelope = envelopeOf(blob, algorithm);
  if (keyId !== undefined) {
    // A bare id also finds another account's key where the frame leads to it (Decrypt's page).
    const led = envelope && deps.keys.findByHandle(call.region, envelope.handle);
    if (led?.id === keyId) return { key: led, blob, envelope };
    const key = resolveKey(deps, call, keyId, { action, aliases: true, crossAccount: true });
    return { key, blob, envelope };
  }
  if (!blob || algorithm !== 'SYMMETRIC_DEFAULT') {
    throw errors.validation('KeyId is required for asymmetric keys and for a dry run without ciphertext.');
  }
  if (!envelope) throw errors.invalidCiphertext();
  const key = deps.keys.findByHandle(call.region, envelope.handle);
  if (!key) throw errors.foreignDenied(action, call);
  return { key, blob, envelope };
}
