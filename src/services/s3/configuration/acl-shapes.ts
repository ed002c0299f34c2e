// Access control lists on the wire: who is granted what.
import {
  attribute,
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

export const accessControlPolicy = structure(
  {
    Owner: ownerShape,
    Grants: named('AccessControlList', list(grant, { memberName: 'Grant' })),
  },
  { xmlName: 'AccessControlPolicy', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export type AccessControlPolicy = TypeOf<typeof accessControlPolicy>;
export type Grant = TypeOf<typeof grant>;
export type Permission = NonNullable<Grant['Permission']>;
