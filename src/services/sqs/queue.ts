// A queue, its ARN, and the URLs it is known by.
import { parseArn } from '../../core/arn.ts';
import type { Call } from '../../core/call.ts';
import { type AccountId, isAccountId, partitionOf, type Region } from '../../core/ids.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface Queue {
  readonly id: number;
  readonly account: AccountId;
  readonly region: Region;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  /** Those that were set; `settings` has the defaults. */
  readonly attributes: Attributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly created: number;
  readonly modified: number;
  readonly purged: number;
}

export const queueArn = (account: AccountId, region: Region, name: string): string =>
  `arn:${partitionOf(region)}:sqs:${region}:${account}:${name}`;

/** At the address that the client itself used, so that it finds its way back. */
export function queueUrl({ account, name }: Pick<Queue, 'account' | 'name'>, call: Call): string {
  const origin = /^https?:\/\/[^/]+/.exec(call.url ?? '')?.[0] ?? `https://sqs.${call.region}.amazonaws.com`;
  return `${origin}/${account}/${name}`;
}

/**
 * Account and name decide, never the host: a URL that another container or a port mapping made works as well.
 * A bare name is a queue of the caller's account, as AWS's own endpoint takes it.
 */
export function parseQueueUrl(text: string, call: Call): { account: AccountId; name: string } | undefined {
  if (/^[\w-]{1,80}(?:\.fifo)?$/.test(text)) return { account: call.account, name: text };
  const path = /^(?:https?:\/\/[^/?#]*)?\/?(.*?)\/?$/.exec(text)?.[1] ?? '';
  const [name, account] = path.split('/').reverse();
  return name && account && isAccountId(account) ? { account, name } : undefined;
}

export function parseQueueArn(
  text: string,
): { account: AccountId; region: Region; name: string } | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'sqs' || !isAccountId(arn.account)) return undefined;
  return { account: arn.account, region: arn.region as Region, name: arn.resource };
}
