// The two test messages every scanner knows: GTUBE is spam, EICAR a virus. Anything else is neither.

/** https://spamassassin.apache.org/gtube/ */
const GTUBE = Buffer.from('XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X');
/** https://www.eicar.org/download-anti-malware-testfile/, in two parts so that no scanner takes this file for it. */
const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);
/** A file that begins with it, as an attachment; no encoder breaks lines before 72 characters. */
const EICAR_BASE64 = Buffer.from(EICAR.toString('base64').slice(0, 72));

const OVERLAP = Math.max(GTUBE.length, EICAR.length, EICAR_BASE64.length) - 1;

export interface Findings {
  readonly isSpam: boolean;
  readonly isVirus: boolean;
}

/** Of a message in one piece. */
export const scan = (message: Buffer): Findings => ({
  isSpam: message.includes(GTUBE),
  isVirus: message.includes(EICAR) || message.includes(EICAR_BASE64),
});

/** Fed a message piece by piece. */
export class Scanner implements Findings {
  isSpam = false;
  isVirus = false;
  private tail: Buffer = Buffer.alloc(0);

  feed(bytes: Uint8Array): void {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The seam first: what began in the piece before.
    if (this.tail.length > 0) this.look(Buffer.concat([this.tail, piece.subarray(0, OVERLAP)]));
    this.look(piece);
    const joined = piece.length >= OVERLAP ? piece : Buffer.concat([this.tail, piece]);
    this.tail = Buffer.from(joined.subarray(Math.max(0, joined.length - OVERLAP)));
  }

  private look(bytes: Buffer): void {
    const { isSpam, isVirus } = scan(bytes);
    this.isSpam ||= isSpam;
    this.isVirus ||= isVirus;
  }
}
