// CreateEmailIdentity: once only, unlike v1's Verify operations; a domain has its DKIM tokens at once.
import { boolean, oneOf, required, string, structure } from '../../../../core/shape.ts';
import { easyDkim, ownKey } from '../../dkim.ts';
import { requireDomain, requireEmailAddress } from '../../identity.ts';
import type { Identity } from '../../identity-store.ts';
import { badRequest, identityExists, noSuchConfigurationSet } from '../errors.ts';
import {
  dkimAttributes,
  dkimOf,
  identityType,
  isVerified,
  onIdentity,
  tags,
  typeOf,
} from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';

/** Deterministic Easy DKIM names the Region whose tokens are shared; here every identity has tokens of its own. */
const signingOrigin = oneOf(
  'AWS_SES',
  'EXTERNAL',
  ...[
    ['AF_SOUTH_1', 'EU_NORTH_1', 'AP_SOUTH_1', 'EU_WEST_3', 'EU_WEST_2', 'EU_SOUTH_1', 'EU_WEST_1'],
    ['AP_NORTHEAST_3', 'AP_NORTHEAST_2', 'ME_SOUTH_1', 'AP_NORTHEAST_1', 'IL_CENTRAL_1', 'SA_EAST_1'],
    ['CA_CENTRAL_1', 'AP_SOUTHEAST_1', 'AP_SOUTHEAST_2', 'AP_SOUTHEAST_3', 'EU_CENTRAL_1', 'US_EAST_1'],
    ['US_EAST_2', 'US_WEST_1', 'US_WEST_2', 'ME_CENTRAL_1', 'AP_SOUTH_2', 'EU_CENTRAL_2'],
    ['AP_SOUTHEAST_5', 'CA_WEST_1'],
  ].flatMap((regions) => regions.map((region) => `AWS_SES_${region}`)),
);

const signingAttributes = structure({
  DomainSigningSelector: string({
    min: 1,
    max: 63,
    pattern: '^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9]))$',
  }),
  DomainSigningPrivateKey: string({
    min: 1,
    max: 20480,
    pattern: '^[a-zA-Z0-9+\\/]+={0,2}$',
    sensitive: true,
  }),
  NextSigningKeyLength: oneOf('RSA_1024_BIT', 'RSA_2048_BIT'),
  DomainSigningAttributesOrigin: signingOrigin,
});

export const createEmailIdentity = sesV2Operation({
  name: 'CreateEmailIdentity',
  http: { method: 'POST', uri: '/v2/email/identities' },
  input: structure({
    EmailIdentity: required(string({ min: 1 })),
    Tags: tags,
    DkimSigningAttributes: signingAttributes,
    ConfigurationSetName: string(),
  }),
  output: structure({
    IdentityType: identityType,
    VerifiedForSendingStatus: boolean(),
    DkimAttributes: dkimAttributes,
  }),
  access: ({ input, call }) => onIdentity('CreateEmailIdentity', input.EmailIdentity, call),
  async run({ input, call, deps: { identities, platform, settings } }) {
    const { EmailIdentity: name, Tags = [], DkimSigningAttributes: signing } = input;
    const address = name.includes('@');
    if (address) requireEmailAddress(name);
    else requireDomain(name);
    if (identities.find(call, name)) throw identityExists(name);
    if (address && signing) throw badRequest('Dkim signing attributes are for domains only.');
    if (input.ConfigurationSetName) throw noSuchConfigurationSet(input.ConfigurationSetName);
    const selector = signing?.DomainSigningSelector;
    const identity: Identity = {
      identity: name,
      kind: address ? 'EmailAddress' : 'Domain',
      status: settings.verification === 'manual' ? 'Pending' : 'Success',
      token: address ? '' : platform.random.bytes(32).toString('base64'),
      dkim: address
        ? null
        : JSON.stringify(
            selector === undefined
              ? easyDkim(platform.random, call.time, signing?.NextSigningKeyLength)
              : ownKey(selector),
          ),
      tags: Tags.length === 0 ? null : JSON.stringify(Tags),
      attributes: null,
    };
    if (!(await identities.create(call, identity))) throw identityExists(name);
    return {
      IdentityType: typeOf(identity),
      VerifiedForSendingStatus: isVerified(identity),
      // Recorded: an address's answer has none.
      ...(!address && { DkimAttributes: dkimOf(identity) }),
    };
  },
});
