// Makes a bucket: a name that is the caller's alone in the whole partition.

import { AwsError } from '../../../core/errors.ts';
import { partitionOf, type Region } from '../../../core/ids.ts';
import {
  boolean,
  header,
  label,
  list,
  payload,
  required,
  string,
  structure,
  type TypeOf,
} from '../../../core/shape.ts';
import { isBucketName } from '../buckets/bucket-name.ts';
import { checkNamespace } from '../buckets/bucket-namespace.ts';
import { isS3Region } from '../buckets/regions.ts';
import { grantsOthers, isPublic, privateTo } from '../configuration/acl.ts';
import { aclsWithBlock, aclsWithoutOwnership, grantsOfHeaders } from '../configuration/acl-input.ts';
import { REMOVED_CONTROLS } from '../configuration/ownership-controls.ts';
import { REMOVED } from '../configuration/public-access.ts';
import { checkBucketTags, systemTagAtCreation } from '../configuration/tagging.ts';
import { s3Operation } from '../deps.ts';
import {
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  invalidArgument,
  invalidBucketName,
} from '../errors.ts';
import { aclMembers, tagShape } from '../shapes.ts';
import { wholeSeconds } from '../time.ts';

const input = structure({
  Bucket: required(label('Bucket', string())),
  CreateBucketConfiguration: payload(
    'CreateBucketConfiguration',
    structure({
      LocationConstraint: string(),
      Location: structure({ Type: string(), Name: string() }),
      Bucket: structure({ DataRedundancy: string(), Type: string() }),
      Tags: list(tagShape, { memberName: 'Tag' }),
    }),
  ),
  ObjectLockEnabledForBucket: header('x-amz-bucket-object-lock-enabled', boolean()),
  ObjectOwnership: header('x-amz-object-ownership', string()),
  BucketNamespace: header('x-amz-bucket-namespace', string()),
  ...aclMembers,
});
const output = structure({
  Location: header('Location', string()),
  BucketArn: header('x-amz-bucket-arn', string()),
});

const OWNERSHIPS = ['BucketOwnerPreferred', 'ObjectWriter', 'BucketOwnerEnforced'];
const ENFORCED = 'BucketOwnerEnforced';
const DEFAULT = 'us-east-1';

export const createBucket = s3Operation({
  name: 'CreateBucket',
  input,
  output,
  http: { method: 'PUT', uri: '/{Bucket}' },
  access: ({ input, call }) => {
    const context = {
      's3:LocationConstraint': input.CreateBucketConfiguration?.LocationConstraint,
      's3:x-amz-bucket-namespace': input.BucketNamespace,
      's3:x-amz-acl': input.ACL,
      's3:x-amz-object-ownership': input.ObjectOwnership,
    };
    const resource = `arn:${partitionOf(call.region)}:s3:::${input.Bucket}`;
    return actionsOf(input).map((action) => ({ action, resource, account: call.account, context }));
  },
  async run({ input, call, deps }) {
    const { Bucket: name, ObjectOwnership } = input;
    if (!isBucketName(name)) throw invalidBucketName(name);
    if (ObjectOwnership !== undefined && !OWNERSHIPS.includes(ObjectOwnership)) {
      throw invalidArgument(
        `Invalid x-amz-object-ownership header: ${ObjectOwnership}`,
        'x-amz-object-ownership',
      );
    }
    const grants = grantsOfHeaders(input, 'bucket', call.account, call.account);
    const legacy = deps.settings.newBuckets === 'legacy';
    const ownership = ObjectOwnership ?? (legacy ? 'ObjectWriter' : ENFORCED);
    if (grants && grantsOthers(grants, call.account) && ownership === ENFORCED) {
      throw aclsWithoutOwnership();
    }
    // "If you try to create a bucket with a public ACL, the request will fail": it would be born blocked (API_CreateBucket).
    const blocked = !legacy || deps.buckets.accountBlocks.of(call.account)?.BlockPublicAcls === true;
    if (grants && blocked && isPublic(grants)) throw aclsWithBlock();
    const constraint = input.CreateBucketConfiguration?.LocationConstraint;
    const region = regionOf(constraint, call.region);
    checkNamespace(name, input.BucketNamespace, call.account, region);
    const partition = partitionOf(region);
    const tags = input.CreateBucketConfiguration?.Tags ?? [];
    checkBucketTags({ TagSet: tags }, systemTagAtCreation);
    await deps.database.commit(() => {
      const taken = deps.buckets.find(partition, name);
      if (taken) {
        // us-east-1 alone takes a repeated create of one's own bucket, and resets its ACL (CreateBucket's page).
        // With tags it is no repetition, be they the same (recorded).
        const repeats = taken.account === call.account && region === DEFAULT && taken.region === DEFAULT;
        if (repeats && tags.length === 0) {
          deps.buckets.configure(taken, 'acl', grants ?? privateTo(call.account));
          return;
        }
        throw taken.account === call.account ? bucketAlreadyOwnedByYou(name) : bucketAlreadyExists(name);
      }
      const bucket = deps.buckets.insert({
        partition,
        name,
        account: call.account,
        region,
        created: wholeSeconds(call.time),
        versioning: input.ObjectLockEnabledForBucket ? 'Enabled' : '',
        objectLock: input.ObjectLockEnabledForBucket === true,
      });
      if (ObjectOwnership !== undefined) {
        deps.buckets.configure(bucket, 'ownershipControls', {
          Rules: [{ ObjectOwnership }],
        });
      } else if (legacy) deps.buckets.configure(bucket, 'ownershipControls', REMOVED_CONTROLS);
      if (legacy) deps.buckets.configure(bucket, 'publicAccessBlock', REMOVED);
      if (grants) deps.buckets.configure(bucket, 'acl', grants);
      // GetBucketLocation goes on saying so (recorded).
      if (constraint === 'EU') deps.buckets.configure(bucket, 'location', constraint);
      if (tags.length > 0) deps.buckets.configure(bucket, 'tagging', { TagSet: tags });
    });
    // Elsewhere than in us-east-1 it is a URL (recorded).
    const Location = region === DEFAULT ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
    return { Location, BucketArn: `arn:${partition}:s3:::${name}` };
  },
});

/** What each header asks besides (API_CreateBucket, "Permissions"); a private ACL is what every bucket has. */
function actionsOf(given: TypeOf<typeof input>): readonly string[] {
  const actions = ['s3:CreateBucket'];
  const { ACL = 'private', GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = given;
  const granted = GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWrite ?? GrantWriteACP;
  if (ACL !== 'private' || granted !== undefined) actions.push('s3:PutBucketAcl');
  if (given.ObjectLockEnabledForBucket === true)
    actions.push('s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning');
  if (given.ObjectOwnership !== undefined) actions.push('s3:PutBucketOwnershipControls');
  return actions;
}

/** The bucket's region is where the request was sent, and the constraint has to say so (recorded). */
function regionOf(constraint: string | undefined, region: Region): Region {
  if (constraint === undefined || constraint === '') {
    if (region === DEFAULT) return region;
    throw new AwsError(
      'IllegalLocationConstraintException',
      400,
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    );
  }
  const named = constraint === 'EU' ? 'eu-west-1' : constraint;
  // From us-east-1 any region can be named; elsewhere only the endpoint's own, whatever else was said (recorded).
  if (region !== DEFAULT && region !== named) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      400,
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  if (!isS3Region(named) || named === DEFAULT) {
    throw new AwsError('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid', {
      LocationConstraint: constraint,
    });
  }
  return named;
}
