// The checksum algorithms of S3: their names on the wire and their digests.
import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DigestOf } from '../../../core/operation.ts';
import type { ChecksumAlgorithm } from '../versions/object-version.ts';
import { Crc64Nvme, crc32c } from './crc.ts';
import { Xxh3 } from './xxh3.ts';
import { Xxh64 } from './xxh64.ts';

export interface Digest {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

interface Facts {
  /** Bytes. */
  readonly length: number;
  /** The member that carries it in inputs and answers. */
  readonly member:
    | 'ChecksumCRC32'
    | 'ChecksumCRC32C'
    | 'ChecksumCRC64NVME'
    | 'ChecksumSHA1'
    | 'ChecksumSHA256'
    | 'ChecksumSHA512'
    | 'ChecksumMD5'
    | 'ChecksumXXHASH64'
    | 'ChecksumXXHASH3'
    | 'ChecksumXXHASH128';
  readonly header: string;
  /** Which type a multipart upload has unless it asks (CreateMultipartUpload's page). */
  readonly multipartType: 'FULL_OBJECT' | 'COMPOSITE';
}

export const ALGORITHMS: Readonly<Record<ChecksumAlgorithm, Facts>> = {
  CRC32: { length: 4, member: 'ChecksumCRC32', header: 'x-amz-checksum-crc32', multipartType: 'COMPOSITE' },
  CRC32C: {
    length: 4,
    member: 'ChecksumCRC32C',
    header: 'x-amz-checksum-crc32c',
    multipartType: 'COMPOSITE',
  },
  CRC64NVME: {
    length: 8,
    member: 'ChecksumCRC64NVME',
    header: 'x-amz-checksum-crc64nvme',
    multipartType: 'FULL_OBJECT',
  },
  SHA1: { length: 20, member: 'ChecksumSHA1', header: 'x-amz-checksum-sha1', multipartType: 'COMPOSITE' },
  SHA256: {
    length: 32,
    member: 'ChecksumSHA256',
    header: 'x-amz-checksum-sha256',
    multipartType: 'COMPOSITE',
  },
  SHA512: {
    length: 64,
    member: 'ChecksumSHA512',
    header: 'x-amz-checksum-sha512',
    multipartType: 'COMPOSITE',
  },
  MD5: { length: 16, member: 'ChecksumMD5', header: 'x-amz-checksum-md5', multipartType: 'COMPOSITE' },
  XXHASH64: {
    length: 8,
    member: 'ChecksumXXHASH64',
    header: 'x-amz-checksum-xxhash64',
    multipartType: 'COMPOSITE',
  },
  XXHASH3: {
    length: 8,
    member: 'ChecksumXXHASH3',
    header: 'x-amz-checksum-xxhash3',
    multipartType: 'COMPOSITE',
  },
  XXHASH128: {
    length: 16,
    member: 'ChecksumXXHASH128',
    header: 'x-amz-checksum-xxhash128',
    multipartType: 'COMPOSITE',
  },
};

export const ALGORITHM_NAMES = Object.keys(ALGORITHMS) as readonly ChecksumAlgorithm[];

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  Object.hasOwn(ALGORITHMS, name);

/** What Node does not compute in one step. */
const DIGESTS = {
  CRC32: () => new Crc32(crc32),
  CRC32C: () => new Crc32(crc32c),
  CRC64NVME: () => new Crc64Nvme(),
  XXHASH64: () => new Xxh64(),
  XXHASH3: () => new Xxh3(64),
  XXHASH128: () => new Xxh3(128),
} satisfies Partial<Record<ChecksumAlgorithm, () => Digest>>;

const digestOf =
  (create: () => Digest): DigestOf =>
  (bytes) => {
    const digest = create();
    digest.update(bytes);
    return digest.digest();
  };

/** The same for documents, by the names that headers have. */
export const OWN_DIGESTS: Readonly<Record<string, DigestOf>> = Object.fromEntries(
  Object.entries(DIGESTS).map(([name, create]) => [name.toLowerCase(), digestOf(create)]),
);

const ownDigest = (algorithm: ChecksumAlgorithm): Digest | undefined =>
  algorithm in DIGESTS ? DIGESTS[algorithm as keyof typeof DIGESTS]() : undefined;

export const createDigest = (algorithm: ChecksumAlgorithm): Digest =>
  ownDigest(algorithm) ?? createHash(algorithm.toLowerCase());

/** Base64 of bytes that are all in hand. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const digest = ownDigest(algorithm);
  if (!digest) return hash(algorithm.toLowerCase(), bytes, 'base64');
  digest.update(bytes);
  return digest.digest().toString('base64');
}

class Crc32 implements Digest {
  private crc = 0;
  constructor(private readonly next: (bytes: Uint8Array, crc: number) => number) {}
  update(chunk: Uint8Array): void {
    this.crc = this.next(chunk, this.crc);
  }
  digest(): Buffer {
    const value = Buffer.allocUnsafe(4);
    value.writeUInt32BE(this.crc >>> 0);
    return value;
  }
}
