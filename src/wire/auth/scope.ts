// What S3 asks of a credential's scope beside its form: that it is of the endpoint's Region and of the request's day.
import type { Exchange } from '../exchange.ts';
import type { HeaderClaim, PresignedClaim } from './claim.ts';
import { AuthFailure, malformed } from './problem.ts';

/** What tools sign for when nobody told them a Region; AWS's SDKs would have signed for us-east-1. */
const GLOBAL = 'aws-global';

/**
 * One server answers for every Region, so it is the host's name alone that can say another than the scope. AWS takes
 * `aws-global` from nobody; here it stands for us-east-1, since Terraform signs so for an endpoint of one's own.
 */
export function requireRegion({ host }: Exchange, { kind, scope }: HeaderClaim | PresignedClaim): void {
  const { region: expected } = host;
  const given = scope.region === GLOBAL ? 'us-east-1' : scope.region;
  // Version 4A is signed for no Region in particular.
  if (expected === undefined || given === expected || given === '') return;
  const wrong = `the region '${scope.region}' is wrong; expecting '${expected}'`;
  throw new AuthFailure({
    kind: 'malformed',
    place: kind === 'header' ? 'header' : 'query',
    detail: kind === 'header' ? wrong : `Error parsing the X-Amz-Credential parameter; ${wrong}`,
    unsupported: false,
    region: expected,
  });
}

export function requireDay({ kind, scope }: HeaderClaim | PresignedClaim, date: string): void {
  if (date.startsWith(scope.date)) return;
  throw kind === 'header'
    ? malformed('header', 'Invalid credential date. Date is not the same as X-Amz-Date.')
    : malformed(
        'query',
        `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
      );
}
