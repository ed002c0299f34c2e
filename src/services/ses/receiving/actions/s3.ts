// The S3 action: the message as an object, plain or sealed under KmsKeyArn.
import { type Body, bodyOf } from '../../../../core/body.ts';
import type { BlobStore } from '../../../../platform/blob-store.ts';
import { objectKey } from '../../object-key.ts';
import { type Content, isWhole, readContent } from '../content.ts';
import { sealMessage } from '../envelope.ts';
import { prefixOf } from '../mail.ts';
import { callFor, keyCall, serviceCall } from '../service-call.ts';
import type { RunAction } from './action.ts';

export const storeInS3: RunAction = async (context, mail, content, step, effect) => {
  const action = step.action.S3Action;
  if (!action) throw new Error('not an S3 action');
  const { platform, ports } = context;
  const asService = serviceCall(platform, mail, mail.document.ruleSet, step.rule);
  const call = await callFor(ports, step.action, asService);

  const plain = messageBody(prefixOf(mail, step), content, platform.blobs);
  const length = plain.length ?? 0;
  const sealed = action.KmsKeyArn
    ? await sealMessage(
        ports.generateDataKey,
        platform.random,
        { kmsKeyArn: action.KmsKeyArn, messageId: mail.id, rule: step.rule, account: mail.account },
        plain,
        length,
        keyCall(call, action.KmsKeyArn),
      )
    : { Body: plain };
  const key = objectKey(action.ObjectKeyPrefix, mail.id);
  const outcome = { status: 'done', result: { bucket: action.BucketName, key } } as const;
  const alongside = () => effect.took(outcome);
  await ports.putObject({ Bucket: action.BucketName, Key: key, ...sealed }, { ...call, alongside });
  return outcome;
};

/** SES's lines, then the bytes as they were received. */
function messageBody(prefix: string, content: Content, blobs: BlobStore): Body {
  const lines = Buffer.from(prefix);
  if (isWhole(content)) return bodyOf(Buffer.concat([lines, content.whole]));
  return {
    length: lines.length + content.length,
    async *[Symbol.asyncIterator]() {
      yield lines;
      yield* readContent(content, blobs);
    },
  };
}
