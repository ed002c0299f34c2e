// VerifyDomainDkim: three tokens for CNAME records that nobody looks up here; the same ones every time.
import { list, required, string, structure } from '../../../core/shape.ts';
import type { Random } from '../../../platform/random.ts';
import { invalidParameter } from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const verifyDomainDkim = sesOperation({
  name: 'VerifyDomainDkim',
  input: structure({ Domain: required(string()) }),
  output: structure({ DkimTokens: required(list(string())) }),
  access: onEverything('VerifyDomainDkim'),
  async run({ input: { Domain }, call, deps: { identities, platform, settings } }) {
    if (!/^[^\s@.]+(\.[^\s@.]+)+$/.test(Domain)) throw invalidParameter(`Invalid domain name ${Domain}.`);
    // The domain becomes an identity by it, as it does on AWS.
    const { dkim } = await identities.ensure(call, {
      identity: Domain,
      kind: 'Domain',
      status: settings.verification === 'manual' ? 'Pending' : 'Success',
      token: platform.random.bytes(32).toString('base64'),
    });
    if (dkim !== null) return { DkimTokens: JSON.parse(dkim) };
    const DkimTokens = [0, 1, 2].map(() => dkimToken(platform.random));
    await identities.setDkim(call, Domain, DkimTokens);
    return { DkimTokens };
  },
});

/** 32 characters of a to z and 2 to 7. */
const dkimToken = (random: Random): string =>
  [...random.bytes(32)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
