// What SESv2's tags hang on: the identities here, by their ARN.
import { parseArn } from '../../../core/arn.ts';
import type { Call } from '../../../core/call.ts';
import type { Identity, IdentityStore } from '../identity-store.ts';
import { badRequest, noSuchIdentity, notFound } from './errors.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** DOC: at most 50 tags a resource. */
const MOST = 50;

export function taggedIdentity(identities: IdentityStore, call: Call, resourceArn: string): Identity {
  const arn = parseArn(resourceArn);
  if (arn?.service !== 'ses') throw badRequest(`Invalid ARN: ${resourceArn}`);
  const name = /^identity\/(.+)$/.exec(arn.resource)?.[1];
  const here = arn.account === call.account && arn.region === call.region;
  if (name === undefined || !here) throw notFound(`Resource ${resourceArn} does not exist.`);
  const identity = identities.find(call, name);
  if (!identity) throw noSuchIdentity(name);
  return identity;
}

export const tagsOf = ({ tags }: Identity): readonly Tag[] => (tags === null ? [] : JSON.parse(tags));

/** The later ones replace their namesakes. */
export function withTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const all = new Map([...before, ...added].map(({ Key, Value }) => [Key, Value]));
  if (all.size > MOST) throw badRequest(`A resource has at most ${MOST} tags.`);
  return [...all].map(([Key, Value]) => ({ Key, Value }));
}
