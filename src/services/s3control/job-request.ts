// What CreateJob refuses of a request, beyond what its shapes say. The conditions are those of its API page; the
// texts are choices, for none is recorded.
import { invalidRequest, notImplemented } from './errors.ts';
import type { JobRequest } from './job.ts';
import { bucketOfArn, isObjectArn } from './manifest/place.ts';

export function checkJobRequest({ Operation, Report, Manifest, ManifestGenerator }: JobRequest): void {
  checkOperation(Object.keys(Operation));
  checkReport(Report);
  if ((Manifest === undefined) === (ManifestGenerator === undefined)) {
    throw invalidRequest('Either a Manifest or a ManifestGenerator must be given, and not both.');
  }
  if (Manifest) checkManifest(Manifest);
  if (ManifestGenerator) checkGenerator(ManifestGenerator);
}

function checkOperation(names: readonly string[]): void {
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw invalidRequest('Exactly one Operation must be given.');
  }
  if (name !== 'S3ReplicateObject') throw notImplemented(name);
}

function checkReport({ Enabled, Bucket, Format, ReportScope }: JobRequest['Report']): void {
  if (!Enabled) return;
  if (Bucket === undefined || Format === undefined || ReportScope === undefined) {
    throw invalidRequest('A Report that is enabled must have a Bucket, a Format and a ReportScope.');
  }
  if (bucketOfArn(Bucket) === undefined)
    throw invalidRequest("The Report's Bucket is not the ARN of a bucket.");
}

function checkManifest({ Spec, Location }: NonNullable<JobRequest['Manifest']>): void {
  if (!isObjectArn(Location.ObjectArn)) {
    throw invalidRequest("The Manifest's ObjectArn is not the ARN of an object.");
  }
  const { Format, Fields } = Spec;
  if (Format === 'S3InventoryReport_CSV_20161130') {
    if (Fields) throw invalidRequest('Fields are not given for an S3 Inventory report.');
    return;
  }
  if (!Fields?.includes('Bucket') || !Fields.includes('Key')) {
    throw invalidRequest('The Fields of a CSV manifest must name Bucket and Key.');
  }
  const named = Fields.filter((field) => field !== 'Ignore');
  if (new Set(named).size < named.length) throw invalidRequest('A field is named twice.');
}

function checkGenerator({
  S3JobManifestGenerator: generator,
}: NonNullable<JobRequest['ManifestGenerator']>): void {
  if (!generator) throw invalidRequest('A ManifestGenerator must be an S3JobManifestGenerator.');
  if (bucketOfArn(generator.SourceBucket) === undefined) {
    throw invalidRequest('The SourceBucket is not the ARN of a bucket.');
  }
  const { EnableManifestOutput, ManifestOutputLocation, Filter } = generator;
  if (EnableManifestOutput && !ManifestOutputLocation) {
    throw invalidRequest('A ManifestOutputLocation must be given where EnableManifestOutput is true.');
  }
  if (ManifestOutputLocation && bucketOfArn(ManifestOutputLocation.Bucket) === undefined) {
    throw invalidRequest("The ManifestOutputLocation's Bucket is not the ARN of a bucket.");
  }
  const { SSES3, SSEKMS } = ManifestOutputLocation?.ManifestEncryption ?? {};
  if (SSES3 && SSEKMS) throw invalidRequest('The manifest is encrypted in one way, not in two.');
  const encryption = Filter?.MatchAnyObjectEncryption?.[0];
  if (encryption && Object.keys(encryption).length !== 1) {
    throw invalidRequest('An ObjectEncryption filter names one kind of encryption.');
  }
}
