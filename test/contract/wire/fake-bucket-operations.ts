// Operations of a service that speaks rest-xml, on its buckets.
import type { AnyOperation } from '../../../src/core/operation.ts';
import {
  attribute,
  boolean,
  empty,
  header,
  integer,
  label,
  list,
  long,
  named,
  payload,
  query,
  required,
  string,
  structure,
  timestamp,
} from '../../../src/core/shape.ts';
import { type Ledger, operation } from './fake-operation.ts';

const Grantee = structure({ Type: required(attribute('xsi:type', string())), ID: string() });
export const bucketLabel = { Bucket: required(label('Bucket', string())) };

export function bucketOperationsOf(ledger: Ledger): Record<string, AnyOperation> {
  return {
    ListBuckets: operation({
      name: 'ListBuckets',
      input: empty,
      output: structure(
        { Buckets: list(structure({ Name: string(), CreationDate: timestamp() }), { memberName: 'Bucket' }) },
        { xmlName: 'ListAllMyBucketsResult' },
      ),
      http: { method: 'GET', uri: '/' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('ListBuckets', input, call);
        return { Buckets: [{ Name: 'one', CreationDate: new Date(0) }] };
      },
    }),
    CreateBucket: operation({
      name: 'CreateBucket',
      input: structure({
        ...bucketLabel,
        CreateBucketConfiguration: payload(
          'CreateBucketConfiguration',
          structure({ LocationConstraint: string() }),
        ),
      }),
      output: structure({ Location: header('Location', string()) }),
      http: { method: 'PUT', uri: '/{Bucket}' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('CreateBucket', input, call);
        return { Location: `/${input.Bucket}` };
      },
    }),
    PutConfiguration: operation({
      name: 'PutConfiguration',
      input: structure({
        ...bucketLabel,
        ReplicationConfiguration: payload(
          'ReplicationConfiguration',
          structure({
            Role: string(),
            Rules: named(
              'Rule',
              list(
                structure({
                  ID: string(),
                  Priority: integer(),
                  Filter: structure({ Prefix: string() }),
                  Enabled: boolean(),
                  Date: timestamp(),
                }),
                { flattened: true },
              ),
            ),
            Grants: list(structure({ Grantee, Permission: string() }), { memberName: 'Grant' }),
          }),
        ),
      }),
      output: empty,
      http: { method: 'PUT', uri: '/{Bucket}?replication' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('PutConfiguration', input, call);
        return {};
      },
    }),
    GetAcl: operation({
      name: 'GetAcl',
      input: structure(bucketLabel),
      output: structure(
        {
          Grants: named(
            'AccessControlList',
            list(structure({ Grantee, Permission: string() }), { memberName: 'Grant' }),
          ),
        },
        { xmlName: 'AccessControlPolicy' },
      ),
      http: { method: 'GET', uri: '/{Bucket}?acl' },
      access: () => undefined,
      run: () => ({
        Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '<i"d>' }, Permission: 'FULL_CONTROL' }],
      }),
    }),
    ListObjects: operation({
      name: 'ListObjects',
      input: structure({
        ...bucketLabel,
        Prefix: query('prefix', string()),
        MaxKeys: query('max-keys', integer()),
      }),
      output: structure(
        { Contents: list(structure({ Key: string(), Size: long() }), { flattened: true }) },
        { xmlName: 'ListBucketResult' },
      ),
      http: { method: 'GET', uri: '/{Bucket}' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('ListObjects', input, call);
        return {
          Contents: [
            { Key: 'a&<b>\u0001', Size: 3 },
            { Key: 'c', Size: 0 },
          ],
        };
      },
    }),
    ListObjectsV2: operation({
      name: 'ListObjectsV2',
      input: structure({ ...bucketLabel, Prefix: query('prefix', string()) }),
      output: structure({ Name: string() }, { xmlName: 'ListBucketResult' }),
      http: { method: 'GET', uri: '/{Bucket}?list-type=2' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('ListObjectsV2', input, call);
        return { Name: input.Bucket };
      },
    }),
    DeleteBucket: operation({
      name: 'DeleteBucket',
      input: structure(bucketLabel),
      output: empty,
      http: { method: 'DELETE', uri: '/{Bucket}', status: 204 },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('DeleteBucket', input, call);
        return {};
      },
    }),
    DeleteObjects: operation({
      name: 'DeleteObjects',
      input: structure({
        ...bucketLabel,
        Delete: required(
          payload(
            'Delete',
            structure({
              Objects: named(
                'Object',
                list(structure({ Key: required(string()), VersionId: string() }), { flattened: true }),
              ),
              Quiet: boolean(),
            }),
          ),
        ),
      }),
      output: structure(
        { Deleted: list(structure({ Key: string() }), { flattened: true }) },
        { xmlName: 'DeleteResult' },
      ),
      http: { method: 'POST', uri: '/{Bucket}?delete' },
      access: () => undefined,
      run: ({ input, call }) => {
        ledger.note('DeleteObjects', input, call);
        return { Deleted: (input.Delete.Objects ?? []).map(({ Key }) => ({ Key })) };
      },
    }),
  };
}
