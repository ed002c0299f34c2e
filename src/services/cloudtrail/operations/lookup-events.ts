import { integer, list, oneOf, required, string, structure, timestamp } from '../../../core/shape.ts';
import { cloudTrailOperation, onEverything } from '../deps.ts';
import { invalidEventCategory } from '../errors.ts';
import { eventOf } from '../event.ts';
import { ATTRIBUTES, lookUp, resourcesOf } from '../lookup.ts';
import { accessKeyId, userName } from '../user-identity.ts';

const LIMIT = 50;

export const lookupEvents = cloudTrailOperation({
  name: 'LookupEvents',
  input: structure({
    LookupAttributes: list(
      structure({
        AttributeKey: required(oneOf(...ATTRIBUTES)),
        AttributeValue: required(string({ min: 1, max: 2000 })),
      }),
    ),
    StartTime: timestamp(),
    EndTime: timestamp(),
    EventCategory: string(),
    MaxResults: integer({ min: 1, max: LIMIT }),
    NextToken: string(),
  }),
  output: structure({
    Events: list(
      structure({
        EventId: string(),
        EventName: string(),
        ReadOnly: string(),
        AccessKeyId: string(),
        EventTime: timestamp(),
        EventSource: string(),
        Username: string(),
        Resources: list(structure({ ResourceType: string(), ResourceName: string() })),
        CloudTrailEvent: string(),
      }),
    ),
    NextToken: string(),
  }),
  access: onEverything('LookupEvents'),
  async run({ input, call, deps }) {
    if (input.EventCategory !== undefined && input.EventCategory !== 'insight') {
      throw invalidEventCategory(input.EventCategory);
    }
    // Nobody's activity is unusual here.
    if (input.EventCategory === 'insight') return { Events: [] };
    const { entries, NextToken } = await lookUp(deps.log, input, input.MaxResults ?? LIMIT, call);
    const Events = entries.map((entry) => {
      const event = eventOf(entry, call.account);
      return {
        EventId: event.eventID,
        EventName: event.eventName,
        ReadOnly: String(event.readOnly),
        AccessKeyId: accessKeyId(entry.call.principal),
        EventTime: new Date(event.eventTime),
        EventSource: event.eventSource,
        Username: userName(entry.call.principal),
        Resources: resourcesOf(entry),
        CloudTrailEvent: JSON.stringify(event),
      };
    });
    return { Events, NextToken };
  },
});
