// The Host header: which bucket a virtual-hosted request names, and in which region.

export interface HostFacts {
  readonly bucket?: string;
  readonly region?: string;
}

/**
 * s3.localhost, s3.eu-west-1.localhost.localstack.cloud, s3-eu-west-1.amazonaws.com, s3-accelerate.amazonaws.com,
 * s3-fips.dualstack.us-east-2.amazonaws.com, with or without a bucket.
 */
const S3_HOST =
  /^(?:(?<bucket>.+)\.)?s3(?:-accelerate|-fips|-external-1)?(?:[.-]dualstack)?(?:[.-](?<region>[a-z]{2,}(?:-[a-z]+){1,3}-\d+))?\.(?:localhost(?:\.localstack\.cloud)?|amazonaws\.com(?:\.cn)?)$/;
/** bucket.localhost: the short form that every resolver answers on its own (RFC 6761). */
const SHORT_HOST = /^(?<bucket>.+)\.localhost$/;

const PATH_STYLE: HostFacts = {};
const known = new Map<string, HostFacts>();
const REMEMBERED = 1_000;
/** A name of DNS and a port; what a hostile client makes longer is not remembered for it. */
const LONGEST = 260;

export function readHost(header: string | undefined): HostFacts {
  if (header === undefined) return PATH_STYLE;
  const remembered = known.get(header);
  if (remembered) return remembered;
  const facts = parse(header.replace(/:\d*$/, '').toLowerCase());
  if (header.length > LONGEST) return facts;
  if (known.size >= REMEMBERED) known.clear();
  known.set(header, facts);
  return facts;
}

function parse(host: string): HostFacts {
  const { bucket, region } = (S3_HOST.exec(host) ?? SHORT_HOST.exec(host))?.groups ?? {};
  return { ...(bucket !== undefined && { bucket }), ...(region !== undefined && { region }) };
}
