// VerifyEmailIdentity: on AWS a mail with a link; here the address verifies as the setting says.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { requireEmailAddress } from '../identity.ts';
import { onEverything, type SesDeps, sesOperation } from '../operation.ts';
import type { Scope } from '../rule.ts';

export const verifyEmailIdentity = sesOperation({
  name: 'VerifyEmailIdentity',
  input: structure({ EmailAddress: required(string()) }),
  output: empty,
  access: onEverything('VerifyEmailIdentity'),
  async run({ input: { EmailAddress }, call, deps }) {
    await verifyAddress(deps, call, EmailAddress);
    return {};
  },
});

export async function verifyAddress({ identities, settings }: SesDeps, scope: Scope, address: string) {
  requireEmailAddress(address);
  await identities.ensure(scope, {
    identity: address,
    kind: 'EmailAddress',
    status: settings.verification === 'manual' ? 'Pending' : 'Success',
    token: '',
  });
}
