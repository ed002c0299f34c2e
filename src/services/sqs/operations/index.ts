// The table of operations, by AWS's names.
import { addPermissionOperation } from './add-permission.ts';
import { cancelMessageMoveTaskOperation } from './cancel-message-move-task.ts';
import { changeMessageVisibilityOperation } from './change-message-visibility.ts';
import { changeMessageVisibilityBatchOperation } from './change-message-visibility-batch.ts';
import { createQueueOperation } from './create-queue.ts';
import { deleteMessageOperation } from './delete-message.ts';
import { deleteMessageBatchOperation } from './delete-message-batch.ts';
import { deleteQueueOperation } from './delete-queue.ts';
import { getQueueAttributesOperation } from './get-queue-attributes.ts';
import { getQueueUrlOperation } from './get-queue-url.ts';
import { listDeadLetterSourceQueuesOperation } from './list-dead-letter-source-queues.ts';
import { listMessageMoveTasksOperation } from './list-message-move-tasks.ts';
import { listQueueTagsOperation } from './list-queue-tags.ts';
import { listQueuesOperation } from './list-queues.ts';
import { purgeQueueOperation } from './purge-queue.ts';
import { receiveMessageOperation } from './receive-message.ts';
import { removePermissionOperation } from './remove-permission.ts';
import { sendMessageOperation } from './send-message.ts';
import { sendMessageBatchOperation } from './send-message-batch.ts';
import { setQueueAttributesOperation } from './set-queue-attributes.ts';
import { startMessageMoveTaskOperation } from './start-message-move-task.ts';
import { tagQueueOperation } from './tag-queue.ts';
import { untagQueueOperation } from './untag-queue.ts';

export const operations = {
  AddPermission: addPermissionOperation,
  CancelMessageMoveTask: cancelMessageMoveTaskOperation,
  ChangeMessageVisibility: changeMessageVisibilityOperation,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatchOperation,
  CreateQueue: createQueueOperation,
  DeleteMessage: deleteMessageOperation,
  DeleteMessageBatch: deleteMessageBatchOperation,
  DeleteQueue: deleteQueueOperation,
  GetQueueAttributes: getQueueAttributesOperation,
  GetQueueUrl: getQueueUrlOperation,
  ListDeadLetterSourceQueues: listDeadLetterSourceQueuesOperation,
  ListMessageMoveTasks: listMessageMoveTasksOperation,
  ListQueueTags: listQueueTagsOperation,
  ListQueues: listQueuesOperation,
  PurgeQueue: purgeQueueOperation,
  ReceiveMessage: receiveMessageOperation,
  RemovePermission: removePermissionOperation,
  SendMessage: sendMessageOperation,
  SendMessageBatch: sendMessageBatchOperation,
  SetQueueAttributes: setQueueAttributesOperation,
  StartMessageMoveTask: startMessageMoveTaskOperation,
  TagQueue: tagQueueOperation,
  UntagQueue: untagQueueOperation,
};
