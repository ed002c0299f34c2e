// Terraform with its own provider for AWS, in a folder of its own with one of the configurations of test/interop/terraform.
//
// `reason`: why there is none, no terraform or no folder of providers (hashicorp/aws) to take one from.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The provider looks several times, seconds apart, whether a change can be seen everywhere. */
export const TERRAFORM_TIMEOUT = 280_000;
const MIRRORS = ['/opt/tf-plugins', '/usr/share/terraform/plugins', join(homedir(), '.terraform.d/plugins')];
const mirror = MIRRORS.find((path) => existsSync(join(path, 'registry.terraform.io/hashicorp/aws')));
const isThere = (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, 'terraform')));

export const terraformMissing = (): string =>
  !isThere ? 'terraform is not installed' : mirror ? '' : 'no folder holds hashicorp/aws';

export type Terraform = Awaited<ReturnType<typeof setTerraformUp>>;

/** @param name of the configuration; it takes the variables `endpoint` and `stage`, and outputs `text`. */
export async function setTerraformUp(name: string, endpoint: string) {
  const folder = await mkdtemp(join(tmpdir(), 'waxseal-terraform-'));
  const configuration = new URL(`../interop/terraform/${name}.tf`, import.meta.url);
  await copyFile(fileURLToPath(configuration), join(folder, 'main.tf'));
  const rc = join(folder, 'terraform.rc');
  await writeFile(rc, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);

  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  // S3 Control is asked for under a name with the account in front, which a proxy is told and a resolver never is.
  const proxy = { HTTP_PROXY: endpoint, http_proxy: endpoint, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  const env = { ...inherited, ...proxy, TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: '1' };
  const run = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)('terraform', words, { cwd: folder, env, maxBuffer: 2 ** 26 })).stdout;
  const of = (stage: string) => ['-no-color', '-var', `endpoint=${endpoint}`, '-var', `stage=${stage}`];
  await run('init', '-no-color');

  return {
    apply: (stage: string) => run('apply', '-auto-approve', ...of(stage)),
    /** Its exit code is 2, a rejection here, where it would change anything of what it made. */
    plan: (stage: string) => run('plan', '-detailed-exitcode', ...of(stage)),
    destroy: (stage: string) => run('destroy', '-auto-approve', ...of(stage)),
    text: async (): Promise<unknown> => JSON.parse(await run('output', '-json', 'text')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
