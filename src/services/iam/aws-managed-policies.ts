// AWS's own managed policies, all 1,485 of them, as its API showed them in May 2026: read from a file when the
// first is asked for. Only the version in force is kept, as AWS shows it.
//
// test/support/write-aws-managed-policies.py writes the file. Ids and descriptions are known of those that tests
// like to attach; the others have an id that follows from their ARN, and no description.
import { hash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { readAsset } from '../../platform/asset.ts';
import type { ManagedPolicy, PolicyVersion } from './policy-store.ts';

const FILE = 'aws-managed-policies.tsv.br';
const PREFIX = 'arn:aws:iam::aws:policy';

/** Path and name, creation, last change, number of the version in force, document. */
type Line = readonly [string, string, string, string, string];

/** By path and name, in their order. */
let lines: ReadonlyMap<string, string> | undefined;
let all: readonly ManagedPolicy[] | undefined;

function load(): ReadonlyMap<string, string> {
  lines ??= new Map(
    brotliDecompressSync(readAsset(FILE, import.meta.url))
      .toString('latin1')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('\t')), line]),
  );
  return lines;
}

export const isAwsManaged = (arn: string): boolean => arn.startsWith(`${PREFIX}/`);

export function findAwsManaged(arn: string): ManagedPolicy | undefined {
  const line = isAwsManaged(arn) ? load().get(arn.slice(PREFIX.length)) : undefined;
  return line === undefined ? undefined : policyOf(line);
}

export function findAwsManagedVersion(arn: string): PolicyVersion | undefined {
  const line = isAwsManaged(arn) ? load().get(arn.slice(PREFIX.length)) : undefined;
  if (line === undefined) return undefined;
  const [, , updated, version, document] = line.split('\t') as unknown as Line;
  return { version: Number(version), document, created: Date.parse(updated) };
}

export function listAwsManaged(): readonly ManagedPolicy[] {
  all ??= Array.from(load().values(), policyOf);
  return all;
}

function policyOf(line: string): ManagedPolicy {
  const [full, created, updated, version] = line.split('\t', 4) as unknown as Line;
  const cut = full.lastIndexOf('/') + 1;
  const name = full.slice(cut);
  const arn = PREFIX + full;
  const known = KNOWN[name];
  return {
    arn,
    id: known?.id ?? idOf(arn),
    account: 'aws',
    name,
    path: full.slice(0, cut),
    description: known?.description ?? null,
    created: Date.parse(created),
    updated: Date.parse(updated),
    default_version: Number(version),
    last_version: Number(version),
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const idOf = (arn: string): string =>
  `ANPA${Array.from(hash('sha256', arn, 'buffer').subarray(0, 17), (byte) => ALPHABET[byte & 31]).join('')}`;

const KNOWN: Readonly<Record<string, { readonly id: string; readonly description: string }>> = {
  AdministratorAccess: {
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    description: 'Provides full access to AWS services and resources.',
  },
  PowerUserAccess: {
    id: 'ANPAJYRXTHIB4FOVS3ZXS',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
  },
  ReadOnlyAccess: {
    id: 'ANPAILL3HVNFSB6DCOWYQ',
    description: 'Provides read-only access to AWS services and resources.',
  },
  AmazonS3FullAccess: {
    id: 'ANPAIFIR6V6BVTRAHWINE',
    description: 'Provides full access to all buckets via the AWS Management Console.',
  },
  AmazonS3ReadOnlyAccess: {
    id: 'ANPAIZTJ4DXE7G6AGAE6M',
    description: 'Provides read only access to all buckets via the AWS Management Console.',
  },
  AmazonSESFullAccess: {
    id: 'ANPAJ2P4NXCHAT7NDPNR4',
    description: 'Provides full access to Amazon SES via the AWS Management Console.',
  },
  AWSKeyManagementServicePowerUser: {
    id: 'ANPAJNPP7PPPPMJRV2SA4',
    description: 'Provides access to AWS Key Management Service (KMS).',
  },
};
