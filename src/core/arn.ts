// ARNs taken apart: arn:partition:service:region:account:resource.

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon; it may hold colons and slashes. */
  readonly resource: string;
}

/** Undefined when the text is not an ARN of six parts. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition, service, region, account, ...resource] = text.split(':');
  if (!partition || !service || region === undefined || account === undefined || resource.length === 0) {
    return undefined;
  }
  return { partition, service, region, account, resource: resource.join(':') };
}
