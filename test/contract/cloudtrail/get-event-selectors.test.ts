import { GetEventSelectorsCommand, PutEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, createTrail, refusal, useServer } from './trails.ts';

const server = useServer();
const get = (TrailName: string) => server.cloudtrail.send(new GetEventSelectorsCommand({ TrailName }));

describe('GetEventSelectors', () => {
  it('shows the default: every management event', async () => {
    await createTrail(server.cloudtrail, 'log');
    const { TrailARN, EventSelectors } = await get('log');
    expect(TrailARN).toBe(`arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/log`);
    expect(EventSelectors).toEqual([
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ]);
  });

  it('shows what was put last, of one kind or the other', async () => {
    const AdvancedEventSelectors = [
      { Name: 'all', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    ];
    await server.cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'log', AdvancedEventSelectors }));
    const told = await get('log');
    expect(told.AdvancedEventSelectors).toEqual(AdvancedEventSelectors);
    expect(told).not.toHaveProperty('EventSelectors');
  });

  it('refuses a trail that is not there', async () => {
    expect(await refusal(get('nobody'))).toMatch(/^TrailNotFoundException/);
  });
});
