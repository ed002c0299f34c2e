// Terraform with its own provider for AWS: what it has made it finds again without a difference, changes and destroys.
//
// Skipped with its reason where there is no terraform, or no folder of providers (hashicorp/aws) to take one from.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

/** The provider looks several times, seconds apart, whether a change of a key can be seen everywhere. */
const timeout = 280_000;
const MIRRORS = ['/opt/tf-plugins', '/usr/share/terraform/plugins', join(homedir(), '.terraform.d/plugins')];
const mirror = MIRRORS.find((path) => existsSync(join(path, 'registry.terraform.io/hashicorp/aws')));
const isThere = (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, 'terraform')));
const reason = !isThere ? 'terraform is not installed' : mirror ? '' : 'no folder holds hashicorp/aws';

let aws: TestServer;
let folder = '';
beforeAll(async () => {
  aws = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'waxseal-terraform-'));
  await copyFile(fileURLToPath(new URL('terraform/main.tf', import.meta.url)), join(folder, 'main.tf'));
  await writeFile(
    join(folder, 'terraform.rc'),
    `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
  );
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
async function terraform(...words: string[]): Promise<string> {
  const env = { ...inherited, TF_CLI_CONFIG_FILE: join(folder, 'terraform.rc'), CHECKPOINT_DISABLE: '1' };
  return (await promisify(execFile)('terraform', words, { cwd: folder, env, maxBuffer: 2 ** 26 })).stdout;
}

describe('Terraform', () => {
  it.skipIf(reason)(
    reason
      ? `keeps a bucket (skipped: ${reason})`
      : 'makes, finds again, changes and destroys a bucket with all that belongs to it',
    { timeout },
    async () => {
      const common = (stage: string) => [
        '-no-color',
        '-var',
        `endpoint=${aws.url}`,
        '-var',
        `stage=${stage}`,
      ];
      await terraform('init', '-no-color');
      for (const stage of ['one', 'two']) {
        await terraform('apply', '-auto-approve', ...common(stage));
        // Its exit code is 2, a rejection here, where it would change anything of what it made.
        expect(await terraform('plan', '-detailed-exitcode', ...common(stage))).toContain('No changes.');
        const text: unknown = JSON.parse(await terraform('output', '-json', 'text'));
        expect(text).toEqual([`of stage ${stage}`, 'aws:kms', { stage }]);
      }
      await terraform('destroy', '-auto-approve', ...common('two'));
      expect((await aws.s3().send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
    },
  );
});
