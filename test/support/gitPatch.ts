/** A patch in git's form that changes one line of each file. */
export function gitPatch(names: readonly string[]): string {
  return names
    .map((name) =>
      [
        `diff --git a/${name} b/${name}`,
        'index 0000001..0000002 100644',
        `--- a/${name}`,
        `+++ b/${name}`,
        '@@ -1 +1 @@',
        '-a',
        '+b',
        '',
      ].join('\n'),
    )
    .join('');
}
