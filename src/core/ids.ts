// The identifiers that cross service borders, branded so that one cannot stand in for another.

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Twelve digits. */
export type AccountId = Branded<string, 'AccountId'>;
/** For example `eu-west-1`. */
export type Region = Branded<string, 'Region'>;

export const DEFAULT_ACCOUNT = '000000000000' as AccountId;
export const DEFAULT_REGION = 'us-east-1' as Region;

const ACCOUNT_ID = /^\d{12}$/;
/** botocore's RegionType pattern, with the length that a DNS label allows. */
const REGION = /^([a-z]+-){2,3}\d+$/;

export const isAccountId = (text: string): text is AccountId => ACCOUNT_ID.test(text);
export const isRegion = (text: string): text is Region => text.length <= 32 && REGION.test(text);

/** `aws-cn` and `aws-us-gov` regions carry their own partition in every ARN. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
