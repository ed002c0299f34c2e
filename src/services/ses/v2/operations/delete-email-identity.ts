// DeleteEmailIdentity: unlike v1's it tells when there was none (probed: floci-io/floci #723).
import { empty, label, required, string, structure } from '../../../../core/shape.ts';
import { noSuchIdentity } from '../errors.ts';
import { onIdentity } from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';

export const deleteEmailIdentity = sesV2Operation({
  name: 'DeleteEmailIdentity',
  http: { method: 'DELETE', uri: '/v2/email/identities/{EmailIdentity}' },
  input: structure({ EmailIdentity: label('EmailIdentity', required(string({ min: 1 }))) }),
  output: empty,
  access: ({ input, call }) => onIdentity('DeleteEmailIdentity', input.EmailIdentity, call),
  async run({ input: { EmailIdentity }, call, deps: { identities, policies } }) {
    if (!identities.find(call, EmailIdentity)) throw noSuchIdentity(EmailIdentity);
    await Promise.all([identities.delete(call, EmailIdentity), policies.deleteAll(call, EmailIdentity)]);
    return {};
  },
});
