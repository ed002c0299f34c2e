// What the tags of instance profiles and of OpenID Connect providers have in common, told once.
import {
  CreateInstanceProfileCommand,
  CreateOpenIDConnectProviderCommand,
  ListInstanceProfileTagsCommand,
  ListOpenIDConnectProviderTagsCommand,
  type Tag,
  TagInstanceProfileCommand,
  TagOpenIDConnectProviderCommand,
  UntagInstanceProfileCommand,
  UntagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import type { IamStory } from './story.ts';

export interface Tagged {
  /** One of that name, with tags from its beginning. */
  create(name: string, Tags?: Tag[]): Promise<void>;
  tag(name: string, Tags: Tag[]): Promise<unknown>;
  untag(name: string, ...TagKeys: string[]): Promise<unknown>;
  list(name: string): Promise<readonly Tag[]>;
}

export const taggedProfiles = (story: IamStory): Tagged => ({
  async create(InstanceProfileName, Tags) {
    await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }));
  },
  tag: (InstanceProfileName, Tags) =>
    story.iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags })),
  untag: (InstanceProfileName, ...TagKeys) =>
    story.iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
  async list(InstanceProfileName) {
    const answer = await story.iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
    return answer.Tags ?? [];
  },
});

export const arnOf = (name: string): string => `arn:aws:iam::000000000000:oidc-provider/${name}.example`;

export const taggedProviders = (story: IamStory): Tagged => ({
  async create(name, Tags) {
    const Url = `https://${name}.example`;
    await story.iam.send(new CreateOpenIDConnectProviderCommand({ Url, Tags }));
  },
  tag: (name, Tags) =>
    story.iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arnOf(name), Tags })),
  untag: (name, ...TagKeys) =>
    story.iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arnOf(name), TagKeys })),
  async list(name) {
    const input = { OpenIDConnectProviderArn: arnOf(name) };
    return (await story.iam.send(new ListOpenIDConnectProviderTagsCommand(input))).Tags ?? [];
  },
});

/** `a=1, b=2` as tags. */
export const tags = (text: string): Tag[] =>
  text.split(', ').map((pair) => {
    const [Key, Value] = pair.split('=');
    return { Key, Value };
  });
