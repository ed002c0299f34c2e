// x-amz-trailer: which headers follow a body. The wire holds the body to them, S3 their checksum to the bytes.

/**
 * The names that it announces, in lower case. Java's split shows: commas behind the last are passed over, nothing
 * between two is a name (OpenStack Swift's test/s3api, which runs against AWS).
 */
export function announcedTrailers(header: string): readonly string[] {
  const listed = header.trim().toLowerCase();
  let end = listed.length;
  while (listed[end - 1] === ',') end -= 1;
  if (end === 0) return [];
  const names = listed.slice(0, end).split(',');
  return names.map((name) => name.trim());
}
