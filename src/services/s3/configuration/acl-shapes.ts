// Access control lists on the wire: who is granted what.
import {
  attribute,
  header,
  list,
  named,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
} from '../../../core/shape.ts';
import { ownerShape } from '../shapes.ts';

const grantee = structure({
  DisplayName: string(),
  EmailAddress: string(),
  ID: string(),
  Type: required(attribute('xsi:type', oneOf('CanonicalUser', 'AmazonCustomerByEmail', 'Group'))),
  URI: string(),
});

export const grant = structure({
  Grantee: grantee,
  Permission: oneOf('FULL_CONTROL', 'WRITE', 'WRITE_ACP', 'READ', 'READ_ACP'),
});

const members = {
  Owner: ownerShape,
  Grants: named('AccessControlList', list(grant, { memberName: 'Grant' })),
};
const document = {
  xmlName: 'AccessControlPolicy',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
};
export const accessControlPolicy = structure(members, document);

/** An ACL is one version's. No member of AWS's model, and a header of its answers (API_GetObjectAcl, API_PutObjectAcl). */
export const aclVersion = { VersionId: header('x-amz-version-id', string()) };
export const objectAcl = structure({ ...members, ...aclVersion }, document);

export type AccessControlPolicy = TypeOf<typeof accessControlPolicy>;
export type Grant = TypeOf<typeof grant>;
export type Permission = NonNullable<Grant['Permission']>;
