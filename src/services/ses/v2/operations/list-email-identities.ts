// ListEmailIdentities: verified or not, by name.
import { boolean, integer, list, query, string, structure } from '../../../../core/shape.ts';
import { onEverything } from '../../operation.ts';
import { badRequest } from '../errors.ts';
import { identityType, isVerified, statusOf, typeOf, verificationStatus } from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';

/** MODEL: "at least 0, and no more than 1000". */
const MOST = 1000;

export const listEmailIdentities = sesV2Operation({
  name: 'ListEmailIdentities',
  http: { method: 'GET', uri: '/v2/email/identities' },
  input: structure({ NextToken: query('NextToken', string()), PageSize: query('PageSize', integer()) }),
  output: structure({
    EmailIdentities: list(
      structure({
        IdentityType: identityType,
        IdentityName: string(),
        SendingEnabled: boolean(),
        VerificationStatus: verificationStatus,
      }),
    ),
    NextToken: string(),
  }),
  access: onEverything('ListEmailIdentities'),
  run({ input: { NextToken, PageSize = MOST }, call, deps: { identities } }) {
    if (PageSize < 0 || PageSize > MOST) throw badRequest(`PageSize must be between 0 and ${MOST}.`);
    const size = PageSize === 0 ? MOST : PageSize;
    const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString();
    const found = identities.list(call, undefined, after, size + 1);
    const page = found.slice(0, size);
    const last = page.at(-1);
    return {
      EmailIdentities: page.map((identity) => ({
        IdentityType: typeOf(identity),
        IdentityName: identity.identity,
        SendingEnabled: isVerified(identity),
        VerificationStatus: statusOf(identity),
      })),
      ...(found.length > page.length && last && { NextToken: Buffer.from(last.identity).toString('base64') }),
    };
  },
});
