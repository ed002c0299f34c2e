// Two settings of one word each.
import { oneOf, required, string, structure } from '../../../core/shape.ts';

const xmlNamespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export const accelerateConfiguration = structure(
  { Status: string() },
  { xmlName: 'AccelerateConfiguration', xmlNamespace },
);

export const requestPaymentConfiguration = structure(
  { Payer: required(oneOf('Requester', 'BucketOwner')) },
  { xmlName: 'RequestPaymentConfiguration', xmlNamespace },
);
