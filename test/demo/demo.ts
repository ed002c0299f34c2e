// npm run demo: both AWS pages as one story, told with the AWS SDK alone against a server on free ports.
import { startServer } from '../../src/index.ts';
import { decryptMail, sendMail } from './mail.ts';
import { type Narrator, narrate } from './narrator.ts';
import { createScene, type Scene } from './scene.ts';

// Node 20 is the floor here; the SDK's word on its own future is nothing that a reader of this needs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const SUBJECT = 'Quarterly figures, sealed';

async function tell(step: Narrator, scene: Scene): Promise<void> {
  await step('Keys: one in each region, the source key open to SES as the KMS page says', async (say) => {
    await scene.createKeys();
    say(`source key   ${scene.sourceKeyArn}`);
    say(`replica key  ${scene.replicaKeyArn}`);
  });

  await step('Buckets: two, versioned, the source encrypting with its key by default', async (say) => {
    await scene.createBuckets();
    say(
      `s3://${scene.sourceBucket} in ${scene.sourceRegion} -> s3://${scene.replicaBucket} in ${scene.replicaRegion}`,
    );
  });

  await step('Role and replication configuration of the S3 page', async (say) => {
    await scene.configureReplication();
    say(`role ${scene.roleArn}, SseKmsEncryptedObjects Enabled, ReplicaKmsKeyID set`);
  });

  await step('Receipt rule: store mail for example.com, sealed under the source key', async (say) => {
    await scene.configureReceiving();
    say('rule set "inbound", rule "seal", prefix "mail/"');
  });

  let key = '';
  await step('A multi-part mail with an attachment arrives over SMTP', async (say) => {
    scene.replication.pause();
    say(`SMTP answered: ${await sendMail(scene.smtp, SUBJECT)}`);
    await scene.receivingIdle();
    key = await scene.onlyMailKey();
    say(`stored as s3://${scene.sourceBucket}/${key}`);
  });

  await step("What lies in S3 is SES's envelope, in the S3 Encryption Client's format", async (say) => {
    const head = await scene.headSource(key);
    for (const [name, value] of Object.entries(head.Metadata ?? {})) say(`x-amz-meta-${name}: ${value}`);
    say(`x-amz-server-side-encryption: ${head.ServerSideEncryption} under ${head.SSEKMSKeyId}`);
    expect(head.Metadata?.['x-amz-cek-alg'], 'AES/GCM/NoPadding');
    expect(head.ReplicationStatus, 'PENDING');
    say(`x-amz-replication-status: ${head.ReplicationStatus}`);
  });

  await step(
    'The data key is decrypted by KMS with the encryption context, and the mail opens',
    async (say) => {
      const mail = await decryptMail(scene, key);
      const subject = /^Subject: (.*)$/m.exec(mail.toString('utf8'))?.[1]?.trim();
      expect(subject, SUBJECT);
      say(`Subject: ${subject} (${mail.length} bytes)`);
    },
  );

  await step('Replication runs: PENDING becomes COMPLETED', async (say) => {
    scene.replication.resume();
    await scene.replication.idle();
    const head = await scene.headSource(key);
    expect(head.ReplicationStatus, 'COMPLETED');
    say(`x-amz-replication-status: ${head.ReplicationStatus}`);
  });

  await step('The replica carries REPLICA and is encrypted under the other key', async (say) => {
    const head = await scene.headReplica(key);
    expect(head.ReplicationStatus, 'REPLICA');
    expect(head.SSEKMSKeyId, scene.replicaKeyArn);
    say(`x-amz-replication-status: ${head.ReplicationStatus}`);
    say(`x-amz-server-side-encryption-aws-kms-key-id: ${head.SSEKMSKeyId}`);
    say(`same version: ${head.VersionId}`);
  });

  await step(
    "Without the key policy's statement for SES the next mail is refused, and says why",
    async (say) => {
      await scene.removeSesStatement();
      await sendMail(scene.smtp, 'This one must not be stored');
      await scene.receivingIdle();
      const refusal = await scene.lastRefusal();
      expect(refusal.code, 'AccessDeniedException');
      say(`${refusal.code}: ${refusal.message}`);
      for (const line of refusal.reasons) say(`  ${line}`);
      expect(await scene.onlyMailKey(), key);
      say('nothing was stored');
    },
  );
}

function expect(actual: unknown, wanted: unknown): void {
  if (actual !== wanted) throw new Error(`expected ${String(wanted)}, found ${String(actual)}`);
}

async function main(): Promise<number> {
  const server = await startServer({ logLevel: 'error' });
  const scene = createScene(server);
  process.stdout.write(`waxseal on ${server.url} and ${server.smtp.url}\n`);
  try {
    return (await narrate((step) => tell(step, scene))) ? 0 : 1;
  } finally {
    scene.close();
    await server.close();
  }
}

process.exitCode = await main();
