// Operations of a service that speaks JSON.
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

const Everything = structure({
  Text: string({ max: 100 }),
  Count: integer(),
  Flag: boolean(),
  Bytes: blob(),
  When: timestamp(),
  Names: list(string()),
  Context: map(string(), string()),
  Nested: structure({ Inner: required(string()) }),
});

export function jsonOperationsOf(ledger: Ledger) {
  return {
    Echo: operation({
      name: 'Echo',
      input: Everything,
      output: Everything,
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('Echo', input, call);
        return input;
      },
    }),
    Nothing: operation({
      name: 'Nothing',
      input: empty,
      output: empty,
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('Nothing', input, call);
        return {};
      },
    }),
    Fail: operation({
      name: 'Fail',
      input: structure({ Silent: boolean() }),
      output: empty,
      access: () => undefined,
      run: ({ input }) => {
        throw input.Silent
          ? new AwsError('InvalidCiphertextException', 400)
          : new AwsError('NotFoundException', 400, "Alias <x> & 'y' is not found.", { Extra: 'more' });
      },
    }),
    Crash: operation({
      name: 'Crash',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        throw new TypeError('a secret path /etc/shadow');
      },
    }),
    Wait: operation({
      name: 'Wait',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        await new Promise<void>((resolve) => {
          ledger.waiting.release = resolve;
        });
        return {};
      },
    }),
    Injected: operation({
      name: 'Injected',
      input: empty,
      output: empty,
      access: () => undefined,
      run: () => {
        throw new AwsError('Odd', 400, 'odd', {}, { 'x-odd': 'a\r\nx-evil: 1\u20ac' });
      },
    }),
    DiskFull: operation({
      name: 'DiskFull',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      },
    }),
  };
}
