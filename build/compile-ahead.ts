// What V8 compiles while a server starts and answers its first calls is kept, and read by every start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeFirstCalls } from './first-calls.ts';

/** @param loader `code-cache.cjs` beside the scripts of a built server. */
export async function compileAhead(loader: string): Promise<void> {
  const server = spawn(process.execPath, ['--eval', program(loader)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // V8 refuses code that was compiled under other flags than those of a start.
    env: {},
  });
  try {
    await makeFirstCalls(await urlOf(server));
    server.send('keep');
    const [status] = await once(server, 'exit');
    if (status !== 0) throw new Error(`what was compiled could not be kept (${status})`);
  } finally {
    server.kill();
  }
}

const program = (loader: string) => `
  const { keepCompiled, load } = require(${JSON.stringify(loader)});
  require('node:v8').setFlagsFromString = () => {};
  process.argv = [process.execPath, 'main.js', '--port', '0', '--smtp-port', '0'];
  process.stdout.write = (ready) => process.send(ready);
  process.once('message', () => { keepCompiled(); process.exit(0); });
  load('main.js');`;

async function urlOf(server: ChildProcess): Promise<string> {
  const gone = once(server, 'exit').then(([status]) => {
    throw new Error(`the built server ended with ${status}`);
  });
  const [ready] = await Promise.race([once(server, 'message'), gone]);
  const [url] = /http:[^,]+/.exec(String(ready)) ?? [];
  if (url === undefined) throw new Error(`the built server said: ${ready}`);
  return url;
}
