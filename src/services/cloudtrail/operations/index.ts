// CloudTrail's table of operations.
import { addTags } from './add-tags.ts';
import { createTrail } from './create-trail.ts';
import { deleteTrail } from './delete-trail.ts';
import { describeTrails } from './describe-trails.ts';
import { getEventSelectors } from './get-event-selectors.ts';
import { getTrail } from './get-trail.ts';
import { getTrailStatus } from './get-trail-status.ts';
import { listTags } from './list-tags.ts';
import { listTrails } from './list-trails.ts';
import { lookupEvents } from './lookup-events.ts';
import { putEventSelectors } from './put-event-selectors.ts';
import { removeTags } from './remove-tags.ts';
import { startLogging } from './start-logging.ts';
import { stopLogging } from './stop-logging.ts';
import { updateTrail } from './update-trail.ts';

export const operations = {
  AddTags: addTags,
  CreateTrail: createTrail,
  DeleteTrail: deleteTrail,
  DescribeTrails: describeTrails,
  GetEventSelectors: getEventSelectors,
  GetTrail: getTrail,
  GetTrailStatus: getTrailStatus,
  ListTags: listTags,
  ListTrails: listTrails,
  LookupEvents: lookupEvents,
  PutEventSelectors: putEventSelectors,
  RemoveTags: removeTags,
  StartLogging: startLogging,
  StopLogging: stopLogging,
  UpdateTrail: updateTrail,
};
