// Static website settings: stored and validated, not served.
import { AwsError } from '../../../core/errors.ts';
import { list, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';

const routingRule = structure({
  Condition: structure({ HttpErrorCodeReturnedEquals: string(), KeyPrefixEquals: string() }),
  Redirect: required(
    structure({
      HostName: string(),
      HttpRedirectCode: string(),
      Protocol: string(),
      ReplaceKeyPrefixWith: string(),
      ReplaceKeyWith: string(),
    }),
  ),
});

export const websiteConfiguration = structure(
  {
    RedirectAllRequestsTo: structure({ HostName: required(string()), Protocol: string() }),
    IndexDocument: structure({ Suffix: required(string()) }),
    ErrorDocument: structure({ Key: required(string()) }),
    RoutingRules: list(routingRule, { memberName: 'RoutingRule' }),
  },
  { xmlName: 'WebsiteConfiguration', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

type Website = TypeOf<typeof websiteConfiguration>;
type Rule = TypeOf<typeof routingRule>;

export const noSuchWebsite = (BucketName: string) =>
  new AwsError(
    'NoSuchWebsiteConfiguration',
    404,
    'The specified bucket does not have a website configuration',
    { BucketName },
  );

export function checkWebsite(website: Website): void {
  const { RedirectAllRequestsTo, IndexDocument, ErrorDocument, RoutingRules } = website;
  if (RoutingRules?.length === 0) throw malformedXml();
  if (RedirectAllRequestsTo) {
    if (IndexDocument || ErrorDocument || RoutingRules) {
      throw invalidArgument(
        'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
        'RedirectAllRequestsTo',
        'not null',
      );
    }
    return checkProtocol(RedirectAllRequestsTo.Protocol);
  }
  if (!IndexDocument) {
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  }
  if (IndexDocument.Suffix === '' || IndexDocument.Suffix.includes('/')) {
    throw invalidArgument(
      'The IndexDocument Suffix is not well formed',
      'IndexDocument',
      IndexDocument.Suffix,
    );
  }
  if (ErrorDocument?.Key === '') {
    throw invalidArgument('The ErrorDocument Key is not well formed', 'ErrorDocument', '');
  }
  for (const rule of RoutingRules ?? []) checkRule(rule);
}

function checkRule({ Condition, Redirect }: Rule): void {
  if (Condition && !Condition.HttpErrorCodeReturnedEquals && !Condition.KeyPrefixEquals) {
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  }
  checkProtocol(Redirect.Protocol);
  if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined) {
    throw invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === 'http' || protocol === 'https') return;
  throw invalidRequest(
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  );
}
