// The operations on configurations and ACLs, one import and one line each; index.ts takes them over.
import type { AnyOperation } from '../../../core/operation.ts';
import type { S3Deps } from '../deps.ts';
import { deleteBucketAnalyticsConfiguration } from './delete-bucket-analytics-configuration.ts';
import { deleteBucketCors } from './delete-bucket-cors.ts';
import { deleteBucketEncryption } from './delete-bucket-encryption.ts';
import { deleteBucketIntelligentTieringConfiguration } from './delete-bucket-intelligent-tiering-configuration.ts';
import { deleteBucketInventoryConfiguration } from './delete-bucket-inventory-configuration.ts';
import { deleteBucketLifecycle } from './delete-bucket-lifecycle.ts';
import { deleteBucketMetricsConfiguration } from './delete-bucket-metrics-configuration.ts';
import { deleteBucketOwnershipControls } from './delete-bucket-ownership-controls.ts';
import { deleteBucketPolicy } from './delete-bucket-policy.ts';
import { deleteBucketReplication } from './delete-bucket-replication.ts';
import { deleteBucketTagging } from './delete-bucket-tagging.ts';
import { deleteBucketWebsite } from './delete-bucket-website.ts';
import { deletePublicAccessBlock } from './delete-public-access-block.ts';
import { getBucketAccelerateConfiguration } from './get-bucket-accelerate-configuration.ts';
import { getBucketAcl } from './get-bucket-acl.ts';
import { getBucketAnalyticsConfiguration } from './get-bucket-analytics-configuration.ts';
import { getBucketCors } from './get-bucket-cors.ts';
import { getBucketEncryption } from './get-bucket-encryption.ts';
import { getBucketIntelligentTieringConfiguration } from './get-bucket-intelligent-tiering-configuration.ts';
import { getBucketInventoryConfiguration } from './get-bucket-inventory-configuration.ts';
import { getBucketLifecycleConfiguration } from './get-bucket-lifecycle-configuration.ts';
import { getBucketLogging } from './get-bucket-logging.ts';
import { getBucketMetricsConfiguration } from './get-bucket-metrics-configuration.ts';
import { getBucketNotificationConfiguration } from './get-bucket-notification-configuration.ts';
import { getBucketOwnershipControls } from './get-bucket-ownership-controls.ts';
import { getBucketPolicy } from './get-bucket-policy.ts';
import { getBucketPolicyStatus } from './get-bucket-policy-status.ts';
import { getBucketReplication } from './get-bucket-replication.ts';
import { getBucketRequestPayment } from './get-bucket-request-payment.ts';
import { getBucketTagging } from './get-bucket-tagging.ts';
import { getBucketWebsite } from './get-bucket-website.ts';
import { getObjectAcl } from './get-object-acl.ts';
import { getPublicAccessBlock } from './get-public-access-block.ts';
import { listBucketAnalyticsConfigurations } from './list-bucket-analytics-configurations.ts';
import { listBucketIntelligentTieringConfigurations } from './list-bucket-intelligent-tiering-configurations.ts';
import { listBucketInventoryConfigurations } from './list-bucket-inventory-configurations.ts';
import { listBucketMetricsConfigurations } from './list-bucket-metrics-configurations.ts';
import { optionsBucket } from './options-bucket.ts';
import { optionsObject } from './options-object.ts';
import { putBucketAccelerateConfiguration } from './put-bucket-accelerate-configuration.ts';
import { putBucketAcl } from './put-bucket-acl.ts';
import { putBucketAnalyticsConfiguration } from './put-bucket-analytics-configuration.ts';
import { putBucketCors } from './put-bucket-cors.ts';
import { putBucketEncryption } from './put-bucket-encryption.ts';
import { putBucketIntelligentTieringConfiguration } from './put-bucket-intelligent-tiering-configuration.ts';
import { putBucketInventoryConfiguration } from './put-bucket-inventory-configuration.ts';
import { putBucketLifecycleConfiguration } from './put-bucket-lifecycle-configuration.ts';
import { putBucketLogging } from './put-bucket-logging.ts';
import { putBucketMetricsConfiguration } from './put-bucket-metrics-configuration.ts';
import { putBucketNotificationConfiguration } from './put-bucket-notification-configuration.ts';
import { putBucketOwnershipControls } from './put-bucket-ownership-controls.ts';
import { putBucketPolicy } from './put-bucket-policy.ts';
import { putBucketReplication } from './put-bucket-replication.ts';
import { putBucketRequestPayment } from './put-bucket-request-payment.ts';
import { putBucketTagging } from './put-bucket-tagging.ts';
import { putBucketWebsite } from './put-bucket-website.ts';
import { putObjectAcl } from './put-object-acl.ts';
import { putPublicAccessBlock } from './put-public-access-block.ts';

export const configurationOperations = {
  PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
  GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
  DeleteBucketLifecycle: deleteBucketLifecycle,
  DeleteBucketAnalyticsConfiguration: deleteBucketAnalyticsConfiguration,
  DeleteBucketCors: deleteBucketCors,
  DeleteBucketEncryption: deleteBucketEncryption,
  DeleteBucketIntelligentTieringConfiguration: deleteBucketIntelligentTieringConfiguration,
  DeleteBucketInventoryConfiguration: deleteBucketInventoryConfiguration,
  DeleteBucketMetricsConfiguration: deleteBucketMetricsConfiguration,
  DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteBucketReplication: deleteBucketReplication,
  DeleteBucketTagging: deleteBucketTagging,
  DeleteBucketWebsite: deleteBucketWebsite,
  DeletePublicAccessBlock: deletePublicAccessBlock,
  GetBucketAccelerateConfiguration: getBucketAccelerateConfiguration,
  GetBucketAcl: getBucketAcl,
  GetBucketAnalyticsConfiguration: getBucketAnalyticsConfiguration,
  GetBucketCors: getBucketCors,
  GetBucketEncryption: getBucketEncryption,
  GetBucketIntelligentTieringConfiguration: getBucketIntelligentTieringConfiguration,
  GetBucketInventoryConfiguration: getBucketInventoryConfiguration,
  GetBucketLogging: getBucketLogging,
  GetBucketMetricsConfiguration: getBucketMetricsConfiguration,
  GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
  GetBucketOwnershipControls: getBucketOwnershipControls,
  GetBucketPolicy: getBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
  GetBucketReplication: getBucketReplication,
  GetBucketRequestPayment: getBucketRequestPayment,
  GetBucketTagging: getBucketTagging,
  GetBucketWebsite: getBucketWebsite,
  GetObjectAcl: getObjectAcl,
  GetPublicAccessBlock: getPublicAccessBlock,
  ListBucketAnalyticsConfigurations: listBucketAnalyticsConfigurations,
  ListBucketIntelligentTieringConfigurations: listBucketIntelligentTieringConfigurations,
  ListBucketInventoryConfigurations: listBucketInventoryConfigurations,
  ListBucketMetricsConfigurations: listBucketMetricsConfigurations,
  OptionsBucket: optionsBucket,
  OptionsObject: optionsObject,
  PutBucketAccelerateConfiguration: putBucketAccelerateConfiguration,
  PutBucketAcl: putBucketAcl,
  PutBucketAnalyticsConfiguration: putBucketAnalyticsConfiguration,
  PutBucketCors: putBucketCors,
  PutBucketEncryption: putBucketEncryption,
  PutBucketIntelligentTieringConfiguration: putBucketIntelligentTieringConfiguration,
  PutBucketInventoryConfiguration: putBucketInventoryConfiguration,
  PutBucketLogging: putBucketLogging,
  PutBucketMetricsConfiguration: putBucketMetricsConfiguration,
  PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
  PutBucketOwnershipControls: putBucketOwnershipControls,
  PutBucketPolicy: putBucketPolicy,
  PutBucketReplication: putBucketReplication,
  PutBucketRequestPayment: putBucketRequestPayment,
  PutBucketTagging: putBucketTagging,
  PutBucketWebsite: putBucketWebsite,
  PutObjectAcl: putObjectAcl,
  PutPublicAccessBlock: putPublicAccessBlock,
} satisfies Record<string, AnyOperation<S3Deps>>;
