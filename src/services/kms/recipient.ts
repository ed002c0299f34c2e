// Nitro enclaves: there is no attestation here, so a Recipient is validated and then refused.
import type { TypeOf } from '../../core/shape.ts';
import * as errors from './errors.ts';
import type { recipient } from './shapes.ts';

export function refuseRecipient(given: TypeOf<typeof recipient> | undefined): void {
  if (given) throw errors.unsupported('The Recipient parameter is not supported.');
}
