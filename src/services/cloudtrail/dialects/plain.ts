// Services whose calls are told as their model spells them.
import { type Dialect, readsByName } from '../dialect.ts';
import type { Entry } from '../entry.ts';

const lookupResources: Dialect['lookupResources'] = ({ input, kind: { source } }: Entry) => {
  const name = input.Name ?? input.TrailName;
  if (source !== 'cloudtrail.amazonaws.com' || typeof name !== 'string') return [];
  return [{ ResourceType: 'AWS::CloudTrail::Trail', ResourceName: name }];
};

export const plainDialect: Dialect = { isReadOnly: readsByName, lookupResources };

export function withDataEvents(names: readonly string[]): Dialect {
  const data = new Set(names);
  return {
    isReadOnly: (operation) => readsByName(operation) || operation.name === 'ReceiveMessage',
    isData: ({ name }) => data.has(name),
  };
}
