// A message from its first byte to its last: gathered, and looked at.
import { type Prompt, whenReady } from '../../../core/prompt.ts';
import { type Content, isWhole } from './content.ts';
import { type Inspected, Inspection, inspect } from './inspection.ts';
import { SMALL, type Spool } from './spool.ts';

export interface Message extends Inspected {
  readonly content: Content;
}

export class Intake {
  /** Only of a large message; a small one is looked at when it is there. */
  private inspection: Inspection | undefined;

  constructor(private readonly spool: Spool) {}

  /** No promise while the message stays in memory and there is room. */
  take(piece: Uint8Array): Prompt<void> {
    const { spool } = this;
    if (!this.inspection && spool.length + piece.length > SMALL) {
      this.inspection = new Inspection();
      for (const early of spool.pieces) this.inspection.feed(early);
    }
    this.inspection?.feed(piece);
    return spool.write(piece);
  }

  finish(): Prompt<Message> {
    return whenReady(this.spool.finish(), (content) => {
      const { header, bodyHash, isSpam, isVirus } = this.inspected(content);
      return { content, header, bodyHash, isSpam, isVirus };
    });
  }

  private inspected(content: Content): Inspected {
    if (isWhole(content)) return inspect(bufferOf(content.whole));
    return (this.inspection ?? new Inspection()).finish();
  }

  discard(): Promise<void> {
    return this.spool.discard();
  }

  release(): void {
    this.spool.release();
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
