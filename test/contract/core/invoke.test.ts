import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';
import { createInvoke } from '../../../src/core/invoke.ts';
import { operationOf, type Service } from '../../../src/core/operation.ts';
import { empty } from '../../../src/core/shape.ts';

const ACCOUNT = '000000000000' as AccountId;
const call: Call = {
  principal: { type: 'root', account: ACCOUNT, accessKeyId: 'test' },
  account: ACCOUNT,
  region: 'us-east-1' as Region,
  requestId: 'one',
  time: 0,
  sourceIp: '127.0.0.1',
  userAgent: 'test',
  secure: false,
};

describe('one invocation', () => {
  it('gives what runs alongside to the operation alone: who keeps calls would keep what it holds', () => {
    const kept: Call[] = [];
    const ran: string[] = [];
    const store = operationOf<undefined>()({
      name: 'Store',
      input: empty,
      output: empty,
      access: (context) => {
        kept.push(context.call);
        return { action: 'a:Store', resource: '*', account: ACCOUNT };
      },
      run: (context) => {
        context.call.alongside?.(undefined);
        return {};
      },
    });
    const service = { name: 'a', operations: { store }, deps: undefined } as unknown as Service<undefined>;
    const invoke = createInvoke(
      (_check, asked) => {
        kept.push(asked);
        return {
          allowed: true,
          outcome: 'allowed',
          decidedBy: 'all',
          explain: () => ({ summary: '', statements: [] }),
        };
      },
      (invocation) => kept.push(invocation.call),
    );

    invoke(service, store, {}, { ...call, alongside: () => ran.push('alongside') });

    expect(ran).toEqual(['alongside']);
    expect(kept).toHaveLength(3);
    for (const each of kept) expect(each).toEqual(call);
  });
});
