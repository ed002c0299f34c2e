// Operations of a service that speaks the Query protocol.
import { AwsError } from '../../../src/core/errors.ts';
import {
  blob,
  boolean,
  empty,
  integer,
  list,
  map,
  required,
  string,
  structure,
  timestamp,
} from '../../../src/core/shape.ts';
import { type Ledger, operation } from './fake-operation.ts';

export function queryOperationsOf(ledger: Ledger) {
  return {
    Reorder: operation({
      name: 'Reorder',
      input: structure({
        SetName: string(),
        Names: list(string()),
        Tags: list(structure({ Key: required(string()), Value: string() })),
        Flat: list(integer(), { flattened: true }),
        Attributes: map(string(), string()),
        Raw: blob(),
        Enabled: boolean(),
        At: timestamp(),
        Filter: structure({ Cidr: string() }),
      }),
      output: structure({
        Names: list(string()),
        Tags: list(structure({ Key: required(string()), Value: string() })),
        Attributes: map(string(), string()),
        At: timestamp(),
      }),
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('Reorder', input, call);
        const { Names, Tags, Attributes, At } = input;
        return { Names, Tags, Attributes, At };
      },
    }),
    Delete: operation({
      name: 'Delete',
      input: structure({ SetName: required(string()) }),
      output: empty,
      access: () => undefined,
      run: ({ input }) => {
        if (input.SetName === 'absent') {
          throw new AwsError('RuleSetDoesNotExist', 400, 'Rule set does not exist: absent', {
            Name: 'absent',
          });
        }
        return {};
      },
    }),
  };
}
