// X-SES-DKIM-SIGNATURE: the tags of a DKIM signature (RFC 6376, relaxed/simple) over the message and X-SES-RECEIPT.
//
// Its form is AWS's (facts/ses-receiving.md §2) and `bh` is the body's own hash. `b` is drawn: amazonses.com's key
// is AWS's alone, so nobody could check a signature made here, and RSA costs as much as a whole SMTP conversation.
import type { Random } from '../../../platform/random.ts';

const SIGNED = 'From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT' as const;
/** Of a key of 1,024 bits, as amazonses.com's. */
const SIGNATURE = 128;

export const receiptSignature = (random: Random, bodyHash: string, received: number): string =>
  `a=rsa-sha256; q=dns/txt; b=${random.bytes(SIGNATURE).toString('base64')}; c=relaxed/simple; s=waxseal; ` +
  `d=amazonses.com; t=${Math.floor(received / 1000)}; v=1; bh=${bodyHash}; h=${SIGNED};`;
