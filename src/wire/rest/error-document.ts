// S3's error body, and S3 Control's.
import type { AwsError } from '../../core/errors.ts';
import type { Exchange } from '../exchange.ts';
import { escapeXml, XML_PROLOG } from '../xml-writer.ts';
import { rootOf } from './doors.ts';

/** x-amz-id-2: names the machine that answered. */
export type HostId = string;

/** AWS leaves the apostrophes of a refusal as they are (OpenStack Swift's test/s3api, which runs against AWS). */
const escapeText = (text: string): string => escapeXml(text).replaceAll('&apos;', "'");

export function errorDocument(error: AwsError, exchange: Exchange, hostId: HostId): string {
  const { path, requestId, service } = exchange;
  let members = '';
  for (const [name, value] of Object.entries(error.members)) {
    if (value !== undefined) members += `<${name}>${escapeText(String(value))}</${name}>`;
  }
  // AWS names the resource in one way or another: by members of its own (BucketName, Key), else by Resource.
  if (members === '') members = `<Resource>${escapeXml(path)}</Resource>`;
  const message = error.hasMessage ? `<Message>${escapeText(error.message)}</Message>` : '';
  const told = `<Code>${escapeXml(error.code)}</Code>${message}${members}`;
  const ids = `<RequestId>${requestId}</RequestId><HostId>${hostId}</HostId>`;
  // S3 Control wraps what S3 says plainly (its SDKs: aws-sdk-go-v2's IsWrappedWithErrorTag).
  return service && rootOf(service) !== undefined
    ? `${XML_PROLOG}<ErrorResponse><Error>${told}</Error>${ids}</ErrorResponse>`
    : `${XML_PROLOG}<Error>${told}${ids}</Error>`;
}
