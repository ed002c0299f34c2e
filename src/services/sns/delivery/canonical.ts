// The text that a signature stands for: names and values of the signed members, a line each, in the order of their
// names (developer guide, "Verifying the signatures of Amazon SNS messages").

/** Those of a message that asks the subscriber for something have a Token and a SubscribeURL, others may have a Subject. */
const SIGNED = [
  'Message',
  'MessageId',
  'Subject',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const;

export type SignedMembers = Readonly<Partial<Record<(typeof SIGNED)[number], string>>>;

export function stringToSign(message: SignedMembers): string {
  const lines = SIGNED.flatMap((name) => {
    const value = message[name];
    return value === undefined ? [] : [name, value];
  });
  return lines.map((line) => `${line}\n`).join('');
}
