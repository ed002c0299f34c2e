// VerifyDomainIdentity: the token for a TXT record that nobody looks up here; the same one every time.
import { required, string, structure } from '../../../core/shape.ts';
import { requireDomain } from '../identity.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const verifyDomainIdentity = sesOperation({
  name: 'VerifyDomainIdentity',
  input: structure({ Domain: required(string()) }),
  output: structure({ VerificationToken: required(string()) }),
  access: onEverything('VerifyDomainIdentity'),
  async run({ input: { Domain }, call, deps: { identities, platform, settings } }) {
    requireDomain(Domain);
    const { token } = await identities.ensure(call, {
      identity: Domain,
      kind: 'Domain',
      status: settings.verification === 'manual' ? 'Pending' : 'Success',
      token: platform.random.bytes(32).toString('base64'),
    });
    return { VerificationToken: token };
  },
});
