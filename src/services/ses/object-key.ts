// Where an S3 action puts things: a prefix is a folder whether or not it ends in a slash (facts §0, real keys).

export const SETUP_NOTIFICATION = 'AMAZON_SES_SETUP_NOTIFICATION';

export function objectKey(prefix: string | undefined, name: string): string {
  if (!prefix) return name;
  return prefix.endsWith('/') ? prefix + name : `${prefix}/${name}`;
}
