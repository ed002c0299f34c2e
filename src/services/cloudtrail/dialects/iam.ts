// IAM in events: a global service, whose events appear in us-east-1 alone.
import { type Dialect, type LookupResource, readsByName } from '../dialect.ts';

const TYPES: Readonly<Record<string, string>> = {
  UserName: 'AWS::IAM::User',
  RoleName: 'AWS::IAM::Role',
  GroupName: 'AWS::IAM::Group',
  PolicyArn: 'AWS::IAM::Policy',
  PolicyName: 'AWS::IAM::Policy',
  AccessKeyId: 'AWS::IAM::AccessKey',
};

export const iamDialect: Dialect = {
  region: 'us-east-1',
  isReadOnly: readsByName,
  lookupResources: ({ input }) =>
    Object.entries(TYPES).flatMap(([member, ResourceType]): LookupResource[] => {
      const name = input[member];
      return typeof name === 'string' ? [{ ResourceType, ResourceName: name }] : [];
    }),
};
