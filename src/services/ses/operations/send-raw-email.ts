// SendRawEmail: the message as it is (see sending/raw.ts).
import { blob, required, string, structure } from '../../../core/shape.ts';
import { sesOperation } from '../operation.ts';
import { readRaw, sendRaw } from '../sending/raw.ts';
import { sendingCheck } from '../sending/sender.ts';
import { requireTags } from '../sending/tags.ts';
import { addresses, messageTags } from '../shapes.ts';

/** DOC quotas: v1 takes 10 MB. */
export const LARGEST = 10 * 1024 * 1024;

export const sendRawEmail = sesOperation({
  name: 'SendRawEmail',
  input: structure({
    Source: string(),
    Destinations: addresses,
    RawMessage: required(structure({ Data: required(blob()) })),
    FromArn: string(),
    SourceArn: string(),
    ReturnPathArn: string(),
    Tags: messageTags,
    ConfigurationSetName: string(),
  }),
  output: structure({ MessageId: required(string()) }),
  resolve({ input: { Source, SourceArn, FromArn, Destinations = [], RawMessage, Tags } }) {
    requireTags(Tags);
    const envelope = { source: Source, sourceArn: SourceArn ?? FromArn, destinations: Destinations };
    return readRaw(RawMessage.Data, envelope, LARGEST);
  },
  access: ({ target, call, deps }) => sendingCheck('SendRawEmail', deps, target, target.recipients, call),
  run: async ({ target, call, deps }) => ({ MessageId: await sendRaw(deps, call, target) }),
});
