// A replica stands among the versions of its destination where its source was written, whenever it arrives:
// S3 orders a key's versions by their last-modified, and a replica's is its source's.
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';

const suite = replicationSuite();

const fresh = async (): Promise<ReplicationSetting> => {
  const setting = await setReplicationUp(suite.aws);
  await setting.configure({ ...setting.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
  return setting;
};
const retry = async ({ source }: ReplicationSetting) => {
  await suite.aws.replication.retry({ bucket: source });
  await suite.aws.replication.idle();
};
/** The destination's versions and markers of a key, the newest first; the current one is marked. */
async function stack({ remote, destination: Bucket }: ReplicationSetting): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await remote.send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions, ...DeleteMarkers]
    .sort((a, b) => Number(b.IsLatest) - Number(a.IsLatest))
    .map(({ VersionId, IsLatest }) => `${IsLatest ? 'current ' : ''}${VersionId}`);
}

describe('a version that is replicated late', () => {
  it('does not become current over a newer one that was replicated before it', async () => {
    const setting = await fresh();
    await setting.dropPolicy();
    const first = await setting.put('k', { Body: 'first' });
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    await setting.setPolicy();
    const second = await setting.put('k', { Body: 'second' });
    await setting.settled('k');
    await retry(setting);
    expect((await setting.settled('k', { VersionId: first })).ReplicationStatus).toBe('COMPLETED');
    expect(await stack(setting)).toEqual([`current ${second}`, first]);
    expect((await setting.replica('k')).VersionId).toBe(second);
  });

  it('stands between the versions that it stands between at its source', async () => {
    const setting = await fresh();
    const first = await setting.put('k');
    await setting.settled('k');
    await setting.dropPolicy();
    const second = await setting.put('k');
    await setting.settled('k');
    await setting.setPolicy();
    const third = await setting.put('k');
    await setting.settled('k');
    await retry(setting);
    expect(await stack(setting)).toEqual([`current ${third}`, second, first]);
    const { remote, destination: Bucket } = setting;
    await remote.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: third }));
    expect((await setting.replica('k')).VersionId).toBe(second);
  });

  it('is older than what was written to the destination meanwhile', async () => {
    const setting = await fresh();
    await setting.dropPolicy();
    const sent = await setting.put('k');
    await setting.settled('k');
    const { remote, destination: Bucket } = setting;
    const { VersionId: own } = await remote.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'own' }));
    await setting.setPolicy();
    await retry(setting);
    expect(await stack(setting)).toEqual([`current ${own}`, sent]);
  });

  it('can be listed page by page, one version a page', async () => {
    const setting = await fresh();
    await setting.dropPolicy();
    const first = await setting.put('k');
    await setting.settled('k');
    await setting.setPolicy();
    const second = await setting.put('k');
    await setting.settled('k');
    await retry(setting);
    const { remote, destination: Bucket } = setting;
    const page = (marker?: { KeyMarker: string; VersionIdMarker: string }) =>
      remote.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...marker }));
    const one = await page();
    expect(one.Versions?.map(({ VersionId }) => VersionId)).toEqual([second]);
    const two = await page({ KeyMarker: 'k', VersionIdMarker: second });
    expect(two.Versions?.map(({ VersionId }) => VersionId)).toEqual([first]);
    expect(two.IsTruncated).toBe(false);
  });
});

describe('a delete marker that is replicated late', () => {
  it('does not hide the version that was written after it', async () => {
    const setting = await fresh();
    const first = await setting.put('k', { Body: 'first' });
    await setting.settled('k');
    const { pagePolicy } = setting;
    await setting.setPolicy({ write: { ...writeOf(pagePolicy()), Action: ['s3:ReplicateObject'] } });
    const { VersionId: marker } = await setting.s3.send(
      new DeleteObjectCommand({ Bucket: setting.source, Key: 'k' }),
    );
    await suite.aws.replication.idle();
    expect(setting.task('k')).toMatchObject({ operation: 'delete-marker', status: 'FAILED' });
    const second = await setting.put('k', { Body: 'second' });
    await setting.settled('k');
    await setting.setPolicy();
    await retry(setting);
    expect((await setting.replica('k')).VersionId).toBe(second);
    expect([...(await stack(setting))].sort()).toEqual([`current ${second}`, first, marker].sort());
  });
});

function writeOf({ write }: ReturnType<ReplicationSetting['pagePolicy']>) {
  if (!write) throw new Error('the page’s policy has no statement for writing');
  return write;
}
