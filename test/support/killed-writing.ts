// Writers whom a kill -9 meets in the midst of their writing.
import type { ServerProcess } from './process.ts';

/**
 * Each writer writes on and on until the server is killed, which it is as soon as `enough` writes are answered.
 * @param write answers what the server promised by its answer
 * @returns all that was promised
 */
export async function killedWriting(
  { child }: ServerProcess,
  { writers, enough }: { readonly writers: number; readonly enough: number },
  write: (writer: number, index: number) => Promise<string>,
): Promise<ReadonlySet<string>> {
  const answered = new Set<string>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const goOn = async (writer: number) => {
    for (let index = 0; ; index += 1) {
      answered.add(await write(writer, index));
      if (answered.size === enough) child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => goOn(writer).catch(() => undefined)));
  await ended;
  return answered;
}
