export type Say = (line: string) => void;
export type Narrator = (title: string, act: (say: Say) => Promise<void>) => Promise<void>;
/** False when a step failed; the rest is not tried. */
export declare function narrate(story: (step: Narrator) => Promise<void>): Promise<boolean>;
