// One log file: its name, its bytes, and how CloudTrail puts it into the trail's bucket.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { bodyOf } from '../../core/body.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CloudTrailEvent } from './event.ts';
import type { CloudTrailPorts } from './ports.ts';
import { serviceCall } from './service-call.ts';
import { type Trail, trailArn } from './trail.ts';

const compress = promisify(gzip);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `prefix/AWSLogs/111122223333/CloudTrail`: under it everything is CloudTrail's. */
const folderOf = ({ prefix, account }: Trail): string =>
  `${prefix ? `${prefix}/` : ''}AWSLogs/${account}/CloudTrail`;

/** `…/us-east-1/2026/03/01/111122223333_CloudTrail_us-east-1_20260301T1205Z_Ab3….json.gz` */
export function logFileKey(trail: Trail, region: string, time: number, random: Platform['random']): string {
  const stamp = new Date(time).toISOString();
  const [day = '', clock = ''] = stamp.split('T');
  const minute = `${day.replaceAll('-', '')}T${clock.slice(0, 5).replace(':', '')}Z`;
  const unique = [...random.bytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  const file = `${trail.account}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
  return `${folderOf(trail)}/${region}/${day.replaceAll('-', '/')}/${file}`;
}

export async function putLogFile(
  trail: Trail,
  key: string,
  events: readonly CloudTrailEvent[],
  platform: Platform,
  ports: CloudTrailPorts,
): Promise<void> {
  await put(trail, key, await compress(JSON.stringify({ Records: events })), platform, ports);
}

/** What CreateTrail leaves in the bucket to see whether it may: an empty object named like the folder. */
export const putFolder = (trail: Trail, platform: Platform, ports: CloudTrailPorts): Promise<unknown> =>
  put(trail, `${folderOf(trail)}/`, new Uint8Array(0), platform, ports);

function put(
  trail: Trail,
  Key: string,
  bytes: Uint8Array,
  platform: Platform,
  ports: CloudTrailPorts,
): Promise<unknown> {
  // CloudTrail guide, "Configure KMS key policies": the context names the trail.
  const context = { 'aws:cloudtrail:arn': trailArn(trail) };
  return ports.putObject(
    {
      Bucket: trail.bucket,
      Key,
      Body: bodyOf(bytes),
      ACL: 'bucket-owner-full-control',
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ...(trail.keyArn === undefined
        ? { ServerSideEncryption: 'AES256' }
        : {
            ServerSideEncryption: 'aws:kms',
            SSEKMSKeyId: trail.keyArn,
            SSEKMSEncryptionContext: Buffer.from(JSON.stringify(context)).toString('base64'),
          }),
    },
    serviceCall(trail, platform),
  );
}
