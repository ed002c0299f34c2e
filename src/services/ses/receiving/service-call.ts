// The call that SES makes of another service for a rule: who asks, and for whom (facts/ses-receiving.md §4).
import { parseArn } from '../../../core/arn.ts';
import type { Call, RolePrincipal } from '../../../core/call.ts';
import type { Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { SesPorts } from '../ports.ts';
import { ruleArn, type Scope } from '../rule.ts';
import type { ReceiptAction } from '../shapes.ts';

const SERVICE = 'ses.amazonaws.com';

/**
 * All three of aws:SourceAccount, aws:SourceArn and aws:Referer are there: the guide's bucket policies ask
 * for the first two, older ones and CDK's default for the last.
 */
export function serviceCall(
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
  scope: Scope,
  ruleSet: string,
  rule: string,
): Call {
  return {
    principal: { type: 'service', service: SERVICE },
    account: scope.account,
    region: scope.region,
    requestId: random.uuid(),
    time: clock.now(),
    sourceIp: SERVICE,
    userAgent: SERVICE,
    secure: true,
    source: { account: scope.account, arn: ruleArn(scope, ruleSet, rule) },
    referer: scope.account,
  };
}

/** With IamRoleArn the role alone acts: resource policies need not know SES any more. */
function roleCall(call: Call, principal: RolePrincipal): Call {
  const { source: _source, referer: _referer, ...rest } = call;
  return { ...rest, principal };
}

/** As the role of an S3 action's IamRoleArn, its notification included (facts §4), else as SES itself. */
export async function callFor(
  { assumeRole }: SesPorts,
  { S3Action }: ReceiptAction,
  asService: Call,
): Promise<Call> {
  const role = S3Action?.IamRoleArn;
  if (role === undefined) return asService;
  return roleCall(asService, await assumeRole(role, 'ses-receipt-rule', asService));
}

/**
 * KMS is asked in SES's own region; by a role, which may reach farther (facts §3: "same region as SES, unless IAM
 * role"), in the key's.
 */
export function keyCall(call: Call, keyArn: string): Call {
  const region = call.principal.type === 'role' ? parseArn(keyArn)?.region : undefined;
  return region ? { ...call, region: region as Region } : call;
}
