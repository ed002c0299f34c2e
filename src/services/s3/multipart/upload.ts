// A multipart upload and its parts: the parts of a completed upload stay where they are and are the object.
import type { AccountId } from '../../../core/ids.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Random } from '../../../platform/random.ts';
import type { ChecksumAlgorithm, Envelope, Seq } from '../versions/object-version.ts';
import type { Description } from '../writing/object-draft.ts';

export const newUploadId = (random: Random): string => random.bytes(96).toString('base64url');
/** Whether it may have been given some time. */
export const isUploadId = (text: string): boolean => /^[\w-]{128}$/.test(text);

/** What CreateMultipartUpload was told, kept until the object is made. */
export interface UploadDraft extends Description {
  readonly envelope: Envelope;
  readonly checksum: UploadChecksum;
  readonly acl?: unknown;
  /** The key's newest version when the upload was begun: a conditional completion must find it so still. */
  readonly found?: Seq | undefined;
  /** Who began it, where that is no root. */
  readonly initiator?: { readonly arn: string; readonly name: string } | undefined;
}

export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  /** False: nobody asked for it, S3 adds it. */
  readonly asked: boolean;
}

export interface Upload {
  readonly id: number;
  readonly bucket: number;
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: number;
  readonly initiator: AccountId;
  /** The version it has become. */
  readonly seq?: Seq | undefined;
  readonly draft: UploadDraft;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly blob: BlobId;
  readonly salt: Uint8Array;
  readonly checksum: string | null;
}

/** What the completion of an upload asks of its parts, of which there may be 10,000. */
export type ListedPart = Pick<Part, 'number' | 'size' | 'etag' | 'checksum'>;

/** A part of a completed object. */
export interface PlacedPart extends Part {
  /** Where it begins in the whole. */
  readonly start: number;
}

/** A part of a completed object that holds wanted bytes. */
export interface Segment {
  readonly blob: BlobId;
  readonly start: number;
  readonly size: number;
  readonly salt: Uint8Array;
}

/** An unfinished upload in a listing. */
export interface OpenUpload {
  readonly key: string;
  /** The order of uploads of one key. */
  readonly place: number;
  readonly uploadId: string;
  readonly initiated: number;
  readonly initiator: AccountId;
  readonly draft: string;
}
