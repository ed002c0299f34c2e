// multipart/form-data as browsers post it: fields first, then the file, which streams.
import { AwsError } from '../../../core/errors.ts';

export interface PostForm {
  /** By lower-case name; what is given twice counts once, the first time. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: {
    readonly name: string | undefined;
    readonly bytes: AsyncIterable<Uint8Array>;
  };
}

/** What may stand before the file (POST Object's page). */
const MOST_BEFORE_FILE = 20 * 1024;
const LINE_END = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

const malformed = () =>
  new AwsError(
    'MalformedPOSTRequest',
    400,
    'The body of your POST request is not well-formed multipart/form-data.',
  );
const tooMuch = () =>
  new AwsError(
    'MaxPostPreDataLengthExceededError',
    400,
    'Your POST request fields preceding the upload file was too large.',
    { MaxPostPreDataLengthBytes: MOST_BEFORE_FILE },
  );

export async function readForm(
  contentType: string | undefined,
  source: AsyncIterable<Uint8Array>,
): Promise<PostForm> {
  const boundary = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) {
    throw new AwsError(
      'PreconditionFailed',
      412,
      'At least one of the pre-conditions you specified did not hold',
      { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
    );
  }
  const reader = new Reader(source);
  const delimiter = Buffer.from(`\r\n--${name}`);
  // The first delimiter has no line before it.
  await reader.until(delimiter.subarray(2));
  const fields = new Map<string, string>();
  for (;;) {
    const after = await reader.until(LINE_END);
    if (after.toString().startsWith('--')) throw missingFile();
    const part = headersOf((await reader.until(HEADERS_END)).toString('utf8'));
    if (part.name === undefined) throw malformed();
    if (part.name.toLowerCase() === 'file') {
      const bytes = reader.stream(delimiter);
      return { fields, file: { name: part.filename, bytes } };
    }
    // Some clients send every field as if it were a file (facts/s3 §8).
    const value = (await reader.until(delimiter)).toString('utf8');
    const key = part.name.toLowerCase();
    if (!fields.has(key)) fields.set(key, value);
  }
}

const missingFile = () =>
  new AwsError('InvalidArgument', 400, 'POST requires exactly one file upload per request.', {
    ArgumentName: 'file',
    ArgumentValue: '0',
  });

function headersOf(text: string) {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? '';
  return {
    name: parameter(disposition, 'name'),
    filename: parameter(disposition, 'filename'),
  };
}

const parameter = (header: string, name: string): string | undefined => {
  const match = new RegExp(`;\\s*${name}=(?:"((?:\\\\.|[^"\\\\])*)"|([^;\\s]+))`, 'i').exec(header);
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
};

class Reader {
  private readonly source: AsyncIterator<Uint8Array>;
  private held: Buffer = Buffer.alloc(0);
  private taken = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** What stands before the mark, which is taken too. */
  async until(mark: Buffer): Promise<Buffer> {
    let from = 0;
    for (;;) {
      const at = this.held.indexOf(mark, from);
      if (at >= 0) {
        const before = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        this.taken += at + mark.length;
        if (this.taken > MOST_BEFORE_FILE) throw tooMuch();
        return before;
      }
      if (this.taken + this.held.length > MOST_BEFORE_FILE) throw tooMuch();
      from = Math.max(0, this.held.length - mark.length + 1);
      if (!(await this.more())) throw malformed();
    }
  }

  /** The bytes up to the mark, as they come; what follows it is read and left. */
  async *stream(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.held.subarray(0, at);
        this.held = Buffer.alloc(0);
        for (let step = await this.source.next(); !step.done; step = await this.source.next());
        return;
      }
      // The mark may have begun in the last bytes.
      const sure = this.held.length - mark.length + 1;
      if (sure > 0) {
        yield this.held.subarray(0, sure);
        this.held = this.held.subarray(sure);
      }
      if (!(await this.more())) throw malformed();
    }
  }

  private async more(): Promise<boolean> {
    const { done, value } = await this.source.next();
    if (done) return false;
    this.held = this.held.length === 0 ? Buffer.from(value) : Buffer.concat([this.held, value]);
    return true;
  }
}
