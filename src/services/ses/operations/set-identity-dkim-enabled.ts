// SetIdentityDkimEnabled: of a domain that has tokens; an address signs as its domain does, whatever is asked of it.
import { boolean, empty, required, string, structure } from '../../../core/shape.ts';
import { readDkim } from '../dkim.ts';
import { invalidParameter } from '../errors.ts';
import { domainOf } from '../identity.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const setIdentityDkimEnabled = sesOperation({
  name: 'SetIdentityDkimEnabled',
  input: structure({ Identity: required(string()), DkimEnabled: required(boolean()) }),
  output: empty,
  access: onEverything('SetIdentityDkimEnabled'),
  async run({ input: { Identity, DkimEnabled }, call, deps: { identities } }) {
    const domain = domainOf(Identity);
    const dkim = readDkim(identities.find(call, domain)?.dkim ?? null);
    // Probed: floci-io/floci #723.
    if (!dkim) throw invalidParameter(`Domain ${domain} is not verified for DKIM signing.`);
    if (Identity.includes('@')) return {};
    await identities.setDkim(call, domain, { ...dkim, enabled: DkimEnabled });
    return {};
  },
});
