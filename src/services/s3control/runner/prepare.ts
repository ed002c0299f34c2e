// Preparing: the manifest is read, or made, and becomes the job's tasks.

import type { Call } from '../../../core/call.ts';
import type { Database } from '../../../platform/database.ts';
import type { Job } from '../job.ts';
import { invalidManifest, JobFailure, noKeys } from '../job-failure.ts';
import type { GeneratedManifest, JobManifest } from '../job-shapes.ts';
import { generateTargets, ManifestOutput } from '../manifest/generate-manifest.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { S3JobManifestGenerator } from '../manifest-generator-shapes.ts';
import type { S3ControlPorts } from '../ports.ts';
import type { TaskStore, TaskTarget } from '../task-store.ts';

export interface PrepareDeps {
  readonly database: Database;
  readonly tasks: TaskStore;
  readonly ports: S3ControlPorts;
}

export interface Prepared {
  readonly total: number;
  readonly generated?: GeneratedManifest;
}

/** Tasks written in one commit. */
const CHUNK = 500;

/** @throws JobFailure. Begins at the beginning, whatever a former process has left. */
export async function prepare(deps: PrepareDeps, job: Job, call: Call): Promise<Prepared> {
  const { Manifest, ManifestGenerator } = job.request;
  await deps.database.commit(() => deps.tasks.removeAll(job.id));
  const generator = ManifestGenerator?.S3JobManifestGenerator;
  if (generator) return generate(deps, job, generator, call);
  if (!Manifest) throw invalidManifest();
  const total = await take(deps, job, Manifest, call);
  if (total === 0) throw invalidManifest();
  return { total };
}

async function take(deps: PrepareDeps, job: Job, manifest: JobManifest, call: Call): Promise<number> {
  const { database, tasks, ports } = deps;
  let total = 0;
  let chunk: TaskTarget[] = [];
  let bucket: string | undefined;
  const flush = async () => {
    const full = chunk;
    chunk = [];
    await database.commit(() => tasks.add(job.id, full));
    total += full.length;
  };
  for await (const target of readManifest(ports, manifest, call)) {
    // "All objects in the manifest must exist in the same bucket."
    bucket ??= target.bucket;
    if (target.bucket !== bucket) throw invalidManifest();
    chunk.push(target);
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return total;
}

async function generate(
  deps: PrepareDeps,
  job: Job,
  generator: S3JobManifestGenerator,
  call: Call,
): Promise<Prepared> {
  const { database, tasks, ports } = deps;
  const { EnableManifestOutput, ManifestOutputLocation } = generator;
  const output =
    EnableManifestOutput && ManifestOutputLocation
      ? new ManifestOutput(ports, generator, ManifestOutputLocation, job.id, call)
      : undefined;
  let total = 0;
  for await (const targets of generateTargets(ports, generator, call)) {
    total += targets.length;
    if (output) await output.add(targets);
    else if (targets.length > 0) await database.commit(() => tasks.add(job.id, targets));
  }
  if (total === 0) throw noKeys();
  if (!output) return { total };
  // What was written is read again, as AWS does: the role must be allowed both.
  const generated = await output.end();
  const { Location } = generated;
  if (!Location) throw new JobFailure('InternalError', 'the manifest was not written');
  const Spec = { Format: 'S3InventoryReport_CSV_20161130' } as const;
  return { total: await take(deps, job, { Spec, Location }, call), generated };
}
