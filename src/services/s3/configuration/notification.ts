// The document of event notifications, validated; ../notification delivers.
import { parseArn } from '../../../core/arn.ts';
import { list, named, oneOf, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { invalidArgument } from '../errors.ts';

const event = oneOf(
  's3:ReducedRedundancyLostObject',
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectRestore:*',
  's3:ObjectRestore:Post',
  's3:ObjectRestore:Completed',
  's3:ObjectRestore:Delete',
  's3:Replication:*',
  's3:Replication:OperationFailedReplication',
  's3:Replication:OperationNotTracked',
  's3:Replication:OperationMissedThreshold',
  's3:Replication:OperationReplicatedAfterThreshold',
  's3:LifecycleTransition',
  's3:IntelligentTiering',
  's3:ObjectAcl:Put',
  's3:LifecycleExpiration:*',
  's3:LifecycleExpiration:Delete',
  's3:LifecycleExpiration:DeleteMarkerCreated',
  's3:ObjectTagging:*',
  's3:ObjectTagging:Put',
  's3:ObjectTagging:Delete',
);

const common = {
  Id: string(),
  Events: required(named('Event', list(event, { flattened: true }))),
  Filter: structure({
    Key: named(
      'S3Key',
      structure({
        FilterRules: named(
          'FilterRule',
          list(structure({ Name: required(string()), Value: required(string()) }), { flattened: true }),
        ),
      }),
    ),
  }),
};
const topic = structure({ ...common, TopicArn: required(named('Topic', string())) });
const queue = structure({ ...common, QueueArn: required(named('Queue', string())) });
const lambda = structure({ ...common, LambdaFunctionArn: required(named('CloudFunction', string())) });

export const notificationConfiguration = structure(
  {
    TopicConfigurations: named('TopicConfiguration', list(topic, { flattened: true })),
    QueueConfigurations: named('QueueConfiguration', list(queue, { flattened: true })),
    LambdaFunctionConfigurations: named('CloudFunctionConfiguration', list(lambda, { flattened: true })),
    EventBridgeConfiguration: structure({}),
  },
  { xmlName: 'NotificationConfiguration', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export type NotificationConfiguration = TypeOf<typeof notificationConfiguration>;
type FilterOf = TypeOf<typeof topic>['Filter'];

/** Refuses what AWS refuses and names what came without an id. */
export function admitNotifications(
  configuration: NotificationConfiguration,
  uuid: () => string,
): NotificationConfiguration {
  const identified = <T extends { readonly Id?: string | undefined; readonly Filter?: FilterOf }>(
    items: readonly T[] | undefined,
    arnOf: (item: T) => string,
    argument: string,
    service: string,
  ): readonly T[] | undefined =>
    items?.map((item) => {
      const arn = arnOf(item);
      if (parseArn(arn)?.service !== service) {
        throw invalidArgument(
          parseArn(arn) ? 'The ARN is not well formed' : 'The ARN could not be parsed',
          argument,
          arn,
        );
      }
      return { ...item, Id: item.Id ?? uuid(), ...(item.Filter && { Filter: checkedFilter(item.Filter) }) };
    });
  const { TopicConfigurations, QueueConfigurations, LambdaFunctionConfigurations } = configuration;
  return {
    ...configuration,
    TopicConfigurations: identified(TopicConfigurations, ({ TopicArn }) => TopicArn, 'Topic', 'sns'),
    QueueConfigurations: identified(QueueConfigurations, ({ QueueArn }) => QueueArn, 'Queue', 'sqs'),
    LambdaFunctionConfigurations: identified(
      LambdaFunctionConfigurations,
      ({ LambdaFunctionArn }) => LambdaFunctionArn,
      'CloudFunction',
      'lambda',
    ),
  };
}

/** AWS answers the names with a capital, however they were written. */
function checkedFilter(filter: NonNullable<FilterOf>): NonNullable<FilterOf> {
  const rules = filter.Key?.FilterRules ?? [];
  const FilterRules = rules.map(({ Name = '', Value = '' }) => {
    const name = Name.toLowerCase();
    if (name !== 'prefix' && name !== 'suffix') {
      throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', Name);
    }
    return { Name: name === 'prefix' ? 'Prefix' : 'Suffix', Value };
  });
  if (new Set(FilterRules.map(({ Name }) => Name)).size < FilterRules.length) {
    throw invalidArgument(
      'Cannot specify more than one prefix rule in a filter.',
      'FilterRule.Name',
      FilterRules[0]?.Name,
    );
  }
  return { Key: { FilterRules } };
}
