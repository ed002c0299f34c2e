// VerifyEmailIdentity: on AWS a mail with a link; here the address verifies as the setting says.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { requireEmailAddress } from '../identity.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const verifyEmailIdentity = sesOperation({
  name: 'VerifyEmailIdentity',
  input: structure({ EmailAddress: required(string()) }),
  output: empty,
  access: onEverything('VerifyEmailIdentity'),
  async run({ input: { EmailAddress }, call, deps: { identities, settings } }) {
    requireEmailAddress(EmailAddress);
    await identities.ensure(call, {
      identity: EmailAddress,
      kind: 'EmailAddress',
      status: settings.verification === 'manual' ? 'Pending' : 'Success',
      token: '',
    });
    return {};
  },
});
