// The newest versions of the keys that were used last, and the bodies of the small: who reads what was just written
// need not ask SQLite for it. Bodies are kept as they lie there, sealed.
//
// The store tells it of every write within the write's transaction, and it forgets all when one is undone.
import type { Bucket } from './bucket-store.ts';
import type { ObjectVersion, Seq } from './object-version.ts';

/** Beyond it all are forgotten: what stays for longer than a young collection makes every write dearer. */
const MOST = 256;
/** Bytes of a sealed frame that is kept with its version. */
const SMALL = 8 * 1024;

/** Whose versions: those of one key, so a version says it too. */
export interface StoredKey {
  readonly bucket: number;
  readonly key: string;
}

const nameOf = (bucket: number, key: string): string => `${bucket}/${key}`;

export class NewestVersions {
  private readonly versions = new Map<string, ObjectVersion>();
  private readonly frames = new Map<Seq, Uint8Array>();

  find(bucket: Bucket, key: string): ObjectVersion | undefined {
    return this.versions.get(nameOf(bucket.id, key));
  }

  keep(version: ObjectVersion): ObjectVersion {
    if (this.versions.size >= MOST) this.versions.clear();
    this.versions.set(nameOf(version.bucket, version.key), version);
    return version;
  }

  forget({ bucket, key }: StoredKey): void {
    this.versions.delete(nameOf(bucket, key));
  }

  /** The sealed frame of a version whose body stands inline. */
  frameOf(seq: Seq): Uint8Array | undefined {
    return this.frames.get(seq);
  }

  keepFrame(seq: Seq, frame: Uint8Array): Uint8Array {
    if (frame.length > SMALL) return frame;
    if (this.frames.size >= MOST) this.frames.clear();
    this.frames.set(seq, frame);
    return frame;
  }

  forgetFrame(seq: Seq): void {
    this.frames.delete(seq);
  }

  forgetAll(): void {
    this.versions.clear();
    this.frames.clear();
  }
}
