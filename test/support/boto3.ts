// boto3 as a client that nobody here wrote, where it is installed.
import { execFileSync } from 'node:child_process';

/** Why tests by boto3 are skipped; undefined where they run. */
export function boto3Missing(): string | undefined {
  try {
    execFileSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'python3 with boto3 is not installed';
  }
}
