// A manifest that stands in a bucket, read by the job's role: a CSV list, or an inventory with its lists.

import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Body } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import { invalidManifest, JobFailure, manifestUnreadable } from '../job-failure.ts';
import type { JobManifest } from '../job-shapes.ts';
import type { S3ControlPorts } from '../ports.ts';
import type { TaskTarget } from '../task-store.ts';
import { csvRows } from './csv.ts';
import { readInventoryIndex } from './inventory-index.ts';
import { decodeKey } from './keys.ts';
import { placeOfArn } from './place.ts';

export type Field = 'Ignore' | 'Bucket' | 'Key' | 'VersionId';

type ManifestPorts = Pick<S3ControlPorts, 'getObject'>;

/** @throws JobFailure for what no second try would mend. */
export async function* readManifest(
  ports: ManifestPorts,
  { Spec, Location }: JobManifest,
  call: Call,
): AsyncGenerator<TaskTarget> {
  const { Bucket, Key } = placeOfArn(Location.ObjectArn);
  const { ObjectVersionId: VersionId } = Location;
  const opened = await open(ports, { Bucket, Key, ...(VersionId !== undefined && { VersionId }) }, call);
  if (opened.ETag !== unquoted(Location.ETag)) {
    await discard(opened.Body);
    throw new JobFailure('PreconditionFailed', "Reading the manifest failed: the object's ETag is another.");
  }
  if (Spec.Format === 'S3BatchOperations_CSV_20180820') {
    // "S3 Batch Operations does not support CSV manifest files that are AWS KMS-encrypted."
    if (opened.ServerSideEncryption?.startsWith('aws:kms')) {
      await discard(opened.Body);
      throw new JobFailure('AccessDenied', 'Reading the manifest is forbidden: AccessDenied');
    }
    yield* targetsOf(opened.Body, Spec.Fields ?? []);
    return;
  }
  const index = readInventoryIndex(await textOf(opened.Body));
  for (const { key } of index.files) {
    const file = await open(ports, { Bucket: index.bucket, Key: key }, call);
    yield* targetsOf(key.endsWith('.gz') ? gunzip(file.Body) : file.Body, index.fields);
  }
}

const unquoted = (etag: string): string => etag.replace(/^"(.*)"$/, '$1');

async function open(
  { getObject }: ManifestPorts,
  place: { readonly Bucket: string; readonly Key: string; readonly VersionId?: string },
  call: Call,
) {
  try {
    const { Body, ETag = '', ServerSideEncryption } = await getObject(place, call);
    if (!Body) throw invalidManifest();
    return { Body, ETag: unquoted(ETag), ServerSideEncryption };
  } catch (error) {
    throw manifestUnreadable(error);
  }
}

async function* targetsOf(
  body: AsyncIterable<Uint8Array>,
  fields: readonly Field[],
): AsyncGenerator<TaskTarget> {
  const missing = (['Bucket', 'Key'] as const).filter((field) => !fields.includes(field));
  if (missing.length > 0) {
    throw invalidManifest(`Required fields are missing in the schema: ${missing.join(', ')}`);
  }
  const at = {
    bucket: fields.indexOf('Bucket'),
    key: fields.indexOf('Key'),
    version: fields.indexOf('VersionId'),
  };
  for await (const row of csvRows(texts(body))) {
    const bucket = row[at.bucket];
    const key = decodeKey(row[at.key] ?? '');
    if (row.length !== fields.length || !bucket || !key) throw invalidManifest();
    yield { bucket, key, versionId: at.version < 0 ? undefined : row[at.version] };
  }
}

async function* texts(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of body) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError || isZlib(error) ? invalidManifest() : error;
  }
}

const isZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

/** What goes wrong on either side shows when the last byte is asked for. */
const gunzip = (body: Body): AsyncIterable<Uint8Array> =>
  pipeline(body, createGunzip(), () => {}) as AsyncIterable<Uint8Array>;

async function textOf(body: Body): Promise<string> {
  let text = '';
  for await (const piece of texts(body)) text += piece;
  return text;
}

/** Lets go of what the body holds open. */
async function discard(body: Body): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}
