// Numbers the demo's steps, prints what each shows, and names the one that failed.

export type Say = (line: string) => void;
export type Narrator = (title: string, act: (say: Say) => Promise<void>) => Promise<void>;

/** False when a step failed; the rest is not tried. */
export async function narrate(story: (step: Narrator) => Promise<void>): Promise<boolean> {
  let number = 0;
  let failed = false;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const step: Narrator = async (title, act) => {
    number += 1;
    print(`\n${number}. ${title}`);
    try {
      await act((line) => print(`   ${line}`));
    } catch (error) {
      failed = true;
      print(
        `\nFAILED at step ${number} (${title}): ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      throw error;
    }
  };
  try {
    await story(step);
    print(`\nAll ${number} steps done.`);
    return true;
  } catch (error) {
    if (!failed) throw error;
    return false;
  }
}
