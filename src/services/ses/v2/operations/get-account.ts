// GetAccount: an account out of the sandbox, in good standing.
import { boolean, double, empty, list, string, structure } from '../../../../core/shape.ts';
import { onEverything } from '../../operation.ts';
import { sendQuota } from '../../sending/quota.ts';
import { sesV2Operation } from '../operation.ts';

export const getAccount = sesV2Operation({
  name: 'GetAccount',
  http: { method: 'GET', uri: '/v2/email/account' },
  input: empty,
  output: structure({
    DedicatedIpAutoWarmupEnabled: boolean(),
    EnforcementStatus: string(),
    ProductionAccessEnabled: boolean(),
    SendQuota: structure({ Max24HourSend: double(), MaxSendRate: double(), SentLast24Hours: double() }),
    SendingEnabled: boolean(),
    SuppressionAttributes: structure({ SuppressedReasons: list(string()) }),
  }),
  access: onEverything('GetAccount'),
  run: ({ call, deps: { sent } }) => ({
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendQuota: sendQuota(sent, call),
    SendingEnabled: true,
    // What AWS starts every account with since November 2019.
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  }),
});
