// The role as replication uses it: assumed for one task, then asked for each permission on its own.
import type { Authorize, ConditionContext, Decision } from '../../../core/access-check.ts';
import type { Call, RolePrincipal } from '../../../core/call.ts';
import type { AwsError } from '../../../core/errors.ts';
import { type Bucket, type BucketStore, bucketArn, objectArn } from '../buckets/bucket-store.ts';
import type { RolePorts } from '../ports.ts';
import { type FailureReason, isTransient, Refused } from './failure.ts';

const SERVICE = 's3.amazonaws.com';
const SESSION_NAME = 's3-replication';

export interface RoleDeps {
  readonly buckets: Pick<BucketStore, 'policy'>;
  readonly roles: RolePorts;
  readonly authorize: Authorize;
}

/** One session, and the Call that everything done with it derives from. */
export class RoleSession {
  private constructor(
    private readonly deps: RoleDeps,
    readonly call: Call,
  ) {}

  /** Refused where the role is missing or its trust policy does not admit S3 acting for this bucket. */
  static async assume(
    deps: RoleDeps,
    role: string,
    source: Bucket,
    requestId: string,
    time: number,
  ): Promise<RoleSession> {
    const call: Call = {
      principal: { type: 'service', service: SERVICE },
      account: source.account,
      region: source.region,
      requestId,
      time,
      sourceIp: SERVICE,
      userAgent: SERVICE,
      secure: true,
      source: { account: source.account, arn: bucketArn(source) },
    };
    const principal = await assumed(deps.roles.assume(role, SESSION_NAME, call));
    const { source: _, ...rest } = call;
    return new RoleSession(deps, { ...rest, principal, account: principal.account });
  }

  onBucket(action: string, bucket: Bucket): Decision {
    return this.decide(action, bucket, bucketArn(bucket));
  }

  /** @param context S3's condition keys for that action. */
  onObject(action: string, bucket: Bucket, key: string, context: ConditionContext = {}): Decision {
    return this.decide(action, bucket, objectArn(bucket, key), context);
  }

  private decide(action: string, bucket: Bucket, resource: string, context: ConditionContext = {}): Decision {
    return this.deps.authorize(
      {
        action,
        resource,
        account: bucket.account,
        policy: this.deps.buckets.policy(bucket),
        context: { 's3:ResourceAccount': bucket.account, ...context },
      },
      this.call,
    );
  }
}

async function assumed(answer: Promise<RolePrincipal>): Promise<RolePrincipal> {
  try {
    return await answer;
  } catch (error) {
    if (isTransient(error)) throw error;
    const { code, message } = error as AwsError;
    throw new Refused('AssumeRoleNotPermitted', `${code}: ${message}`);
  }
}

export function requireAllowed(decision: Decision, reason: FailureReason): void {
  if (!decision.allowed) throw new Refused(reason, decision.explain().summary);
}
