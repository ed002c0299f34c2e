// What an owner chooses about an identity: feedback notifications and the custom MAIL FROM domain.
//
// Kept and told; nothing sent here bounces back or leaves under another reverse-path.
import { parseArn } from '../../core/arn.ts';

export const NOTIFICATION_TYPES = ['Bounce', 'Complaint', 'Delivery'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export interface MailFrom {
  readonly domain: string;
  readonly onMxFailure: 'UseDefaultValue' | 'RejectMessage';
}
export interface IdentityAttributes {
  readonly topics?: Readonly<Partial<Record<NotificationType, string>>>;
  /** Which notifications carry the headers of the mail. */
  readonly headers?: readonly NotificationType[];
  /** Bounces and complaints come by mail as well; true unless told. */
  readonly forwarding?: boolean;
  readonly mailFrom?: MailFrom | undefined;
}

export const readAttributes = (text: string | null): IdentityAttributes =>
  text === null ? {} : JSON.parse(text);

/** MODEL: "by using its name or by using its Amazon Resource Name". */
export function identityName(nameOrArn: string): string {
  const resource = parseArn(nameOrArn)?.resource;
  return resource?.startsWith('identity/') ? resource.slice('identity/'.length) : nameOrArn;
}
