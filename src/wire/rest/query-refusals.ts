// What S3 refuses in a query string whichever operation it means: two subresources at once, a version or a part of
// what has none, HEAD of a subresource. As recorded of us-east-1 in September 2026 and April 2026, and by versitygw's
// testers (versitygw#1226, #1236, #1237).
import type { AwsError } from '../../core/errors.ts';
import type { QueryString } from '../query-string.ts';
import { SUBRESOURCES } from './subresources.ts';
import { invalidArgument, invalidRequest, methodNotAllowed } from './wording.ts';

export interface Asked {
  readonly method: string;
  /** 0: the service, 1: a bucket, 2: an object. */
  readonly labels: number;
  readonly query: QueryString;
  /** Whether the operation that was found takes a version. */
  readonly takesVersion: boolean;
  /** Which methods a subresource has at this place. */
  readonly methodsOf: (subresource: string) => readonly string[];
}

/** Most query strings hold a signature or the mark of an SDK, if anything. */
export const mayBeRefused = ({ pairs }: QueryString): boolean =>
  pairs.some(([name]) => SUBRESOURCES.has(name) || name === 'versionId' || name === 'partNumber');

/** What only buckets have, in words of their own. */
const KEYLESS: Readonly<Record<string, string | undefined>> = {
  uploads: 'Key is not expected for the GET method ?uploads subresource',
  versions: 'There is no such thing as the ?versions sub-resource for a key',
};
const partOfNothing = (): AwsError =>
  invalidArgument('This operation does not accept partNumber without uploadId', 'partNumber', 'partNumber');
const isNotPut = (method: string): boolean => method !== 'PUT';

export function refusalOfQuery({
  method,
  labels,
  query,
  takesVersion,
  methodsOf,
}: Asked): AwsError | undefined {
  const selected = [...new Set(query.pairs.map(([name]) => name))]
    .filter((name) => SUBRESOURCES.has(name))
    .sort();
  const [only = ''] = selected;
  if (selected.length > 1) {
    const message = `Conflicting query string parameters: ${selected.join(', ')}`;
    return invalidArgument(message, 'ResourceType', only);
  }
  if (labels === 1 && query.has('partNumber') && only === '')
    return invalidRequest('Object must have a valid key name.');
  if (labels === 2 && method === 'GET' && KEYLESS[only]) return invalidRequest(KEYLESS[only]);
  if (labels === 2 && method === 'PUT') {
    const [part, upload] = [query.has('partNumber'), query.has('uploadId')];
    if (part && !upload) return partOfNothing();
    if (upload && !part) return methodNotAllowed('PUT', 'UPLOAD', methodsOf('uploadId').filter(isNotPut));
  }

  const version = query.get('versionId');
  const isWrite = method === 'PUT' || method === 'POST';
  if (version !== undefined && !takesVersion && (labels === 1 || (labels === 2 && isWrite))) {
    const isAcl = only === 'acl' && !isWrite;
    const message = isAcl ? 'Invalid version id specified' : 'This operation does not accept a version-id.';
    return invalidArgument(message, 'versionId', version);
  }

  if (method !== 'HEAD' || selected.length === 0) return undefined;
  const methods = methodsOf(only);
  return methods.length === 0
    ? undefined
    : methodNotAllowed(method, labels === 1 ? 'BUCKET' : 'OBJECT', methods);
}
