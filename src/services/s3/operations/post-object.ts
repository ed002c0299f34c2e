// Stores the file of an HTML form: PutObject, said by fields and held to the form's policy (POST Object's page).
import type { Body } from '../../../core/body.ts';
import { AwsError } from '../../../core/errors.ts';
import { header, integer, label, payload, required, stream, string, structure } from '../../../core/shape.ts';
import { findBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { entityTooLarge, invalidArgument, s3Errors } from '../errors.ts';
import { objectUrl } from '../object-url.ts';
import { type PostForm, readForm } from '../post/form-reader.ts';
import { putInputOf } from '../post/post-fields.ts';
import { checkPolicy, type LengthRange, readPolicy } from '../post/post-policy.ts';
import { signedCall } from '../post/post-signer.ts';
import { chargedMember, chargedTo } from '../requester-pays.ts';
import { checksumAnswer, sseAnswer } from '../shapes.ts';
import { checkKey } from '../writing/object-draft.ts';
import { putObject, storeObject } from './put-object.ts';

const input = structure({
  Bucket: required(label('Bucket', string())),
  ContentType: header('Content-Type', string()),
  Body: payload('Body', stream()),
});
const output = structure({
  StatusCode: { shape: integer(), required: false, location: 'status' } as const,
  Location: header('Location', string()),
  ETag: header('ETag', string()),
  VersionId: header('x-amz-version-id', string()),
  Expiration: header('x-amz-expiration', string()),
  ...checksumAnswer,
  ...sseAnswer,
  ...chargedMember,
  PostResponse: payload(
    'PostResponse',
    structure({ Location: string(), Bucket: string(), Key: string(), ETag: string() }, { xmlNamespace: '' }),
  ),
});

export const postObject = s3Operation({
  name: 'PostObject',
  input,
  output,
  http: { method: 'POST', uri: '/{Bucket}' },
  resolve: ({ input, call, deps }) => findBucket(deps, input, call),
  // Who posts stands in the form, so permission is asked once that is read.
  access: () => undefined,
  async run({ input, target: bucket, call: anonymous, deps }) {
    const form = await readForm(input.ContentType, input.Body ?? nothing());
    const { fields } = form;
    const call = signedCall(fields, anonymous, deps.ports.findCredential, deps.settings.requireKnownKeys);
    const key = keyOf(form);
    // "All variables within the form are expanded prior to validating the POST policy" (POST Policy's page).
    const expanded = new Map([...fields, ['key', key]]);
    const policy = call === anonymous ? undefined : fields.get('policy');
    const range =
      policy === undefined ? undefined : checkPolicy(readPolicy(policy), expanded, bucket.name, call.time);
    checkKey(key);
    const put = {
      ...putInputOf(fields),
      Bucket: bucket.name,
      Key: key,
      Body: ranged(form, range),
    };
    const context = { input: put, target: bucket, call, deps };
    for (const check of [putObject.access(context) ?? []].flat()) {
      const decision = deps.ports.authorize(check, call);
      if (!decision.allowed) throw s3Errors.denied(check, decision, call);
    }
    const { SSEKMSEncryptionContext: _, ...answer } = await storeObject(context, 'ObjectCreated:Post');
    const { ETag } = answer;
    const Location = objectUrl(bucket, key, call);
    return {
      ...statusOf(fields, { Location, Bucket: bucket.name, Key: key, ETag }),
      ...answer,
      RequestCharged: chargedTo(bucket, call, deps),
    };
  },
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * `${filename}` stands for the name of the file, without the folders that some browsers put before it; for itself
 * where the file has no name (recorded).
 */
function keyOf({ fields, file }: PostForm): string {
  const key = fields.get('key');
  if (key === undefined || key === '') {
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  }
  const { name } = file;
  if (name === undefined) return key;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form's own placeholder
  const named = key.replaceAll('${filename}', () => name.replace(/^.*[/\\]/, ''));
  if (named === '') throw invalidArgument('User key must have a length greater than 0.', 'key', '');
  return named;
}

/** The file, refused as soon as it is longer than its policy allows. */
function ranged({ file }: PostForm, range: LengthRange | undefined): Body {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const chunk of file.bytes) {
      size += chunk.length;
      if (range && size > range.max) throw entityTooLarge(size, range.max);
      yield chunk;
    }
    if (range && size < range.min) {
      throw new AwsError(
        'EntityTooSmall',
        400,
        'Your proposed upload is smaller than the minimum allowed size',
        {
          ProposedSize: size,
          MinSizeAllowed: range.min,
        },
      );
    }
  }
  return { [Symbol.asyncIterator]: bytes };
}

interface Stored {
  readonly Location: string;
  readonly Bucket: string;
  readonly Key: string;
  readonly ETag: string | undefined;
}

/** 204 unless the form asks for another answer; what it asks for in vain is passed over. */
function statusOf(fields: ReadonlyMap<string, string>, stored: Stored) {
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const url = new URL(redirect);
    url.searchParams.append('bucket', stored.Bucket);
    url.searchParams.append('key', stored.Key);
    url.searchParams.append('etag', stored.ETag ?? '');
    return { StatusCode: 303, Location: url.href };
  }
  const status = fields.get('success_action_status');
  if (status === '201') return { StatusCode: 201, Location: stored.Location, PostResponse: stored };
  return { StatusCode: status === '200' ? 200 : 204, Location: stored.Location };
}
