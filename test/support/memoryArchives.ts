import type { ArchiveEntry, Archives } from '../../src/ports/archives.ts';
import type { Files } from '../../src/ports/files.ts';

/**
 * Archives of a file system in memory: text files that begin with `ARCHIVE` and list their entries, one a line:
 * `name`, `name/` for a folder, `name -> target` for a link, `name => target` for a hard link.
 */
export function memoryArchives(files: Files): Archives {
  return {
    list(path) {
      const text = files.readText(path, 1_000_000);
      if (text === null) return { kind: 'none' };
      const [first, ...lines] = text.split('\n');
      if (first !== 'ARCHIVE') return { kind: 'unreadable', why: 'is damaged' };
      return { kind: 'entries', entries: lines.filter((line) => line !== '').map(entryIn) };
    },
  };
}

function entryIn(line: string): ArchiveEntry {
  for (const [mark, kind] of [
    [' -> ', 'link'],
    [' => ', 'hardLink'],
  ] as const) {
    const [name, target] = line.split(mark);
    if (name !== undefined && target !== undefined) return { name, kind, target };
  }
  return { name: line, kind: line.endsWith('/') ? 'folder' : 'file', target: null };
}
