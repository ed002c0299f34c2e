// Object ownership as a document; what follows from it is ../ownership.ts's.
import { AwsError } from '../../../core/errors.ts';
import { list, named, oneOf, required, structure, type TypeOf } from '../../../core/shape.ts';

export const ownershipControls = structure(
  {
    Rules: required(
      named(
        'Rule',
        list(
          structure({
            ObjectOwnership: required(oneOf('BucketOwnerPreferred', 'ObjectWriter', 'BucketOwnerEnforced')),
          }),
          { flattened: true },
        ),
      ),
    ),
  },
  { xmlName: 'OwnershipControls', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export type OwnershipControls = TypeOf<typeof ownershipControls>;

/** What a bucket without controls is: as all were before April 2023. Get does not show them. */
export interface RemovedControls extends OwnershipControls {
  readonly removed: true;
}
export const REMOVED_CONTROLS: RemovedControls = {
  Rules: [{ ObjectOwnership: 'ObjectWriter' }],
  removed: true,
};

/** New buckets have ACLs off since April 2023. */
export const DEFAULT_CONTROLS: OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };

export const noSuchControls = (BucketName: string) =>
  new AwsError('OwnershipControlsNotFoundError', 404, 'The bucket ownership controls were not found', {
    BucketName,
  });
