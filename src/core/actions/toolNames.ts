/**
 * Whether the name of a tool says that it only looks: `mcp__github__get_file_contents`, `list-issues`. A name is the
 * word of whoever wrote the tool, whom the user chose to install; it only spares a question about writing, reading is
 * judged all the same.
 */
export function changesNothing(tool: string): boolean {
  const words = wordsOf(tool);
  // `browser_take_screenshot`, `repo_get_file`: what the tool belongs to may come first.
  return (
    words.slice(0, 2).some((word) => looking.has(word)) && !words.some((word) => acting.has(word))
  );
}

/** Whether the name says that what it is given is gone from its place afterwards, with everything in it. */
export function takesAway(tool: string): boolean {
  return wordsOf(tool).some((word) => taking.has(word));
}

function wordsOf(tool: string): readonly string[] {
  return tool
    .slice(tool.lastIndexOf('__') + 1)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-.\s]+/)
    .filter((word) => word !== '');
}

const taking = new Set('delete remove move rename mv rm trash unlink'.split(' '));
const looking = new Set(
  'get list read search find fetch query describe show view stat info lookup inspect browse diff count check'.split(
    ' ',
  ),
);
const acting = new Set(
  'write create update replace edit delete remove set move rename put post append save upload patch insert apply run exec execute add send make copy download export and or'.split(
    ' ',
  ),
);
