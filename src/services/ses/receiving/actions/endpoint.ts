// Somebody's HTTP endpoint that plays a function or a topic: asked once, for so long and for so much as AWS waits.

/** Lambda's own bound of an answer. */
const LONGEST_ANSWER = 6 * 1024 * 1024;

/** The emulator ends while an endpoint keeps it waiting: what became of it there nobody saw, as after a crash. */
export class Interrupted extends Error {}

export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds until the whole answer must be there. */
  readonly within: number;
  readonly closing: AbortSignal;
}

/** @throws Interrupted when the emulator closes meanwhile. */
export async function post(
  endpoint: string,
  { headers, body, within, closing }: Post,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(within), closing]);
    const response = await fetch(endpoint, { method: 'POST', headers: { ...headers }, body, signal });
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
      length += piece.length;
      if (length > LONGEST_ANSWER) throw new Error(`it answered more than ${LONGEST_ANSWER} bytes`);
      pieces.push(piece);
    }
    return { status: response.status, text: Buffer.concat(pieces).toString('utf8') };
  } catch (error) {
    throw closing.aborted ? new Interrupted() : error;
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
