#!/usr/bin/env node
// The process: flags and environment -> server -> signals.
import { ConfigError, readConfig, usage } from './config.ts';
import { type RunningServer, startServer } from './index.ts';
import { CertificateError } from './platform/certificate-files.ts';
import { DataDirectoryError } from './platform/database.ts';
import { startUnmarked, tuneV8 } from './platform/tune-v8.ts';
import { UnknownQuotaError } from './services/kms/index.ts';

/** Past this, whatever still hangs is cut off and named. */
const CLOSE_WITHIN_MS = 5_000;

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(usage());
    return;
  }
  const config = readConfig(argv);
  startUnmarked();
  const server = await startServer(config);
  tuneV8();
  closeOnSignals(server);
  const state = config.dataDir === undefined ? 'state in memory' : `state in ${config.dataDir}`;
  process.stdout.write(`waxseal is ready: AWS endpoint ${server.url}, SMTP ${server.smtp.url} (${state})\n`);
}

function closeOnSignals(server: RunningServer): void {
  let closing = false;
  const close = async () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => {
      process.stderr.write(`waxseal did not close within ${CLOSE_WITHIN_MS} ms and is cut off\n`);
      process.exit(1);
    }, CLOSE_WITHIN_MS).unref();
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? (isForThePerson(error) ? error.message : error.stack) : String(error);
  process.stderr.write(`waxseal: ${text}\n`);
  process.exit(1);
});

/** Errors whose message says all; any other is a bug and shows its stack. */
function isForThePerson(error: Error): boolean {
  const known = [ConfigError, DataDirectoryError, CertificateError, UnknownQuotaError].some(
    (kind) => error instanceof kind,
  );
  return (
    known ||
    ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(
      (error as NodeJS.ErrnoException).code ?? '',
    )
  );
}
