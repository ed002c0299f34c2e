// A manifest that S3 makes itself: the versions of the source bucket that pass the job's filters, kept as an
// inventory where the job wants it. The job's role needs a permission for each step (S3 guide, "Configuring an IAM
// role for S3 Batch Replication").
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { bodyOf } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import { generationRefused } from '../job-failure.ts';
import type { GeneratedManifest } from '../job-shapes.ts';
import type { S3JobManifestGenerator } from '../manifest-generator-shapes.ts';
import type { S3ControlPorts } from '../ports.ts';
import type { TaskTarget } from '../task-store.ts';
import { encodeKey } from './keys.ts';
import { bucketOfArn } from './place.ts';

type GeneratorPorts = Pick<S3ControlPorts, 'getBucketReplication' | 'takeInventory' | 'putObject'>;

/** Objects listed in one file of the inventory. */
const FILE_LINES = 100_000;
const FORMAT = 'S3InventoryReport_CSV_20211130';

export async function* generateTargets(
  { getBucketReplication, takeInventory }: GeneratorPorts,
  { SourceBucket, ExpectedBucketOwner, Filter }: S3JobManifestGenerator,
  call: Call,
): AsyncGenerator<readonly TaskTarget[]> {
  const bucket = bucketOfArn(SourceBucket) ?? '';
  const source = { Bucket: bucket, ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }) };
  try {
    await getBucketReplication(source, call);
    let after: number | undefined = 0;
    while (after !== undefined) {
      const { Versions, Next } = await takeInventory({ ...source, Filter, After: after }, call);
      yield Versions.map(({ Key, VersionId }) => ({ bucket, key: Key, versionId: VersionId }));
      after = Next;
    }
  } catch (error) {
    throw generationRefused(error);
  }
}

/** Writes the inventory: `<prefix>/job-<id>/manifest.json`, its checksum, and the files it names. */
export class ManifestOutput {
  private lines: string[] = [];
  private readonly files: { readonly key: string; readonly size: number; readonly MD5checksum: string }[] =
    [];
  private readonly folder: string;

  constructor(
    private readonly ports: GeneratorPorts,
    private readonly generator: S3JobManifestGenerator,
    private readonly location: NonNullable<S3JobManifestGenerator['ManifestOutputLocation']>,
    jobId: string,
    private readonly call: Call,
  ) {
    const { ManifestPrefix } = location;
    this.folder = `${ManifestPrefix ? `${ManifestPrefix.replace(/\/$/, '')}/` : ''}job-${jobId}`;
  }

  async add(targets: readonly TaskTarget[]): Promise<void> {
    for (const { bucket, key, versionId = '' } of targets) {
      this.lines.push(`"${bucket}","${encodeKey(key)}","${versionId}"\n`);
      if (this.lines.length >= FILE_LINES) await this.closeFile();
    }
  }

  async end(): Promise<GeneratedManifest> {
    if (this.lines.length > 0) await this.closeFile();
    const { SourceBucket } = this.generator;
    const index = JSON.stringify({
      sourceBucket: bucketOfArn(SourceBucket),
      destinationBucket: this.location.Bucket,
      version: '2021-11-30',
      creationTimestamp: String(this.call.time),
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, VersionId',
      files: this.files,
    });
    const key = `${this.folder}/manifest.json`;
    const { ETag = '' } = await this.put(key, Buffer.from(index), 'application/json');
    await this.put(`${this.folder}/manifest.checksum`, Buffer.from(md5(Buffer.from(index))), 'text/plain');
    return {
      Format: FORMAT,
      Location: { ObjectArn: `${this.location.Bucket}/${key}`, ETag: ETag.replaceAll('"', '') },
    };
  }

  private async closeFile(): Promise<void> {
    const bytes = gzipSync(this.lines.join(''));
    this.lines = [];
    const key = `${this.folder}/data/${createHash('sha1').update(bytes).digest('hex')}.csv.gz`;
    await this.put(key, bytes, 'application/x-gzip');
    this.files.push({ key, size: bytes.length, MD5checksum: md5(bytes) });
  }

  private async put(Key: string, bytes: Uint8Array, ContentType: string) {
    const { Bucket, ExpectedManifestBucketOwner, ManifestEncryption } = this.location;
    const keyId = ManifestEncryption?.SSEKMS?.KeyId;
    const input = {
      Bucket: bucketOfArn(Bucket) ?? '',
      Key,
      Body: bodyOf(bytes),
      ContentType,
      ServerSideEncryption: keyId === undefined ? 'AES256' : 'aws:kms',
      ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
      ...(ExpectedManifestBucketOwner !== undefined && { ExpectedBucketOwner: ExpectedManifestBucketOwner }),
    };
    try {
      return await this.ports.putObject(input, this.call);
    } catch (error) {
      throw generationRefused(error);
    }
  }
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
