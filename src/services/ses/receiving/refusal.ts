// What the SMTP client is told when SES does not take a recipient or a message.
//
// Only the 550 was ever recorded (facts/ses-receiving.md §2); the other replies are this project's choices.

export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    readonly enhancedCode: string,
    message: string,
  ) {
    super(message);
    this.name = 'SmtpRefusal';
  }
}

export const mailboxUnavailable = () =>
  new SmtpRefusal(550, '5.1.1', 'Requested action not taken: mailbox unavailable');
export const tlsRequired = () => new SmtpRefusal(530, '5.7.0', 'Must issue a STARTTLS command first');
export const addressBlocked = (address: string) =>
  new SmtpRefusal(554, '5.7.1', `Access denied: ${address} is on the block list`);
export const tooLarge = (size: number) =>
  new SmtpRefusal(552, '5.3.4', `Message size exceeds fixed maximum message size of ${size} octets`);
/** SMTP's own parser keeps these out; a message given by hand may bring them, and they begin header lines. */
export const badSyntax = (what: string) => new SmtpRefusal(501, '5.5.4', `Bad ${what} syntax`);
/** RFC 5321 §4.1.1.11. */
export const notImplemented = (parameter: string) =>
  new SmtpRefusal(555, '5.5.4', `${parameter} parameter not recognized or not implemented`);
/** The message could not be made durable: the client keeps it and tries again. */
export const tryAgain = () =>
  new SmtpRefusal(451, '4.3.0', 'Requested action aborted: local error in processing');
