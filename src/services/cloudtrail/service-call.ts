// The call that CloudTrail makes for a trail: as its own principal, for the trail's account and ARN.
import type { Call } from '../../core/call.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Trail, trailArn } from './trail.ts';

export const SERVICE = 'cloudtrail.amazonaws.com';

export const serviceCall = (trail: Trail, { clock, random }: Platform): Call => ({
  principal: { type: 'service', service: SERVICE },
  account: trail.account,
  region: trail.region,
  requestId: random.bytes(8).toString('hex').toUpperCase(),
  time: clock.now(),
  sourceIp: SERVICE,
  userAgent: SERVICE,
  secure: true,
  source: { account: trail.account, arn: trailArn(trail) },
  referer: trail.account,
});
