// The table of operations, by AWS's names.
import { addPermissionOperation } from './add-permission.ts';
import { confirmSubscriptionOperation } from './confirm-subscription.ts';
import { createTopicOperation } from './create-topic.ts';
import { deleteTopicOperation } from './delete-topic.ts';
import { getSubscriptionAttributesOperation } from './get-subscription-attributes.ts';
import { getTopicAttributesOperation } from './get-topic-attributes.ts';
import { listSubscriptionsOperation } from './list-subscriptions.ts';
import { listSubscriptionsByTopicOperation } from './list-subscriptions-by-topic.ts';
import { listTagsForResourceOperation } from './list-tags-for-resource.ts';
import { listTopicsOperation } from './list-topics.ts';
import { publishOperation } from './publish.ts';
import { publishBatchOperation } from './publish-batch.ts';
import { removePermissionOperation } from './remove-permission.ts';
import { setSubscriptionAttributesOperation } from './set-subscription-attributes.ts';
import { setTopicAttributesOperation } from './set-topic-attributes.ts';
import { subscribeOperation } from './subscribe.ts';
import { tagResourceOperation } from './tag-resource.ts';
import { unsubscribeOperation } from './unsubscribe.ts';
import { untagResourceOperation } from './untag-resource.ts';

export const operations = {
  AddPermission: addPermissionOperation,
  ConfirmSubscription: confirmSubscriptionOperation,
  CreateTopic: createTopicOperation,
  DeleteTopic: deleteTopicOperation,
  GetSubscriptionAttributes: getSubscriptionAttributesOperation,
  GetTopicAttributes: getTopicAttributesOperation,
  ListSubscriptions: listSubscriptionsOperation,
  ListSubscriptionsByTopic: listSubscriptionsByTopicOperation,
  ListTagsForResource: listTagsForResourceOperation,
  ListTopics: listTopicsOperation,
  Publish: publishOperation,
  PublishBatch: publishBatchOperation,
  RemovePermission: removePermissionOperation,
  SetSubscriptionAttributes: setSubscriptionAttributesOperation,
  SetTopicAttributes: setTopicAttributesOperation,
  Subscribe: subscribeOperation,
  TagResource: tagResourceOperation,
  Unsubscribe: unsubscribeOperation,
  UntagResource: untagResourceOperation,
};
