/** How programs with a language of their own start a shell command from it. */
const escapes: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:vi|vim|nvim|view|gvim|vimdiff|ex|ed|red)$/,
    /(?:^|[\n|])[ \t:]{0,8}(?:sil(?:ent)?!?[ \t]{1,4})?(?:[\d,$%.]{0,12})?(?:[rw][ \t]{0,4})?![ \t]{0,4}([^\n!]{1,2000})/g,
  ],
  [
    /^g?sed$/,
    /(?:^|[\n;])[ \t]{0,8}(?:\d{1,9}|\$|\/[^/\n]{1,80}\/)?[ \t]{0,4}e[ \t]{1,4}([^\n]{1,2000})/g,
  ],
  [
    // `s/…/command/e` runs what it has put there.
    /^g?sed$/,
    /(?:^|[\s;])s([|#,@!/:])(?:(?!\1)[^\n]){0,500}\1((?:(?!\1)[^\n]){1,500})\1[gpi\d]{0,4}e/g,
  ],
  [
    /^(?:sqlite3?|duckdb|litecli)$/,
    /(?:^|\n)[ \t]{0,8}\.(?:shell|system|sh)[ \t]{1,4}([^\n]{1,2000})/g,
  ],
  [/^(?:psql|pgcli|mysql|mariadb|mycli)$/, /(?:^|[\n;])[ \t]{0,8}\\!\s{0,4}([^\n]{1,2000})/g],
  [/^(?:mysql|mariadb|mycli)$/, /(?:^|[\n;])[ \t]{0,8}system[ \t]{1,4}([^\n;]{1,2000})/g],
];

/** Shell commands that such a text starts. */
export function shellEscapes(text: string, via: string): string[] {
  return escapes
    .filter(([programs]) => programs.test(via))
    .flatMap(([, form]) =>
      [...text.slice(0, 32_768).matchAll(form)].map((match) => match.at(-1) ?? ''),
    )
    .slice(0, 24);
}
