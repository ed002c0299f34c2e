// VerifyDomainIdentity: the token for a TXT record that nobody looks up here; the same one every time.
import { required, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';

/** Labels of letters, digits and hyphens, or of other scripts; at least two of them. */
const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9_\u0080-\uffff]([a-z0-9_\u0080-\uffff-]*[a-z0-9\u0080-\uffff])?\.)+[a-z0-9\u0080-\uffff-]{2,}$/i;

export const verifyDomainIdentity = sesOperation({
  name: 'VerifyDomainIdentity',
  input: structure({ Domain: required(string()) }),
  output: structure({ VerificationToken: required(string()) }),
  access: onEverything('VerifyDomainIdentity'),
  async run({ input: { Domain }, call, deps: { identities, platform, settings } }) {
    if (!DOMAIN.test(Domain)) throw invalidParameter(`Invalid domain name ${Domain}.`);
    const { token } = await identities.ensure(call, {
      identity: Domain,
      kind: 'Domain',
      status: settings.verification === 'manual' ? 'Pending' : 'Success',
      token: platform.random.bytes(32).toString('base64'),
    });
    return { VerificationToken: token };
  },
});
