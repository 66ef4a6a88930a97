/** Functions that say whether a file is there, and open none. */
const asks = String.raw`file_exists|is_file|is_dir|is_readable|is_writable|os\.path\.(?:exists|isfile|isdir|lexists)|(?:fs\.)?existsSync|File\.(?:exist\?|file\?|directory\?|exists\?)|Dir\.exist\?`;

const literal = String.raw`(?:'[^'\\\n]{1,200}'|"[^"\\$#{\n]{1,200}")`;

const question = new RegExp(String.raw`(?<![\w$])(?:${asks})\s?\(\s?${literal}\s?\)`, 'g');

/** `copy('.env.example', '.env')`: the second one is written only. */
const copied = new RegExp(
  String.raw`(?<![\w$.])((?:copy|(?:fs\.)?copyFileSync|shutil\.copy|shutil\.copyfile|FileUtils\.cp)\s?\(\s?${literal}\s?,)\s?${literal}\s?\)`,
  'g',
);

/** Code that makes code of text: there a literal may become anything. */
const rewrites =
  /eval|exec|system|popen|spawn|assert|replace|sub\b|`|Function|create_function|call_user|getattr|send\b/;

/** The code without the literals that are named in it and not read. */
export function withoutMentions(code: string): string {
  if (code.length > 16_384 || rewrites.test(code)) return code;
  return code.replaceAll(question, 'true').replaceAll(copied, '$1 0)');
}
