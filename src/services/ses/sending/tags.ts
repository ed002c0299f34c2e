// Message tags: checked as AWS does, before anything else (recorded: localstack tests/aws/services/ses,
// test_invalid_tags_send_email), then kept for nobody: metrics are beyond this emulator.
import { invalidParameter } from '../errors.ts';

interface Tag {
  readonly Name: string;
  readonly Value: string;
}

const LONGEST = 255;

/** `ses:` opens the names that AWS itself reads (`ses:feedback-id-a`). */
const NAME = /^(ses:)?[A-Za-z0-9_-]*$/;
const VALUE = /^[A-Za-z0-9_\-.@]*$/;

export function requireTags(tags: readonly Tag[] = []): void {
  for (const { Name, Value } of tags) {
    if (Name === '') throw invalidParameter('The tag name must be specified.');
    if (Value === '') throw invalidParameter('The tag value must be specified.');
    if (Name.length > LONGEST) throw invalidParameter(`Tag name cannot exceed ${LONGEST} characters.`);
    if (!NAME.test(Name)) {
      throw invalidParameter(
        `Invalid tag name <${Name}>: only alphanumeric ASCII characters, '_',  '-' are allowed.`,
      );
    }
    if (Value.length > LONGEST) throw invalidParameter(`Tag value cannot exceed ${LONGEST} characters.`);
    if (!VALUE.test(Value)) {
      throw invalidParameter(
        `Invalid tag value <${Value}>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.`,
      );
    }
  }
}
