// GetIdentityVerificationAttributes: a status for each identity that stands; the others are left out.
import { list, map, oneOf, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const verificationStatus = oneOf('Pending', 'Success', 'Failed', 'TemporaryFailure', 'NotStarted');

const attributes = structure({
  VerificationStatus: required(verificationStatus),
  VerificationToken: string(),
});

export const getIdentityVerificationAttributes = sesOperation({
  name: 'GetIdentityVerificationAttributes',
  input: structure({ Identities: required(list(string())) }),
  output: structure({ VerificationAttributes: required(map(string(), attributes)) }),
  access: onEverything('GetIdentityVerificationAttributes'),
  run({ input: { Identities }, call, deps: { identities } }) {
    const found: Record<string, TypeOf<typeof attributes>> = {};
    for (const name of Identities) {
      const identity = identities.find(call, name);
      if (!identity) continue;
      found[name] = {
        VerificationStatus: identity.status,
        // MODEL: only domains have a token.
        ...(identity.kind === 'Domain' && { VerificationToken: identity.token }),
      };
    }
    return { VerificationAttributes: found };
  },
});
