import { AwsError } from '../../../core/errors.ts';
import { required, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { maximumSizeOf } from '../message-size.ts';
import { type Publication, publicationOf, requireAttributes, requireBodies, sizeOf } from '../publication.ts';
import { publish } from '../publish.ts';
import * as shapes from '../shapes.ts';

const MOST = 10;

export const publishBatchOperation = snsOperation({
  name: 'PublishBatch',
  input: structure({
    TopicArn: required(shapes.arn),
    PublishBatchRequestEntries: required(shapes.publishEntries),
  }),
  output: structure({ Successful: shapes.publishedEntries, Failed: shapes.failedEntries }),
  resolve({ input: { TopicArn }, call, deps }) {
    return requireTopic(deps, TopicArn, call);
  },
  access: ({ target, call }) => onTopic('Publish', target, call),
  async run({ input: { PublishBatchRequestEntries: entries }, target, call, deps }) {
    requireBatch(entries, maximumSizeOf(target));
    const failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
    const accepted: { readonly Id: string; readonly publication: Publication }[] = [];
    for (const entry of entries) {
      requireWhole(entry, target.fifo, target.attributes.ContentBasedDeduplication === 'true');
      try {
        accepted.push({ Id: entry.Id, publication: publicationOf(entry, target) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    await deps.encryption.require(target, call);
    const published = await publish(
      deps,
      target,
      accepted.map(({ publication }) => publication),
    );
    return {
      Successful: accepted.map(({ Id }, index) => ({ Id, ...published[index] })),
      Failed: failed,
    };
  },
});

function requireBatch(entries: readonly shapes.PublishEntry[], largest: number): void {
  if (entries.length === 0) throw errors.emptyBatch();
  if (entries.length > MOST) throw errors.tooManyEntries();
  const ids = entries.map(({ Id }) => Id);
  for (const id of ids) {
    if (id.length > 80) throw errors.invalidEntryId('is too long', id);
    if (!/^[\w-]+$/.test(id)) throw errors.invalidEntryId('contains an impermissible character', id);
  }
  if (new Set(ids).size < ids.length) throw errors.idsNotDistinct();
  const total = entries.reduce(
    (sum, { Message, MessageAttributes }) => sum + sizeOf(Message, MessageAttributes),
    0,
  );
  if (total > largest) throw errors.batchTooLong();
}

/** Recorded: these fail the whole request, not the entry. */
function requireWhole(entry: shapes.PublishEntry, fifo: boolean, contentBased: boolean): void {
  requireAttributes(entry.MessageAttributes ?? {});
  if (entry.MessageStructure === 'json') requireBodies(entry.Message);
  if (!fifo) return;
  if (entry.MessageGroupId === undefined) {
    throw errors.invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  }
  if (entry.MessageDeduplicationId === undefined && !contentBased) {
    throw errors.invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}
