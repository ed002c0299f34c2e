// S3's error body.
import type { AwsError } from '../../core/errors.ts';
import type { Exchange } from '../exchange.ts';
import { escapeXml, XML_PROLOG } from '../xml-writer.ts';

/** x-amz-id-2: names the machine that answered. */
export type HostId = string;

export function errorDocument(error: AwsError, { path, requestId }: Exchange, hostId: HostId): string {
  let members = '';
  for (const [name, value] of Object.entries(error.members)) {
    if (value !== undefined) members += `<${name}>${escapeXml(String(value))}</${name}>`;
  }
  // AWS names the resource in one way or another: by members of its own (BucketName, Key), else by Resource.
  if (members === '') members = `<Resource>${escapeXml(path)}</Resource>`;
  const message = error.hasMessage ? `<Message>${escapeXml(error.message)}</Message>` : '';
  return `${XML_PROLOG}<Error><Code>${escapeXml(error.code)}</Code>${message}${members}<RequestId>${requestId}</RequestId><HostId>${hostId}</HostId></Error>`;
}
