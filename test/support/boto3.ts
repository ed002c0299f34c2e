// boto3 as a client that nobody here wrote, where it is installed.
import { runs } from './programs.ts';

/** 1.26, of Debian 12 and Ubuntu 24.04, lacks members and operations that the tests use; 1.43 has them all. */
const OLDEST = [1, 40] as const;

/** Why tests by boto3, and by what else they import, are skipped; undefined where they run. */
export function boto3Missing(...others: readonly string[]): string | undefined {
  const modules = ['boto3', ...others].join(', ');
  const program = `import ${modules}; assert [int(n) for n in boto3.__version__.split('.')[:2]] >= [${OLDEST}]`;
  if (runs('python3', '-c', program)) return undefined;
  return `python3 with ${modules} is not installed, or boto3 is older than ${OLDEST.join('.')}`;
}
