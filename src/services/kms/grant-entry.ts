// How ListGrants and ListRetirableGrants show grants (recorded: facts/kms.md §11).
import { boolean, list, string, structure, timestamp } from '../../core/shape.ts';
import type { Grant } from './grant.ts';
import * as shapes from './shapes.ts';

export const principalId = string({ min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' });
export const grantId = string({ min: 1, max: 128 });
export const grantName = string({ min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' });
export const grantConstraints = structure({
  EncryptionContextSubset: shapes.encryptionContext,
  EncryptionContextEquals: shapes.encryptionContext,
});

export const listGrantsOutput = structure({
  Grants: list(
    structure({
      KeyId: shapes.keyId,
      GrantId: grantId,
      Name: grantName,
      CreationDate: timestamp(),
      GranteePrincipal: principalId,
      RetiringPrincipal: principalId,
      IssuingAccount: principalId,
      Operations: list(shapes.grantOperation),
      Constraints: grantConstraints,
    }),
  ),
  NextMarker: shapes.marker,
  Truncated: boolean(),
});

export const grantEntry = (grant: Grant) => ({
  KeyId: grant.keyArn,
  GrantId: grant.id,
  Name: grant.name,
  CreationDate: new Date(grant.created),
  GranteePrincipal: grant.grantee,
  ...(grant.retiring && { RetiringPrincipal: grant.retiring }),
  IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
  Operations: grant.operations,
  ...(grant.constraints && { Constraints: grant.constraints }),
});
