// What notifications, bounces and the control API show of a mail's header, read when somebody asks: most mails
// are stored and never looked at again.
import { type CommonHeaders, commonHeadersOf, type Header, parseHeaderText } from './headers.ts';
import type { MailDocument } from './mail.ts';

export interface ShownHeaders {
  readonly headers: readonly Header[];
  readonly headersTruncated: boolean;
  readonly commonHeaders: CommonHeaders;
}

/** Notifications carry headers up to 10 KB (DOC notifications-contents). */
const NOTIFIED_HEADERS = 10 * 1024;

export function shownHeaders(document: MailDocument): ShownHeaders {
  // A data directory may hold mails of versions that kept the headers in this form.
  if ('headers' in document) return document;
  const original = parseHeaderText(document.header);
  const headers = [...parseHeaderText(document.prepended), ...original];
  const notified = truncate(headers);
  return {
    headers: notified,
    headersTruncated: notified.length < headers.length,
    commonHeaders: commonHeadersOf(original, document.envelope.from),
  };
}

function truncate(headers: readonly Header[]): Header[] {
  let length = 0;
  return headers.filter(({ name, value }) => {
    length += name.length + value.length;
    return length <= NOTIFIED_HEADERS;
  });
}
