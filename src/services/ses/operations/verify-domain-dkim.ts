// VerifyDomainDkim: three tokens for CNAME records that nobody looks up here; the same ones every time.
import { list, required, string, structure } from '../../../core/shape.ts';
import { easyDkim, readDkim } from '../dkim.ts';
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
    const kept = readDkim(dkim);
    if (kept) return { DkimTokens: kept.tokens };
    const made = easyDkim(platform.random, call.time);
    await identities.setDkim(call, Domain, made);
    return { DkimTokens: made.tokens };
  },
});
